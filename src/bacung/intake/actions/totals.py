"""Reported totals: read, shown against what was reported before, taken over as facts with their source."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any, BinaryIO

from django.db.models import Q

from bacung.areas.queries import find_place
from bacung.core.sheets.totals import TotalReading
from bacung.core.sheets.totals import read_totals as read_book
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.intake.actions.runs import Run
from bacung.intake.models import Batch, ReportedTotal

EVENING = time(17, tzinfo=clock.VIETNAM)
"""The hour as of which offices report a day."""


def read_totals(batch: Batch, book: BinaryIO) -> dict[str, Any]:
    """What the batch keeps of a book of totals: every figure, its area and day, or why it stays behind."""
    areas = _Areas(batch)
    lines = [_line(areas, reading) for reading in read_book(book, name=batch.name, year=clock.today().year)]
    earlier = _earlier(batch, lines)
    for line in lines:
        line["before"] = earlier.get((line["area"], line["day"], line["measure"]))
    verdicts = Counter(str(line["verdict"]) for line in lines)
    codes = Counter(complaint["code"] for line in lines for complaint in line["complaints"])
    return {
        "understood": {"totals": lines},
        "counts": {"verdict": dict(verdicts), "code": dict(codes)},
        "rows_staged": len(lines),
    }


class _Areas:
    """The communes of the drive below the book's area, by the names they had on a day."""

    def __init__(self, batch: Batch) -> None:
        communes = batch.drive.places.values("commune")
        self._under, self._among = batch.commune, Q(pk__in=communes) | Q(pk=batch.commune_id)
        self._found: dict[tuple[str, date], tuple[int | None, str]] = {}

    def find(self, name: str, on: date) -> tuple[int | None, str]:
        """The area's key, or None and the code of the complaint."""
        key = (name, on)
        if key not in self._found:
            found = find_place(name, on=on, under=self._under, among=self._among)
            code = {"one": "", "none": "intake.area-unknown", "many": "intake.area-ambiguous"}[found.kind]
            self._found[key] = (found.areas[0].pk if found.kind == "one" else None, code)
        return self._found[key]


def _line(areas: _Areas, reading: TotalReading) -> dict[str, Any]:
    area, complaints = None, [asdict(complaint) for complaint in reading.complaints]
    if not reading.is_sum and reading.day:
        area, code = areas.find(reading.area_name, reading.day)
        if code:
            complaints.append(
                {"code": code, "severity": "question", "before": reading.area_name, "after": None}
            )
    is_open = any(complaint["severity"] in ("question", "refusal") for complaint in complaints)
    verdict = "not-a-person" if reading.is_sum else "question" if is_open else "accepted"
    return {
        "sheet": reading.sheet,
        "row": reading.row,
        "name": reading.area_name,
        "area": area,
        "day": reading.day.isoformat() if reading.day else None,
        "measure": reading.measure,
        "value": reading.value,
        "verdict": verdict,
        "complaints": complaints,
    }


def _earlier(batch: Batch, lines: Sequence[dict[str, Any]]) -> dict[tuple[int, str, str], int]:
    """What was reported before for the same areas and days; the latest report of each."""
    areas = {line["area"] for line in lines if line["area"]}
    rows = ReportedTotal.objects.filter(drive=batch.drive, area__in=areas).order_by("pk")
    return {
        (area, on.isoformat(), measure): value
        for area, on, measure, value in rows.values_list("area", "on", "measure", "value")
    }


def accept_totals(viewer: Viewer, batch: Batch) -> Batch:
    """Append every figure that is clear and says something new; the sums and the unclear ones stay behind."""
    run = Run(batch, "accepting")
    run.begin("read", "accepting")
    with recording():
        facts = list(_facts(batch, batch.understood["totals"], clock.now()))
        ReportedTotal.objects.bulk_create(facts, batch_size=500)
        audit.record("intake.accept", viewer, batch=batch.pk, totals=len(facts))
        run.hold(rows_accepted=len(facts))
        run.end("accepted", accepted_at=clock.now())
    return batch


def _facts(batch: Batch, lines: Sequence[dict[str, Any]], now: datetime) -> Iterator[ReportedTotal]:
    earlier = _earlier(batch, lines)
    for line in lines:
        known = earlier.get((line["area"], line["day"], line["measure"]))
        if line["verdict"] != "accepted" or line["value"] is None or line["value"] == known:
            continue
        on = date.fromisoformat(line["day"])
        yield ReportedTotal(
            batch=batch,
            drive=batch.drive,
            area_id=line["area"],
            on=on,
            measure=line["measure"],
            value=line["value"],
            sheet=line["sheet"][:80],
            row=line["row"],
            occurred_at=datetime.combine(on, EVENING),
            recorded_at=now,
        )
