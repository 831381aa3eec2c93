"""Log-in by django-allauth, with its door for strangers closed: members are made by the coordinator."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from bacung.ground.stream import first_room
from bacung.staff.queries import viewer_of


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; who comes in is led to the first room of their role."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return first_room(viewer_of(request.user)) if request.user.is_authenticated else "/"
