"""The full number, for the one who asks and may: every look is written down."""

from bacung.ground import audit
from bacung.ground.permissions import Viewer
from bacung.registry.convert import open_number, open_phone
from bacung.registry.models import Person


def reveal_citizen_number(viewer: Viewer, person: Person) -> str:
    """The full citizen number of somebody the viewer was allowed to fetch."""
    audit.record("registry.reveal-citizen-number", viewer, person=person.pk)
    return open_number(person)


def reveal_phone(viewer: Viewer, person: Person) -> str:
    """The full phone number of somebody the viewer was allowed to fetch."""
    audit.record("registry.reveal-phone", viewer, person=person.pk)
    return open_phone(person)
