"""One resident in the cells of one row, as the office's style and the clerk of the day have it."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from random import Random

from bacung.core.people.citizen_numbers import Sex
from bacung.core.people.dates import Born
from bacung.core.people.phones import CONVERTED
from bacung.core.simulation.population import Resident
from bacung.core.simulation.styles import Style

_BEFORE_2018 = {now: before for before, now in CONVERTED.items()}
_SEXES: dict[Sex, tuple[str, ...]] = {
    "male": ("Nam", "nam", "NAM", "Nam "),
    "female": ("Nữ", "nữ", "NỮ", "Nữ "),
}


@dataclass(frozen=True, slots=True)
class YearCell:
    """A year typed into a cell that is formatted as a date."""

    year: int


Value = str | int | date | YearCell | None


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes: a style, and chance where several clerks write."""

    style: Style
    rng: Random

    def name(self, name: str) -> str:
        """A name; other hands write capitals, decomposed letters, a second space."""
        if not self.style.hands:
            return name
        return self.rng.choice(
            (
                name,
                name,
                name.upper(),
                unicodedata.normalize("NFD", name),
                name.replace(" ", "  ", 1),
                f"{name} ",
            )
        )

    def sex(self, sex: Sex) -> str:
        """Nam or Nữ."""
        return self.rng.choice(_SEXES[sex]) if self.style.hands else _SEXES[sex][0]

    def born(self, born: Born) -> Value:
        """A birth date as text, as a date, or as a year in a date cell."""
        if self.style.dates:
            if born.day is not None:
                return born.earliest
            return YearCell(born.year) if born.month is None else born.text
        if not self.style.hands:
            return born.text
        if born.precision == "year":
            return self.rng.choice((born.text, born.year, f"SN {born.year}", f"00/00/{born.year}"))
        if born.precision == "month" or born.month is None:
            return born.text
        forms = [
            born.text,
            born.text,
            born.text.replace("/", "."),
            f"{born.day}/{born.month}/{born.year}",
            born.iso,
        ]
        if 1930 <= born.year < 2010:
            forms.append(f"{born.day}.{born.month}.{born.year % 100:02}")
        return self.rng.choice(forms)

    def number(self, number: str | None) -> Value:
        """A citizen number as text, or as a number that has lost its zeros."""
        if number is None or not self.style.numeric:
            return number
        return int(number)

    def phone(self, phone: str | None) -> Value:
        """A phone: as it is, as a number, or in one of the ways people say it."""
        if phone is None:
            return None
        if self.style.numeric:
            return int(phone)
        if not self.style.hands:
            return phone
        old = _BEFORE_2018.get(phone[:3], phone[:3]) + phone[3:]
        spaced = f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"
        return self.rng.choice((phone, phone, phone, spaced, f"+84{phone[1:]}", phone[1:], old))

    def number_and_phone(self, person: Resident) -> tuple[Value, Value]:
        """Both; one clerk in a hundred and fifty puts each into the other's column."""
        number, phone = self.number(person.citizen_number), self.phone(person.phone)
        if self.style.hands and number and phone and self.rng.random() < 1 / 150:
            return phone, number
        return number, phone
