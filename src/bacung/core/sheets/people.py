"""A row of a list of people, read: cells → values, quirk by quirk, with every complaint."""

import re
from datetime import date

from bacung.core.people.citizen_numbers import is_citizen_number
from bacung.core.people.dates import Born, parse_born
from bacung.core.sheets import fields
from bacung.core.sheets.answers import RowReading, Values, verdict_of
from bacung.core.sheets.draft import Draft, Look, Memory
from bacung.core.sheets.households import Carried
from bacung.core.sheets.points import point_of
from bacung.core.sheets.quirks import TextContext, quirks_of, text_quirks
from bacung.core.sheets.words import words
from bacung.core.sheets.workbook import Cell, CellError, text_of

# Without the Icelandic Ð and ð and the African Ɖ, which stand for Đ and đ.
_ALPHABET = r"A-Za-z0-9\u00c0-\u00cf\u00d1-\u00ef\u00f1-\u0188\u018a-\u02af\u1ea0-\u1ef9"
_PLAIN = re.compile(rf"[{_ALPHABET}(][{_ALPHABET}.,/:()’\-]*(?: [{_ALPHABET}.,/:()’\-]+)*")
_MOBILE = re.compile(r"0[35789][0-9]{8}")
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_EMPTY_MARKS = words("empty")
_BIRTHS = ("born", "born_male", "born_female")
_MARKS = (("collected", "collected_on"), ("approved", "approved_on"), ("activated", "activated_on"))


class People:
    """Reads the person rows of one table. `carried` lives as long as the sheet, `memory` as the book."""

    def __init__(self, look: Look, memory: Memory, carried: Carried) -> None:
        self.look, self.memory, self.carried = look, memory, carried
        known = look.fields
        self.births = tuple(name for name in _BIRTHS if name in known)
        self.marks = tuple(pair for pair in _MARKS if pair[0] in known or pair[1] in known)
        self.texts = text_quirks()
        self.stages = {stage: quirks_of(stage) for stage in ("citizen_number", "born", "phone", "row")}
        self.in_parts = "family_name" in known or "given_name" in known
        self.parts_of_birth = "born_year" in known
        self.placed = not known.keys().isdisjoint(("latitude", "longitude", "point"))
        self.legacy = bool(look.charsets) or bool(look.fonts)

    def read(self, row: int, cells: list[Cell]) -> RowReading:
        """One row, carried through every stage to its verdict."""
        draft = Draft(row, cells, self.look, self.memory)
        self._name(draft)
        self._sex(draft)
        self._births(draft)
        self._citizen_number(draft)
        self._phone(draft)
        relation, address = self.carried.take(draft, self.text)
        for quirk in self.stages["row"]:
            quirk.look_at(draft)
        values = self._values(draft, relation, address)
        if draft.name is None:
            draft.complain("name", "name-missing", draft.text("name") or None, None, "refusal")
        elif (
            draft.born is None and draft.citizen_number is None and verdict_of(draft.complaints) != "question"
        ):
            draft.complain("name", "too-little", draft.name, None, "question")
        complaints = tuple(draft.complaints)
        return RowReading(self.look.sheet, row, verdict_of(complaints), values, complaints)

    def text(self, draft: Draft, field: str) -> str | None:
        """The text of a field after the quirks of texts; None where the cell is empty."""
        held = draft.texts.get(field)
        if held is not None:
            return held or None
        index = self.look.fields.get(field)
        if index is None or index >= len(draft.cells):
            return None
        cell = draft.cells[index]
        if cell is None or cell == "":
            return None
        if type(cell) is str:
            text = cell if not self.legacy and _PLAIN.fullmatch(cell) else self._repaired(draft, field, cell)
        elif isinstance(cell, CellError):
            draft.complain(field, "cell-error", str(cell), None, "question")
            text = ""
        else:
            text = text_of(cell)
        draft.texts[field] = text
        return text or None

    def _repaired(self, draft: Draft, field: str, text: str) -> str:
        index = self.look.fields[field]
        font = self.look.fonts.at(draft.row, index) if self.legacy else None
        charset = self.look.charset_at(draft.row, index, text) if self.legacy else None
        context = TextContext(charset, font, field == "name")
        if text[:1] == "'" and len(text) > 1 and text[1] in "=+-@\t\r":
            text = text[1:]
        for quirk in self.texts:
            changed = quirk.repair(text, context)
            if changed != text and changed.strip() != text.strip():
                draft.complain(field, quirk.code, text, changed, quirk.severity)
            text = changed
        return text.strip()

    def _name(self, draft: Draft) -> None:
        name = self.text(draft, "name") or ""
        if self.in_parts:
            parts = (name, self.text(draft, "family_name"), self.text(draft, "given_name"))
            name = " ".join(part for part in parts if part)
        if name and any(character.isalpha() for character in name):
            draft.name = name

    def _sex(self, draft: Draft) -> None:
        text = self.text(draft, "sex")
        if text:
            draft.sex = self.look.sexes.get(text) or fields.sex_of(text)
            if draft.sex is None and text not in _EMPTY_MARKS:
                draft.complain("sex", "sex-unclear", text, None, "question")
            return
        if "male" not in self.look.fields and "female" not in self.look.fields:
            return
        male, female = self._marked(draft, "male"), self._marked(draft, "female")
        if male and female:
            draft.complain("female", "sex-unclear", None, None, "question")
        elif male or female:
            draft.sex = "male" if male else "female"

    def _marked(self, draft: Draft, field: str) -> bool:
        text = self.text(draft, field)
        return bool(text) and fields.mark_of(text or "") is not False

    def _births(self, draft: Draft) -> None:
        filled = [name for name in self.births if draft.cell(name) not in (None, "")]
        if len(filled) > 1 and {"born_male", "born_female"} <= set(filled):
            draft.complain(
                "born_female",
                "two-birth-dates",
                draft.text("born_male"),
                draft.text("born_female"),
                "question",
            )
            return
        for name in filled:
            self._born(draft, name)
            if name != "born" and draft.sex is None:
                draft.sex = "male" if name == "born_male" else "female"
        if not filled and self.parts_of_birth:
            self._born_in_parts(draft)

    def _born(self, draft: Draft, name: str) -> None:
        cell = draft.cell(name)
        known = self.look.births.get(self.look.fields[name])
        if isinstance(cell, str):
            match = _DAY.fullmatch(cell)
            if match and known is None:
                day, month, year = int(match[1]), int(match[2]), int(match[3])
                draft.born = _possible(year, month, day, self.look.year)
                if draft.born:
                    return
            text = self.text(draft, name)
            if not text or text.lower() in _EMPTY_MARKS:
                return
            draft.texts[name] = text.removesuffix(".0")
            draft.open.add(name)
        elif isinstance(cell, date):
            if known is None and cell.year != 1905 and cell.year != 1909:
                draft.born = parse_born(cell, pivot=self.look.year)
                if draft.born:
                    return
            draft.open.add(name)
        else:
            draft.open.add(name)
        for quirk in self.stages["born"]:
            if name not in draft.open:
                return
            quirk.look_at(draft)
        if name in draft.open:
            held = draft.text(name) if isinstance(cell, str) else cell
            draft.born = parse_born(held, pivot=self.look.year)
            draft.settle(name)
            if draft.born is None:
                draft.complain(name, "date-unreadable", draft.text(name), None, "question")

    def _born_in_parts(self, draft: Draft) -> None:
        parts = [draft.text(name) for name in ("born_day", "born_month", "born_year")]
        if parts[2]:
            text = "/".join(part or "0" for part in parts)
            draft.born = parse_born(text, pivot=self.look.year)
            if draft.born is None:
                draft.complain("born_year", "date-unreadable", text, None, "question")

    def _citizen_number(self, draft: Draft) -> None:
        cell = draft.cell("citizen_number")
        if isinstance(cell, str) and is_citizen_number(cell):
            draft.citizen_number = cell
            return
        text = self.text(draft, "citizen_number")
        if not text or text.lower() in _EMPTY_MARKS:
            text = draft.texts["citizen_number"] = ""
            if not self.text(draft, "phone"):
                return
        if is_citizen_number(text):
            draft.citizen_number = text
            return
        draft.open.add("citizen_number")
        for quirk in self.stages["citizen_number"]:
            if "citizen_number" not in draft.open:
                return
            quirk.look_at(draft)
        if text and "citizen_number" in draft.open:
            draft.complain("citizen_number", "number-malformed", text, None, "question")

    def _phone(self, draft: Draft) -> None:
        if draft.phone is not None or "phone" not in self.look.fields:
            return
        cell = draft.cell("phone")
        text = cell if isinstance(cell, str) and _MOBILE.fullmatch(cell) else self.text(draft, "phone")
        if not text or text.lower() in _EMPTY_MARKS or draft.citizen_number == text:
            return
        draft.texts["phone"] = text
        draft.open.add("phone")
        for quirk in self.stages["phone"]:
            if "phone" in draft.open:
                quirk.look_at(draft)

    def _values(self, draft: Draft, relation: str | None, address: str | None) -> Values:
        born, carried = draft.born, self.carried
        note, presence, home_visit = self._note(draft)
        marks: dict[str, bool | str | None] = {}
        for mark, day in self.marks:
            marks[mark], marks[day] = self._mark(draft, mark, day)
        latitude, longitude = self._point(draft) if self.placed else (None, None)
        return Values(
            name=draft.name,
            sex=draft.sex,
            born=born.iso if born else None,
            born_precision=born.precision if born else None,
            citizen_number=draft.citizen_number,
            phone=draft.phone,
            hamlet=carried.hamlet,
            household=carried.household,
            relation=relation,
            household_row=carried.household_row,
            address=address,
            presence=presence,
            note=note,
            home_visit=home_visit,
            phone_kind=self._phone_kind(draft),
            latitude=latitude,
            longitude=longitude,
            **marks,  # type: ignore[arg-type]
        )

    def _note(self, draft: Draft) -> tuple[str | None, str | None, bool]:
        note, presence = self.text(draft, "note"), self.text(draft, "presence")
        found = fields.presence_of(presence, of_its_own_column=True) if presence else None
        home_visit = False
        if note:
            found = found or fields.presence_of(note, of_its_own_column=False)
            home_visit = fields.asks_for_home_visit(note)
            if fields.is_sensitive(note):
                # What may not be held is not repeated in the complaint either.
                draft.complaints = [each for each in draft.complaints if each.field != "note"]
                draft.complain("note", "sensitive-note", None, None, "warning")
                note = None
        return note, found, home_visit

    def _point(self, draft: Draft) -> tuple[float, float] | tuple[None, None]:
        north, east, both = (self.text(draft, name) for name in ("latitude", "longitude", "point"))
        point, finding = point_of(north, east, both)
        if finding:
            field = "point" if both and not north else "latitude"
            after = ", ".join(map(str, point)) if point else None
            draft.complain(
                field, finding, both or f"{north}, {east}", after, "repair" if point else "warning"
            )
        return point or (None, None)

    def _phone_kind(self, draft: Draft) -> str | None:
        told, note = self.text(draft, "smartphone"), self.text(draft, "note")
        smart = fields.has_smartphone(told, of_its_own_column=True) if told else None
        if smart is None and note:
            smart = fields.has_smartphone(note, of_its_own_column=False)
        if smart is None:
            return None
        return "smartphone" if smart else "plain" if draft.phone else "none"

    def _mark(self, draft: Draft, mark: str, day: str) -> tuple[bool | None, str | None]:
        said: bool | None = None
        on: Born | None = None
        for field in (mark, day):
            cell = draft.cell(field)
            if cell is None or cell == "":
                continue
            if isinstance(cell, bool):
                said = cell
                continue
            if type(cell) is str and len(cell) < 6:
                said_here = fields.mark_of(cell)
                if said_here is not None:
                    said = said_here if said is None else said
                    continue
            found = parse_born(cell.strip() if isinstance(cell, str) else cell, pivot=self.look.year)
            if found is not None and found.day is not None:
                on, said = found, True
                continue
            text = self.text(draft, field) or ""
            said_here = fields.mark_of(text)
            said = said_here if said is None else said
            if said_here is None and text:
                draft.complain(field, "mark-unclear", text, None, "warning")
        return said, on.iso if on else None


def _possible(year: int, month: int, day: int, latest: int) -> Born | None:
    if 1880 <= year <= latest:
        try:
            return Born(year, month, day)
        except ValueError:
            return None
    return None
