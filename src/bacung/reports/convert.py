"""From the board's table to the evening report, in the words of Vietnamese official papers."""

from collections import Counter
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation

from bacung.areas.models import Area
from bacung.areas.queries import with_present_name
from bacung.board.queries import Basis, Line, Table
from bacung.board.wording import rate_name
from bacung.core.coverage.measures import LEFT
from bacung.drives.models import Mandate
from bacung.drives.wording import measure_name
from bacung.ground import clock
from bacung.reports.papers.evening import (
    CommuneRow,
    EveningReport,
    Figure,
    LateFact,
    Rate,
    Remaining,
    ReportedTotal,
)

DEFAULT_MEASURE = "activated"
LATE_NAMES = {
    "collected": "tài khoản được thu nhận",
    "approved": "tài khoản được duyệt",
    "activated": "tài khoản được kích hoạt",
}


def evening_report(
    found: Table, *, measure: str, mandate: Mandate | None, late: Counter[str], base_link: str = ""
) -> EveningReport:
    """The report of a table. `measure` is what Chỉ tiêu and Đạt count; `late` what was entered afterwards."""
    basis: Basis = "people" if "people" in found.totals or "reported" not in found.totals else "reported"
    total = found.totals.get(basis) or Line(None, Counter(), Counter())
    beside = found.totals.get("reported") if basis == "people" else None
    with translation.override("vi"):
        counted = measure_name(measure)
        return EveningReport(
            superior=mandate.superior_body if mandate else "",
            body=mandate.issuing_body if mandate else "",
            place=_place(found),
            on=clock.local(found.as_of).date(),
            number="",
            title=f"Tiến độ {found.drive.name}",
            drive=found.drive.name,
            as_of=clock.local(found.as_of),
            achieved_name=counted if basis == "people" else f"{counted} (theo báo cáo của đơn vị)",
            target_name="chỉ tiêu được giao",
            rows=tuple(_row(found, line, measure) for line in found.lines),
            total=_row(found, total, measure, name="Cộng đếm từng người" if beside else "Cộng"),
            reported_total=_row(found, beside, measure, name="Cộng theo báo cáo") if beside else None,
            grounds=tuple(mandate.grounds) if mandate else (),
            remaining=tuple(_remaining(found, total)),
            late=tuple(
                LateFact(what=LATE_NAMES[kind], people=Figure(value=late[kind]))
                for kind in LATE_NAMES
                if late[kind]
            ),
            reported=tuple(one for line in found.lines for one in _reported(line))
            if basis == "people"
            else (),
            recipients=tuple(mandate.recipients) if mandate else (),
            signatory=mandate.signatory if mandate else "",
            demo=found.drive.is_demo,
            base_link=base_link,
        )


def _place(found: Table) -> str:
    """The province whose offices write: the place beside the date."""
    for line in found.lines:
        if isinstance(line.place, Area):
            return Area.objects.get(path=line.place.path[: Area.steplen]).name
    return ""


def _row(found: Table, line: Line, measure: str, *, name: str = "") -> CommuneRow:
    area = line.place if isinstance(line.place, Area) else None
    figures = line.basis == "people"
    return CommuneRow(
        name=name or (with_present_name(area) if area else ""),
        target=Figure(value=line.target),
        achieved=Figure(
            value=line.counts[measure] if figures else line.achieved,
            link=_rows_of(found, measure, area) if figures else _board(found, area),
        ),
        left=Figure(value=line.left),
        rank=line.rank,
        change=line.moved[measure] if figures else None,
        rates=tuple(_rates(found, line, area)) if figures else (),
        is_reported=line.basis == "reported",
    )


def _rates(found: Table, line: Line, area: Area | None) -> list[Rate]:
    return [
        Rate(
            name=rate_name(rate.code),
            numerator=Figure(value=share.numerator, link=_rows_of(found, rate.numerator, area)),
            numerator_name=measure_name(rate.numerator),
            denominator=Figure(value=share.denominator, link=_rows_of(found, rate.denominator, area)),
            denominator_name=measure_name(rate.denominator),
        )
        for rate, share in line.rates
    ]


def _remaining(found: Table, total: Line) -> list[Remaining]:
    return [
        Remaining(
            reason=reason.vi,
            people=Figure(value=number, link=_rows_of(found, f"{LEFT}{reason.code}", None)),
            next_step=reason.next_step.vi,
        )
        for reason, number in total.left_by_reason
    ]


def _reported(line: Line) -> list[ReportedTotal]:
    area = line.place if isinstance(line.place, Area) else None
    return [
        ReportedTotal(
            name=str(area or ""),
            what=measure_name(measure),
            value=Figure(value=one.value, link=reverse("intake:batch", args=(one.batch_id,))),
            on=clock.local(one.of).date(),
            source=f"Bảng số {one.batch_id}",
        )
        for measure, one in sorted(line.reported.items())
    ]


def _rows_of(found: Table, measure: str, area: Area | None) -> str:
    """The address of the people behind a number, as of the report's moment."""
    asked = {"measure": measure, "at": found.as_of.isoformat()} | ({"area": str(area.pk)} if area else {})
    return f"{reverse('board:people', args=(found.drive.code,))}?{urlencode(asked)}"


def _board(found: Table, area: Area | None) -> str:
    where = (
        reverse("board:area", args=(found.drive.code, area.pk))
        if area
        else reverse("board:drive", args=(found.drive.code,))
    )
    return f"{where}?{urlencode({'at': found.as_of.isoformat()})}"
