"""The columns of one header seen together: what each label says only beside the others."""

from dataclasses import replace

from bacung.core.people.names import fold
from bacung.core.sheets.columns import IGNORED, Column

NAME_BESIDE = "name_beside"
"""The name of a second person in the same row."""


def told_apart(columns: list[Column]) -> list[Column]:
    """The columns of a header, each field once: heads from members, years from men, ours from theirs."""
    return _beside(_each_field_once(_heads_apart(_years_apart(_without_returned(columns)))))


_RETURNED = (("trang thai", "ly do", "viec can lam"), ("status", "reason", "what to do"))


def _without_returned(columns: list[Column]) -> list[Column]:
    """The three columns of a book that was given back are ours, not the office's."""
    labels = [fold(column.label.split(" / ")[-1]) for column in columns]
    for start in range(len(columns) - 2):
        if tuple(labels[start : start + 3]) in _RETURNED:
            ours = [replace(column, field=IGNORED, confidence=1.0) for column in columns[start : start + 3]]
            return [*columns[:start], *ours, *columns[start + 3 :]]
    return columns


def _each_field_once(columns: list[Column]) -> list[Column]:
    """Of several columns for one field the surest, then the visible, then the leftmost keeps it."""
    best: dict[str, Column] = {}
    for column in columns:
        if column.field and column.field != IGNORED and not column.is_forbidden:
            held = best.get(column.field)
            if held is None or (column.confidence, not column.hidden) > (held.confidence, not held.hidden):
                best[column.field] = column
    return [
        column
        if not column.field or column.field == IGNORED or column.is_forbidden or best[column.field] is column
        else Column(column.index, column.label, None, 0.0, column.hidden)
        for column in columns
    ]


_IN_THREE = (
    {"ngay": "born_day", "thang": "born_month", "nam": "born_year"},
    {"ngay sinh": "born_day", "thang sinh": "born_month", "nam sinh": "born_year"},
)


def _years_apart(columns: list[Column]) -> list[Column]:
    """'Ngày | Tháng | Năm' are parts of a date; 'Năm' without the others is a year, and no man."""
    last = {fold(column.label.split(" / ")[-1]): column for column in columns}
    for parts in _IN_THREE:
        if parts.keys() <= last.keys():
            fields = {last[label].index: field for label, field in parts.items()}
            return [
                replace(column, field=fields[column.index], confidence=1.0)
                if column.index in fields
                else column
                for column in columns
            ]
    return [
        replace(column, field=None, confidence=0.0)
        if column.field == "male" and column.label.split(" / ")[-1].lower() == "năm"
        else column
        for column in columns
    ]


def _heads_apart(columns: list[Column]) -> list[Column]:
    """'Thông tin chủ hộ' over a name of its own: that is the household's head, the people stand elsewhere."""
    heads = {column.index for column in columns if "chu ho" in fold(" ".join(column.label.split(" / ")[:-1]))}
    if not any(column.field == "name" and column.index not in heads for column in columns):
        return columns
    return [
        replace(column, field="household" if column.field == "name" else IGNORED)
        if column.index in heads
        and column.field
        and not column.is_forbidden
        and column.field not in _OF_HOUSE
        else column
        for column in columns
    ]


_OF_HOUSE = ("household", "household_number", "relation", "hamlet", "address")


def _beside(columns: list[Column]) -> list[Column]:
    """Two tables side by side under one header: the name of the right one is told apart, not lost."""
    used = {fold(column.label) for column in columns if column.field}
    again = [column for column in columns if column.field is None and fold(column.label) in used]
    names = {fold(column.label) for column in columns if column.field == "name"}
    beside = next((column for column in again if fold(column.label) in names), None)
    if beside is None or len(again) < 2:
        return columns
    return [replace(column, field=NAME_BESIDE) if column is beside else column for column in columns]
