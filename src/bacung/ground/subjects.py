"""What many rooms know about one person, told by each and composed on one page.

A room's `subject.py` registers a teller; the page of one person asks all of them in the order of the
stream. A teller looks for itself whether the viewer may know, and says None when it has nothing to tell.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from bacung.ground.permissions import Viewer


@dataclass(frozen=True)
class Panel:
    """One room's part of the page: a heading, and a template with its facts."""

    heading: str
    template: str
    facts: Mapping[str, object]


Teller = Callable[[Viewer, int], Panel | None]
_TELLERS: list[Teller] = []


def tells(teller: Teller) -> Teller:
    """Register what a room can tell about a person, by key."""
    if teller not in _TELLERS:
        _TELLERS.append(teller)
    return teller


def gather() -> None:
    """Let every room register, in the order of the stream."""
    for room in settings.ROOMS:
        if find_spec(f"bacung.{room}.subject"):
            import_module(f"bacung.{room}.subject")


def panels(viewer: Viewer, person_id: int) -> list[Panel]:
    """Everything the rooms tell this viewer about a person."""
    told = [teller(viewer, person_id) for teller in _TELLERS]
    return [panel for panel in told if panel]
