"""The page of one person, what every room knows; and the page from which an officer sets up phones."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bacung.ground.permissions import COORDINATOR, OFFICER, SUPERVISOR, ViewerRequest, allow, fetch
from bacung.ground.qr import drawing
from bacung.ground.subjects import panels
from bacung.registry.models import Person
from bacung.site.lan.authority import kept_fingerprint
from bacung.site.lan.home import PHONE_APP, gone, told


@require_GET
@allow(COORDINATOR, OFFICER)
def person(request: ViewerRequest, person_id: int) -> HttpResponse:
    """One person, room by room in the order of the stream."""
    found = fetch(Person.admitted.select_related("commune"), request.viewer, "commune", pk=person_id)
    told = panels(request.viewer, found.pk)
    return render(request, "site/person.html", {"person": found, "panels": told})


@require_GET
@allow(COORDINATOR, OFFICER, SUPERVISOR)
def phone_setup(request: ViewerRequest) -> HttpResponse:
    """Where a phone comes to trust this server, to be scanned; or why none can, and what to do."""
    by_lan = settings.BACUNG_LAN
    host = f"{settings.ALLOWED_HOSTS[0]}:{request.get_port()}" if by_lan else request.get_host()
    origin, folder = f"https://{host}", settings.BACUNG_HOME / "lan"
    app = origin + PHONE_APP
    start = by_lan or (app if request.is_secure() else "")
    left = gone(told(folder), settings.ALLOWED_HOSTS, int(request.get_port())) if by_lan else ()
    facts = {
        "by_lan": by_lan,
        "start": start,
        "origin": origin,
        "app": app,
        "command": "bacung serve --lan",
        "picture": drawing(start, _("The address to scan with the phone")) if start else "",
        "fingerprint": kept_fingerprint(folder) if by_lan else "",
        "left": ", ".join(left),
    }
    return render(request, "site/phone_setup.html", facts)
