"""The workbook given back: its own layout, with what became of each row and what is to be done."""

import io
from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from bacung.core.problems import Problem
from bacung.core.sheets.answers import Complaint, RowReading
from bacung.core.sheets.giving_back import give_back as write_back
from bacung.core.sheets.returned_plan import Three, Wording
from bacung.ground import audit
from bacung.ground.permissions import Viewer
from bacung.intake import storage
from bacung.intake.actions.leave import given_back
from bacung.intake.convert import WEIGHTY, Staged, open_row
from bacung.intake.models import Batch, StagedRow
from bacung.intake.questions import field_of
from bacung.intake.wording import reason, to_do


def give_back(viewer: Viewer, batch: Batch) -> bytes:
    """The returned .xlsx: the sender's own rows with three columns more. Audited: it holds full numbers."""
    if batch.kind != "people" or batch.state not in ("read", "accepting", "accepted") or not batch.file:
        raise Problem("intake.wrong-state", state=batch.state)
    three: dict[tuple[str, int], Three] = {}
    wording = Wording(
        headings=(_("Status"), _("Reason"), _("What to do")),
        of_row=lambda reading: three.pop((reading.sheet, reading.row), ("", "", "")),
    )
    target = io.BytesIO()
    with storage.opened(batch.file) as book:
        write_back(
            book, _readings(batch, three), target, wording=wording, name=batch.name, mapping=batch.mapping
        )
    with transaction.atomic():
        audit.record("intake.give-back", viewer, batch=batch.pk, rows=batch.rows_staged)
        given_back(batch)
    return target.getvalue()


def _readings(batch: Batch, three: dict[tuple[str, int], Three]) -> Iterator[RowReading]:
    """The rows in the book's order as they stand now; the three sentences of each are laid into `three`."""
    for row in batch.rows.order_by("position").iterator(chunk_size=1000):
        staged = open_row(batch.pk, row.position, row.sealed)
        is_person = row.verdict != "not-a-person"
        if is_person:
            three[row.sheet, row.row] = _three(batch, row, staged)
        yield RowReading(
            row.sheet,
            row.row,
            row.verdict,  # type: ignore[arg-type]
            staged.values,
            tuple(_as_it_stands(staged)),
            kind="person" if is_person else "other",
        )


def _as_it_stands(staged: Staged) -> Iterator[Complaint]:
    """The complaints, so that what was undone is not written into the book and what was answered is."""
    for place, complaint in enumerate(staged.complaints):
        answer, field = staged.answers.get(place, ""), field_of(complaint)
        if answer in ("accept", "correct") and field and complaint.column:
            yield replace(complaint, severity="repair", after=getattr(staged.values, field))
        elif answer != "undo":
            yield complaint


def _three(batch: Batch, row: StagedRow, staged: Staged) -> Three:
    open_still = [
        complaint
        for place, complaint in enumerate(staged.complaints)
        if complaint.severity in WEIGHTY and place not in staged.answers
    ]
    said = [
        complaint
        for place, complaint in enumerate(staged.complaints)
        if staged.answers.get(place) not in ("undo", "keep")
    ]
    reasons = "; ".join(dict.fromkeys(map(reason, open_still or said)))
    things = open_still or [each for each in said if each.severity == "warning"]
    todo = " ".join(dict.fromkeys(filter(None, (to_do(each.code) for each in things))))
    return (_status(batch, row, staged, bool(open_still)), reasons, todo)


def _status(batch: Batch, row: StagedRow, staged: Staged, is_open: bool) -> str:
    if "drop" in staged.answers.values():
        return _("Left out")
    if is_open:
        return _("Not taken") if row.verdict == "refused" else _("To be answered")
    if batch.state == "accepted" and row.person_id:
        return _("Taken over, repaired") if row.verdict == "repaired" else _("Taken over")
    return _("Can be taken over")
