"""What visits tell about a person: every knock at their door, and what came of it for them."""

from django.utils.translation import gettext as _

from bacung.ground.permissions import Viewer
from bacung.ground.subjects import Panel, tells
from bacung.registry.queries import people
from bacung.visits.queries import of_evening
from bacung.visits.wording import door_words, next_step_words, outcome_words, reason_words

SHOWN = 50


@tells
def visits(viewer: Viewer, person_id: int) -> Panel | None:
    """The visits to the household, newest first; withdrawn ones say so."""
    person = people(viewer).filter(pk=person_id).first()
    if person is None:
        return None
    events = of_evening(viewer).filter(household=person.household_id).prefetch_related("people", "voided_by")
    rows = [
        {
            "event": event,
            "outcome": door_words(event.outcome),
            "withdrawn": bool(event.voided_by.all()),
            "told": [
                {
                    "outcome": outcome_words(told.outcome),
                    "reason": reason_words(told.reason) if told.reason else "",
                    "next_step": next_step_words(told.reason) if told.reason else "",
                    "slot": told.desk_slot_at,
                }
                for told in event.people.all()
                if told.person_id == person_id
            ],
        }
        for event in events[:SHOWN]
    ]
    return Panel(_("Visits"), "visits/of_person.html", {"rows": rows})
