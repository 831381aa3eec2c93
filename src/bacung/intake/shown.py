"""Books, rows and complaints as pages show them: in words, numbers masked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bacung.core.problems import Problem
from bacung.core.sheets.answers import Complaint
from bacung.ground.wording import sentence
from bacung.intake import queries
from bacung.intake.convert import WEIGHTY
from bacung.intake.models import FOUND, Batch
from bacung.intake.queries import Difference, Group, RowShown
from bacung.intake.questions import NUMBER_SAYS, POINTS_AT_A_ROW, answers_to, field_of
from bacung.intake.wording import (
    FIELDS,
    KINDS,
    STATES,
    VERDICTS,
    WORDS,
    answer_name,
    measure_name,
    to_do,
    what,
)
from bacung.intake.wording import shown as value_shown
from bacung.registry.models import Person

COLUMNS = ("name", "born", "sex", "citizen_number", "phone", "hamlet", "household")


def verdict_name(verdict: str) -> str:
    """What a verdict is called; all rows for none."""
    return _(VERDICTS[verdict]) if verdict in VERDICTS else _("All rows")


def summary(batch: Batch) -> dict[str, Any]:
    """One line of the table of books."""
    counts = batch.counts.get("verdict", {})
    return {
        "batch": batch,
        "kind": _(KINDS[batch.kind]),
        "state": _(STATES[batch.state]),
        "questions": counts.get("question", 0) + counts.get("refused", 0),
        "people": sum(count for verdict, count in counts.items() if verdict != "not-a-person"),
    }


def whole(batch: Batch, *, with_rows: bool) -> dict[str, Any]:
    """Everything on the page of one book; without rows the counts alone."""
    counts = batch.counts.get("verdict", {})
    facts: dict[str, Any] = {
        **summary(batch),
        "fault": sentence(Problem(batch.problem, name=batch.name)) if batch.problem else "",
        "verdicts": [
            (verdict, _(name), counts[verdict]) for verdict, name in VERDICTS.items() if verdict in counts
        ],
        "told": {} if batch.kind in ("people", "totals", FOUND) else batch.counts,
        "sheets": [_sheet(sheet) for sheet in batch.understood.get("sheets", [])],
        "fields": [(field, _(name)) for field, name in FIELDS.items()],
        "groups": [],
    }
    if batch.kind not in ("people", FOUND) or batch.state not in ("read", "accepting", "accepted"):
        return facts
    facts["readiness"] = queries.readiness(batch)
    groups = queries.complaint_groups(batch) if with_rows else []
    facts["questions_asked"] = [group_shown(group) for group in groups if group.severity in WEIGHTY]
    facts["groups"] = [group_shown(group) for group in groups if group.severity not in WEIGHTY]
    return facts


def _sheet(sheet: dict[str, Any]) -> dict[str, Any]:
    columns = [
        {**column, "words": _(FIELDS[column["field"]]) if column["field"] in FIELDS else ""}
        for column in sheet["columns"]
    ]
    forbidden = [column for column in columns if str(column["field"]).startswith("forbidden.")]
    return {**sheet, "columns": columns, "forbidden": forbidden}


def group_shown(group: Group) -> dict[str, Any]:
    """All complaints of one code: what, how many, examples before → after, answers for all at once."""
    return {
        "group": group,
        **code(group.code),
        "examples": [complaint(*each) for each in group.examples],
        "answers": [
            (each, answer_name(group.code, each))
            for each in group.answers
            if each != "accept" or group.undone
        ]
        if not any(shown.candidates for shown, _, _ in group.examples)
        else [],
        "proposes": answer_name(group.code, "accept") if "accept" in group.answers else "",
    }


def code(code: str) -> dict[str, str]:
    """A code in words: what is the matter, what to do."""
    if code not in WORDS:
        raise Problem("ground.not-found")
    return {"code": code, "what": what(code), "to_do": to_do(code)}


def row(shown: RowShown) -> dict[str, Any]:
    """One staged row: its values in the order of `COLUMNS`, and what was said about it."""
    values = shown.staged.values
    return {
        "row": shown.row,
        "verdict": verdict_name(shown.row.verdict),
        "values": [value_shown(field, getattr(values, field)) for field in COLUMNS],
        "remarks": [
            {"what": what(each.code), "answer": answer_name(each.code, answer)}
            for _place, each, answer in shown.complaints
        ],
    }


def complaint(shown: RowShown, place: int, said: Complaint) -> dict[str, Any]:
    """One complaint of one row: before → after, masked, and the answers it takes."""
    answer, field = shown.staged.answers.get(place, ""), field_of(said)
    return {
        "row": shown.row,
        "name": value_shown("name", shown.staged.values.name),
        "born": value_shown("born", shown.staged.values.born),
        "field": _(FIELDS[field]) if field in FIELDS else "",
        "column": said.column or "",
        "before": value_shown(field, said.before),
        "after": value_shown(_meant_by_after(said), said.after),
        "answer": answer_name(said.code, answer),
        "settled": bool(answer) and not shown.row.sheet,
        "answers": [(each, answer_name(said.code, each)) for each in answers_to(said) if each != "correct"],
        "typed": "correct" in answers_to(said),
        "codes": answers_to(said),
        "candidates": [(person.pk, _whom(person)) for person in shown.candidates],
    }


def _whom(person: Person) -> str:
    """Somebody on the list, so that one can tell them from another: name, birth, door."""
    home = person.household
    told = (value_shown("born", person.born) if person.born else "", home.address)
    parts = (person.name, *told, home.hamlet.name if home.hamlet else "")
    return ", ".join(part for part in parts if part)


def _meant_by_after(said: Complaint) -> str | None:
    """What kind of value stands after the arrow: the field's own, or what a number or a row says."""
    if said.code in POINTS_AT_A_ROW:
        return None
    return NUMBER_SAYS.get(said.code) or field_of(said)


def answers_together(lines: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """The answers that every one of these complaints takes."""
    if not lines or any(line["candidates"] for line in lines):  # who it is, is said of each by itself
        return []
    return [each for each in lines[0]["answers"] if all(each[0] in line["codes"] for line in lines)]


def difference(found: Difference) -> dict[str, Any]:
    """What one row changes about somebody on the list."""
    return {
        "row": found.row.row,
        "person": found.person,
        "fields": [
            (_field_name(field), value_shown(field, before), value_shown(field, after))
            for field, before, after in found.fields
        ],
    }


def _field_name(field: str) -> str:
    return _(FIELDS[field]) if field in FIELDS else field


def total(line: dict[str, Any]) -> dict[str, Any]:
    """One reported figure, beside what was reported before for the same place and day."""
    before, value = line.get("before"), line["value"]
    return {
        **line,
        "day": date.fromisoformat(line["day"]) if line["day"] else None,
        "measure": measure_name(line["measure"]),
        "change": value - before if before is not None and value is not None else None,
        "remarks": [what(each["code"]) for each in line["complaints"]],
        "is_sum": line["verdict"] == "not-a-person",
    }
