"""What the registry tells about a person."""

from django.utils.translation import gettext as _

from bacung.core.people.dates import Born
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.ground.subjects import Panel, tells
from bacung.registry import queries, wording
from bacung.registry.convert import SHADOWS, as_text
from bacung.registry.forms import PersonForm
from bacung.registry.models import Person


@tells
def who(viewer: Viewer, person_id: int) -> Panel | None:
    """Birth, masked numbers, home, and what is known of presence and phone."""
    person = queries.people(viewer).select_related("household__hamlet").filter(pk=person_id).first()
    if person is None:
        return None
    said = {
        kind: as_text(getattr(person, SHADOWS[Person, kind][0]))
        for kind in PersonForm.base_fields
        if kind != "since"
    }
    facts = {
        "born": Born.from_iso(person.born).text if person.born else "",
        "number": queries.masked_number(person),
        "phone": queries.masked_phone(person),
        "household": person.household,
        "known": wording.known(said),
        "form": PersonForm(initial={**said, "since": clock.today()}),
        "past": wording.told(list(person.facts.order_by("-recorded_at", "-pk")[:20])),
    }
    return Panel(_("Who"), "registry/who.html", facts)
