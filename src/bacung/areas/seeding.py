"""The country through time: from the lists of single moments to units with dates, and who succeeded whom.

Pure: `country()` reads packaged tables and returns frozen data; `actions.seed` writes it. Three vintages:
2023, January 2025 and July 2025. A unit whose kind, name and parent stay the same stays one unit across them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from bacung.areas.sources import Code, Correction, Listed, Lists, corrections, lists, shares

BEGINNING = date(2023, 1, 1)  # what held earlier is not known here
REFORM = date(2025, 7, 1)  # districts ended, 63 provinces became 34, 10,035 communes 3,321

Key = tuple[str, str, date]
"""(level, code, valid_from): what a unit is called by for ever."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit under one parent between two days; `valid_to` is the first day it no longer held."""

    level: str
    code: str
    kind: str
    name: str
    valid_from: date
    valid_to: date | None
    parent: Key | None
    latitude: float | None
    longitude: float | None

    @property
    def key(self) -> Key:
        return self.level, self.code, self.valid_from


@dataclass(frozen=True, slots=True)
class Passage:
    """One old unit, or a part of it, going into a new one."""

    old: Key
    new: Key
    whole: bool
    people_follow: bool
    note: str


@dataclass(frozen=True)
class Country:
    """Every unit of every vintage, parents before children, and every passage between them."""

    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Spell:
    """A unit as one list or correction has it, before it is cut where its parent changed."""

    listed: Listed
    above: str
    since: date
    until: date | None
    becomes: tuple[str, ...] = ()


def country() -> Country:
    """The whole country, worked out once."""
    return _country()


@cache
def _country() -> Country:
    known = lists()
    spells = _spells(known)
    units: dict[Code, list[Unit]] = {}
    after: dict[Key, tuple[str, ...]] = {}
    for level in ("province", "district", "commune"):
        for spell in sorted(
            (spell for spell in spells if spell.listed.level == level),
            key=lambda spell: (spell.listed.code, spell.since),
        ):
            pieces = list(_cut(spell, units.get((spell.above, spell.listed.parent), [])))
            units.setdefault((level, spell.listed.code), []).extend(pieces)
            for piece in pieces:
                last = piece.valid_to == spell.until
                after[piece.key] = spell.becomes if last and spell.becomes else (spell.listed.code,)
    begun = {unit.key for each in units.values() for unit in each}
    passages = (*_within_vintages(units, after, begun), *_at_reform(known, units))
    return Country(
        units=tuple(unit for each in units.values() for unit in each),
        passages=tuple(sorted(passages, key=lambda passage: (passage.old, passage.new))),
    )


def _spells(known: Lists) -> list[_Spell]:
    kept = {
        new
        for new, olds in known.provinces.items()
        if len(olds) == 1 and olds[0] == new and _same(known, new)
    }
    told: dict[Code, list[Correction]] = {}
    for correction in corrections():
        told.setdefault((correction.level, correction.code), []).append(correction)
    spells = []
    for code in sorted({*known.old, *told}):
        listed = known.old.get(code)
        since = BEGINNING
        for correction in told.get(code, []):
            if correction.until:
                spells.append(_corrected(correction, listed, since))
            since = correction.until or correction.since or since
        if listed:
            above = {"province": "", "district": "province", "commune": "district"}[listed.level]
            until = None if listed.level == "province" and listed.code in kept else REFORM
            spells.append(_Spell(listed, above, since, until))
    for listed in known.new.values():
        if not (listed.level == "province" and listed.code in kept):
            above = "" if listed.level == "province" else "province"
            spells.append(_Spell(listed, above, REFORM, None))
    return spells


def _same(known: Lists, province: str) -> bool:
    old, new = known.old["province", province], known.new["province", province]
    return (old.kind, old.name) == (new.kind, new.name)


def _corrected(correction: Correction, listed: Listed | None, since: date) -> _Spell:
    """What a correction says, where it is silent what the package says."""
    kind = correction.kind or (listed.kind if listed else "")
    name = correction.name or (listed.name if listed else "")
    parent = correction.parent or (listed.parent if listed else "")
    renamed = listed is None or name != listed.name
    point = (None, None) if listed is None or renamed else (listed.latitude, listed.longitude)
    above = {"province": "", "district": "province", "commune": "district"}[correction.level]
    return _Spell(
        Listed(correction.level, correction.code, kind, name, parent, *point),
        above,
        correction.since or since,
        correction.until,
        correction.becomes,
    )


def _cut(spell: _Spell, parents: Iterable[Unit]) -> Iterator[Unit]:
    """The spell in pieces, one for each parent it had."""
    listed = spell.listed
    words = listed.level, listed.code, listed.kind, listed.name
    point = listed.latitude, listed.longitude
    if not spell.above:
        yield Unit(*words, spell.since, spell.until, None, *point)
    for parent in parents:
        since = max(spell.since, parent.valid_from)
        ends = [day for day in (spell.until, parent.valid_to) if day]
        until = min(ends, default=None)
        if until is None or since < until:
            yield Unit(*words, since, until, parent.key, *point)


def _within_vintages(
    units: dict[Code, list[Unit]], after: dict[Key, tuple[str, ...]], begun: set[Key]
) -> Iterator[Passage]:
    """Before the reform a unit goes on under its own code, unless a correction says which took it over."""
    for each in units.values():
        for unit in each:
            if unit.valid_to and unit.valid_to < REFORM:
                codes = after[unit.key]
                for code in codes:
                    new = (unit.level, code, unit.valid_to)
                    key = new if new in begun else _holding(units[unit.level, code], unit.valid_to)
                    yield Passage(unit.key, key, len(codes) == 1, len(codes) == 1, "")


def _holding(units: Iterable[Unit], on: date) -> Key:
    return next(u.key for u in units if u.valid_from <= on and (u.valid_to is None or on < u.valid_to))


def _at_reform(known: Lists, units: dict[Code, list[Unit]]) -> Iterator[Passage]:
    """The passages of 1 July 2025. Where a commune was split, its people follow only if a resolution says
    so.
    """
    said = shares()
    for (level, code), news in known.communes.items():
        old = next(unit.key for unit in units[level, code] if unit.valid_to == REFORM)
        for new in news:
            share = said.get((code, new))
            whole = len(news) == 1
            yield Passage(
                old,
                ("commune", new, REFORM),
                whole,
                share.people if share else whole,
                share.note if share else "",
            )
    for new, olds in known.provinces.items():
        for code in olds:
            old_unit = next((unit for unit in units["province", code] if unit.valid_to == REFORM), None)
            if old_unit:
                yield Passage(old_unit.key, ("province", new, REFORM), True, True, "")
