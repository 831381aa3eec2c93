"""What columns hold, told from their cells: where a header is missing, shared, or means two things."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bacung.core.people.citizen_numbers import compact
from bacung.core.people.dates import parse_born
from bacung.core.people.phones import normalise
from bacung.core.sheets.columns import Column
from bacung.core.sheets.fields import sex_of
from bacung.core.sheets.rowkinds import looks_like_a_name
from bacung.core.sheets.workbook import Cell, CellError, text_of

FEWEST = 2
_WORD = re.compile(r"[^\W\d_]['’\w]*")
_LATEST = 2100


def refined(columns: Sequence[Column], rows: Sequence[list[Cell]]) -> tuple[Column, ...]:
    """The columns of a header, corrected by the rows below it."""
    held = {column.index: column for column in columns}
    _name_in_two(held, rows)
    _years_under_sexes(held, rows)
    _phones_without_digits(held, rows)
    fields = {column.field for column in held.values()}
    if "citizen_number" not in fields:
        for index in range(max(map(len, rows), default=0)):
            column = held.get(index, Column(index, "", None, 0.0))
            if column.field is None and _share(rows, index, _is_full_number) >= 0.7:
                held[index] = replace(column, field="citizen_number", confidence=0.5)
                break
    return tuple(held[index] for index in sorted(held))


def columns_by_content(rows: Sequence[list[Cell]], hidden: frozenset[int]) -> tuple[Column, ...]:
    """The columns of a list without any header; () unless names stand beside numbers or birth dates."""
    found: dict[str, int] = {}
    for index in range(max(map(len, rows), default=0)):
        for field, test in _TESTS.items():
            if field not in found and _share(rows, index, test) >= 0.6:
                found[field] = index
                break
    if "name" not in found or not found.keys() & {"citizen_number", "born"}:
        return ()
    return tuple(
        Column(index, "", field, 0.5, hidden=index in hidden)
        for field, index in sorted(found.items(), key=lambda item: item[1])
    )


def continued(before: Sequence[Column], bare: Sequence[Column], hidden: frozenset[int]) -> tuple[Column, ...]:
    """The columns of the sheet before, where those found by content stand just where it had them; else ()."""
    fields = {column.index: column.field or "" for column in before}
    if not bare or not all(_says(fields.get(column.index, ""), column.field or "") for column in bare):
        return ()
    return tuple(replace(column, hidden=column.index in hidden) for column in before)


def _says(field: str, found: str) -> bool:
    """Whether a header's field is the one found by content; births may be those of men or of women."""
    return field == found or (found == "born" and field in ("born_male", "born_female"))


def _name_in_two(held: dict[int, Column], rows: Sequence[list[Cell]]) -> None:
    """One header over family and given name, or 'Tên' and 'Họ' where the other half has no header."""
    by_field = {column.field: column for column in held.values()}
    family = by_field.get("name") or by_field.get("family_name")
    if family is not None and "given_name" not in by_field:
        beside = held.get(family.index + 1, Column(family.index + 1, "", None, 0.0))
        whole = _share(rows, family.index, looks_like_a_name)
        if beside.field is None and not beside.chosen and _share(rows, beside.index, _is_one_word) >= 0.8:
            held[family.index] = replace(family, field="family_name")
            held[beside.index] = replace(beside, field="given_name", confidence=0.7)
        elif family.field == "family_name" and whole >= 0.5:
            held[family.index] = replace(family, field="name", confidence=0.7)
    elif family is None and "given_name" not in by_field and (head := by_field.get("household")):
        # A list of heads of households only: they are its people.
        held[head.index] = replace(head, field="name", confidence=0.8)
    elif family is None and (given := by_field.get("given_name")):
        held[given.index] = replace(given, field="name")


def _years_under_sexes(held: dict[int, Column], rows: Sequence[list[Cell]]) -> None:
    """'Nam | Nữ' without a header above them: years or dates are births, crosses are sexes."""
    by_field = {column.field: column for column in held.values()}
    if by_field.keys() & {"born", "born_male", "born_female"}:
        return
    columns = [by_field[field] for field in ("male", "female") if field in by_field]
    # Both together: among a few people there may be one man.
    if columns and _share(rows, [column.index for column in columns], _is_birth) >= 0.5:
        for column in columns:
            held[column.index] = replace(column, field=f"born_{column.field}")


def _phones_without_digits(held: dict[int, Column], rows: Sequence[list[Cell]]) -> None:
    """'DT' is điện thoại or dân tộc: where no cell has a digit, it is no column of phones."""
    for column in [column for column in held.values() if column.field == "phone" and not column.chosen]:
        texts = _texts(rows, [column.index])
        if texts and not any(map(_has_digit, texts)):
            held[column.index] = replace(column, field=None, confidence=0.0)


def _texts(rows: Sequence[list[Cell]], indexes: Sequence[int]) -> list[str]:
    """The filled cells of some columns."""
    return [
        text
        for cells in rows
        for index in indexes
        if index < len(cells)
        and not isinstance(cells[index], CellError)
        and (text := text_of(cells[index]).strip())
    ]


def _share(rows: Sequence[list[Cell]], index: int | Sequence[int], test: Callable[[str], bool]) -> float:
    """How many filled cells of a column, or of several, pass a test; 0 where hardly any is filled."""
    texts = _texts(rows, [index] if isinstance(index, int) else index)
    enough = min(FEWEST, 1 + len(rows) // 3)
    return sum(map(test, texts)) / len(texts) if len(texts) >= enough else 0.0


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _is_one_word(text: str) -> bool:
    return _WORD.fullmatch(text) is not None and len(text) <= 12 and sex_of(text) is None


def _is_full_number(text: str) -> bool:
    digits = compact(text)
    return digits.isdigit() and len(digits) in (11, 12) and digits.zfill(12)[:1] == "0"


def _is_birth(text: str) -> bool:
    return parse_born(text, pivot=_LATEST) is not None


def _is_phone(text: str) -> bool:
    phone = normalise(text)
    return phone.number is not None and len(compact(text)) in (9, 10)


_TESTS: dict[str, Callable[[str], bool]] = {
    "name": looks_like_a_name,
    "citizen_number": _is_full_number,
    "phone": _is_phone,
    "born": _is_birth,
    "sex": lambda text: sex_of(text) is not None,
}
