"""What a drive knows of presence and willingness: fitted from its visits, else assumed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from bacung.core.merging.visits import VisitFact
from bacung.core.presence.acceptance import ASSUMED, Acceptance, fit_acceptance
from bacung.core.presence.checking import Check, check
from bacung.core.presence.history import Evidence, is_possible
from bacung.core.presence.homes import Homes, assumed
from bacung.core.presence.learning import fit_homes

FEWEST = 10
"""Visits from which on a log is listened to."""
FOUND, _FOUND_WEIGHT = 0.87, 20
"""Of those still to do behind a door that opens, the share who are there: assumed, as after so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something to know about a fit: a kebab-case code and the facts a sentence needs."""

    code: str
    facts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """found: of those still to do, the share who are there when the door opens. visits: how many taught this,
    drawn: those of them at an hour drawn by lot; checked: how well it foretells these, the only even-handed
    evidence, None where there are none.

    Codes of notes: too-few-visits (visits, needed), all-home and all-absent (visits): what was assumed holds;
    impossible-hours and in-the-future (visits): so many were left aside; nothing-drawn (visits).
    """

    homes: Homes
    acceptance: Acceptance = ASSUMED
    found: float = FOUND
    visits: int = 0
    drawn: int = 0
    checked: Check | None = None
    notes: tuple[Note, ...] = ()

    @classmethod
    def from_json(cls, value: object) -> "Knowledge":
        """Read what `to_json` wrote."""
        return msgspec.convert(value, cls)

    def to_json(self) -> dict[str, Any]:
        """JSON values from which `from_json` makes equal knowledge."""
        values: dict[str, Any] = msgspec.to_builtins(self, order="deterministic")
        return values


def assumptions(*notes: Note, visits: int = 0) -> Knowledge:
    """What holds before there is a log."""
    return Knowledge(homes=assumed(), visits=visits, notes=notes)


def believable(visits: Iterable[VisitFact], now: datetime) -> tuple[list[VisitFact], Counter[str]]:
    """The visits one may learn from, and how many may not be, by code: hours at which nobody knocks are those
    of a wrong clock, and so is a moment yet to come.
    """
    kept, doubts = [], Counter[str]()
    for visit in visits:
        if visit.occurred_at > now:
            doubts["in-the-future"] += 1
        elif not is_possible(visit.occurred_at):
            doubts["impossible-hours"] += 1
        else:
            kept.append(visit)
    return kept, doubts


def learn(log: Sequence[Evidence], doubts: Mapping[str, int] | None = None) -> Knowledge:
    """Fit everything to the evidence of many households; `doubts`: visits left aside before, by code."""
    aside = tuple(Note(code=code, facts={"visits": many}) for code, many in sorted((doubts or {}).items()))
    visits = sum(len(each.seen) for each in log)
    met = sum(found for each in log for _, found in each.seen)
    if visits < FEWEST:
        few = Note(code="too-few-visits", facts={"visits": visits, "needed": FEWEST})
        return assumptions(few, *aside, visits=visits)
    if met in (0, visits):
        alike = Note(code="all-home" if met else "all-absent", facts={"visits": visits})
        return assumptions(alike, *aside, visits=visits)
    homes = fit_homes(log)
    drawn = sum(sum(each.drawn) for each in log)
    notes = aside if drawn else (*aside, Note(code="nothing-drawn", facts={"visits": visits}))
    named = sum(each.named for each in log)
    found = sum(each.found for each in log)
    return Knowledge(
        homes=homes,
        acceptance=fit_acceptance((each.place, one) for each in log for one in each.asked),
        found=round((found + FOUND * _FOUND_WEIGHT) / (named + _FOUND_WEIGHT), 6),
        visits=visits,
        drawn=drawn,
        checked=check(homes, log),
        notes=notes,
    )
