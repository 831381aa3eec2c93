"""A user's answers: many rows at once for one complaint, in transactions of a thousand."""

from collections.abc import Sequence

from django.db import transaction

from bacung.core.problems import Problem
from bacung.ground import audit
from bacung.ground.bulk import update_rows
from bacung.ground.permissions import Viewer
from bacung.intake.actions.runs import CHUNK
from bacung.intake.actions.settle_found import settle_found
from bacung.intake.convert import open_row, seal_row
from bacung.intake.models import FOUND, Batch, StagedComplaint, StagedRow
from bacung.intake.questions import answered

KNOWN = "intake.perhaps-known"


def decide_rows(
    viewer: Viewer,
    batch: Batch,
    *,
    code: str,
    answer: str,
    positions: Sequence[int] | None = None,
    value: str | None = None,
) -> int:
    """Give one answer to every complaint with this code: in these rows, or in all that have it open.

    `value` is what a user typed, for `correct`; of somebody met at a door, who of the candidates it is. How
    many rows were answered. Answering again replaces, but of those met at doors.
    """
    if batch.state != "read":
        raise Problem("intake.wrong-state", state=batch.state)
    if batch.kind == FOUND:
        person = int(value) if value and value.isdecimal() and len(value) < 19 else None
        return settle_found(viewer, batch, code=code, answer=answer, positions=positions, person_id=person)
    asked = StagedComplaint.objects.filter(batch=batch, code=code)
    if positions is not None:
        asked = asked.filter(position__in=list(positions))
    else:
        asked = asked.filter(answer__in=("", "undo") if answer == "accept" else ("",))
    rows, after = 0, -1
    while places := list(asked.filter(position__gt=after).order_by("position")[:CHUNK]):
        after = places[-1].position
        with transaction.atomic():
            rows += _answer(batch, places, answer, value)
    if not rows:
        raise Problem("ground.not-found")
    audit.record("intake.decide", viewer, batch=batch.pk, code=code, answer=answer, rows=rows)
    return rows


def undo_repair(viewer: Viewer, batch: Batch, *, code: str, positions: Sequence[int] | None = None) -> int:
    """Let the cells stand as they were written, for one repair: in these rows, or everywhere."""
    return decide_rows(viewer, batch, code=code, answer="undo", positions=positions)


def _answer(batch: Batch, places: Sequence[StagedComplaint], answer: str, value: str | None) -> int:
    wanted = {each.position for each in places}
    rows = {row.position: row for row in batch.rows.select_for_update().filter(position__in=wanted)}
    for place in places:
        row = rows[place.position]
        staged = answered(open_row(batch.pk, row.position, row.sealed), place.place, answer, value)
        row.sealed = seal_row(batch.pk, row.position, staged)
        row.ready = staged.ready
        if place.code == KNOWN and answer == "same":
            row.match, row.changes = "same", True
        elif place.code == KNOWN and answer == "new":
            row.match, row.person = "new", None
        place.answer = answer
    update_rows(
        StagedRow,
        ("sealed", "ready", "match", "changes", "person_id"),
        [(row.sealed, row.ready, row.match, row.changes, row.person_id, row.pk) for row in rows.values()],
    )
    update_rows(StagedComplaint, ("answer",), [(place.answer, place.pk) for place in places])
    return len(rows)
