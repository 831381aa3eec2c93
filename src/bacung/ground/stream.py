"""The rooms in the order of the stream, as the side of every page shows them.

A room is shown when its address exists and its view's own `allow` lets the viewer in, so the menu can never
promise what the door refuses.
"""

from dataclasses import dataclass

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.ground.permissions import Viewer

ROOMS = (
    ("/", gettext_noop("This morning")),
    ("/areas/", gettext_noop("Areas")),
    ("/drives/", gettext_noop("Drives")),
    ("/people/", gettext_noop("People")),
    ("/lists/", gettext_noop("Lists")),
    ("/postings/", gettext_noop("Who goes where")),
    ("/tonight/", gettext_noop("Tonight")),
    ("/phones/", gettext_noop("Phones")),
    ("/visits/", gettext_noop("Visits")),
    ("/desk/", gettext_noop("The desk")),
    ("/papers/", gettext_noop("Papers")),
    ("/staff/", gettext_noop("Staff")),
    ("/audit/", gettext_noop("Audit trail")),
)
BELOW = {"/": "/board/"}
"""Where the pages of a room lie that are not below its own address."""


@dataclass(frozen=True)
class Room:
    """One entry: where it leads, what it is called, and whether the page shown now lies in it."""

    address: str
    name: str
    here: bool
    exact: bool


def may_enter(viewer: Viewer, address: str) -> bool:
    """Whether a page stands at `address` and lets this viewer in."""
    try:
        view = resolve(address).func
    except Resolver404:
        return False
    return viewer.may(*getattr(view, "allowed_roles", ()))


def rooms_for(viewer: Viewer, path: str) -> list[Room]:
    """The rooms `viewer` may enter; `path` is the page shown now."""
    return [
        Room(
            address,
            _(name),
            path == address or path.startswith(BELOW.get(address, address)),
            path == address,
        )
        for address, name in ROOMS
        if may_enter(viewer, address)
    ]
