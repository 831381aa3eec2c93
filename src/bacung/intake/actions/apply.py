"""What a book changes about people who are on the list already; applied at the flip and after it."""

from bacung.ground import clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.intake.actions.hamlets import Hamlets
from bacung.intake.actions.runs import FEW
from bacung.intake.claims import claims_told
from bacung.intake.convert import open_row
from bacung.intake.events import RowsAccepted
from bacung.intake.matching import changed_fields
from bacung.intake.models import Batch, StagedRow
from bacung.registry.actions import Change, NewFact, change_people, record_facts
from bacung.registry.models import Person


def apply_pending(viewer: Viewer, batch: Batch, hamlets: Hamlets) -> bool:
    """Apply the next chunk, in the caller's transaction; whether more is waiting."""
    rows = list(batch.rows.filter(pending=True).order_by("position")[: FEW + 1])
    more, rows = len(rows) > FEW, rows[:FEW]
    people = Person.objects.select_related("household__hamlet").in_bulk({row.person_id for row in rows})
    changes, facts = [], []
    for row in rows:
        staged = open_row(batch.pk, row.position, row.sealed)
        person = people[row.person_id or 0]
        fields = changed_fields(person, staged.values) if row.match == "same" else {}
        if hamlet := fields.pop("hamlet", None):
            fields["hamlet_id"] = str(hamlets.key(hamlet))
        if fields:
            changes.append(Change(person.pk, fields))
        if staged.values.home_visit and not person.household.home_visit:
            facts.append(_wish(person, batch))
    source = f"batch {batch.pk}"
    if changes:
        change_people(viewer, changes, source=source)
    if facts:
        record_facts(viewer, facts)
    claims = claims_told(batch, [row for row in rows if row.match == "same"])
    if claims:
        announce(RowsAccepted(batch.admission_id or 0, claims))
    StagedRow.objects.filter(pk__in=[row.pk for row in rows]).update(pending=False)
    return more


def _wish(person: Person, batch: Batch) -> NewFact:
    return NewFact("home_visit", "yes", clock.now(), f"batch {batch.pk}", household_id=person.household_id)
