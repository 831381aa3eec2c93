"""The evening report as a short message for the chat group: counts only, nothing to click."""

from django.utils.translation import override

from bacung.core.merging.reasons import within
from bacung.ground import figures
from bacung.reports.papers import layout
from bacung.reports.papers.evening import CommuneRow, EveningReport

REASONS_TOLD = 5
"""How many reasons a message names; the rest is in the report."""


@override("vi")
def write(report: EveningReport) -> str:
    """Plain text: the whole, the communes in their order, and why the rest is left."""
    lines = [f"[{layout.DEMO}]"] if report.demo else []
    lines.append(f"{report.title}.")
    named = report.achieved_name
    if report.total.target.value is not None:
        named += f" / {report.target_name}"
    whole = ", ".join(_facts(report.total, f" ({named})", " so với hôm qua"))
    counting = "đếm từng người " if report.reported_total else ""
    lines.append(f"Tính đến {figures.moment(report.as_of)}: {counting}{whole}.")
    if report.reported_total:
        lines.append(f"Các đơn vị báo cáo số (*): {', '.join(_facts(report.reported_total))}.")
    rows = sorted(report.rows, key=lambda row: (row.rank is None, row.rank or 0))
    if rows:
        lines += ["", "Thứ tự:"]
        lines += [_line(report, row) for row in rows]
    if report.remaining:
        told = [
            f"{figures.number(one.people.value)} {within(one.reason)}"
            for one in report.remaining[:REASONS_TOLD]
        ]
        lines += ["", f"Còn lại chủ yếu: {'; '.join(told)}."]
    return "\n".join(lines) + "\n"


def _line(report: EveningReport, row: CommuneRow) -> str:
    """One commune with its place in the order, if it has one."""
    order = "-" if row.rank is None else f"{row.rank}."
    return f"{order} {layout.named(report, row)}: {', '.join(_facts(row))}"


def _facts(row: CommuneRow, named: str = "", since: str = "") -> list[str]:
    """116.167/278.950, đạt 41,6 %, tăng 1.204, còn lại 162.783."""
    counts = figures.number(row.achieved.value)
    told = [counts + named]
    if row.target.value is not None:
        told = [f"{counts}/{figures.number(row.target.value)}{named}"]
        told.append(f"đạt {layout.percent_of(row.achieved, row.target)}")
    if row.change is not None:
        told.append(layout.change_words(row.change) + since)
    if row.left.value is not None:
        told.append(f"còn lại {figures.number(row.left.value)}")
    return told
