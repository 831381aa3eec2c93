"""What the visits to one household tell of when it is home and what it answered."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from bacung.core.calendar import LOCAL, local_day
from bacung.core.facts import live
from bacung.core.merging.doors import promise_after
from bacung.core.merging.visits import PersonOutcome, VisitFact
from bacung.core.presence.slots import HALF_HOURS, half_hour_of, slot_of

DAY_BEGINS, DAY_ENDS = 5, 23
"""Hours of the day before and from which nobody knocks anywhere."""
AGREED = frozenset({"activated", "already_active", "collected", "invited"})
"""Outcomes by which a person went along with what was asked."""
UNWILLING = frozenset({"REFUSES", "NOT_YET_WILLING"})
"""Reasons that are a no, for good or for tonight."""
STATUSES = frozenset(
    {"NO_SMARTPHONE", "WORKING_AWAY", "MOVED", "DECEASED", "LOCKED", "DUPLICATE_ROW", "ALREADY_ACTIVE"}
)
"""Reasons that are facts about somebody and no answer: no knock, however well timed, changes them."""


@dataclass(frozen=True, slots=True)
class History:
    """A household as its visits left it.

    seen: slot and whether somebody was there, oldest first, for visits at hours the household had not named
    itself: a promise kept says nothing of other evenings. asked: visits at which somebody was asked.
    refused_on: the day of the last visit that ended in a no, unless somebody has agreed since.
    """

    seen: tuple[tuple[int, bool], ...] = ()
    asked: int = 0
    refused_on: date | None = None

    def days_since_refusal(self, on: date) -> int | None:
        """Whole days from the refusal to a day; None where there was none."""
        return None if self.refused_on is None else max(0, (on - self.refused_on).days)

    def to_json(self) -> dict[str, object]:
        """What is worth keeping, as small JSON values; nothing where nobody has knocked."""
        kept: dict[str, object] = {}
        if self.seen:
            kept["seen"] = [[slot, int(met)] for slot, met in self.seen]
        if self.asked:
            kept["asked"] = self.asked
        if self.refused_on:
            kept["refused_on"] = self.refused_on.isoformat()
        return kept


NOTHING = History()


class Asked(NamedTuple):
    """Somebody was asked: at the how-manieth such visit, how many days after a refusal, and agreed or not."""

    attempt: int
    days: int | None
    agreed: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one household's visits teach: seen as in `History`, with the days and which hours were drawn.

    place: whose habits it may share (a commune); people: how many live there, where known. named: people who
    were told of at a visit at which somebody was home, found: those of them who were there.
    """

    place: str
    people: int | None
    seen: tuple[tuple[int, bool], ...] = ()
    drawn: tuple[bool, ...] = ()
    asked: tuple[Asked, ...] = ()
    named: int = 0
    found: int = 0


def history_of(visits: Iterable[VisitFact]) -> History:
    """What a set of visits to one household adds up to: any order, any repetition, the same."""
    state = NOTHING
    for visit, promised, before in _told(visits):
        state = _after(before, visit, promised)
    return state


def evidence_of(
    visits: Iterable[VisitFact], place: str, people: int | None, drawn: Collection[str] = ()
) -> Evidence:
    """What a household's visits teach; `drawn`: the ids of visits whose hour was drawn by lot."""
    seen: list[tuple[int, bool]] = []
    lots: list[bool] = []
    asked: list[Asked] = []
    named = found = 0
    for visit, promised, before in _told(visits):
        if (met := _met(visit)) is not None and not promised:
            seen.append((slot_of(visit.occurred_at), met))
            lots.append(visit.id in drawn)
        days = before.days_since_refusal(local_day(visit.occurred_at))
        for told in _by_person(visit).values():
            named += 1
            found += not all(one.reason == "NOT_HOME" for one in told)
            if (agreed := _agreed(told)) is not None:
                asked.append(Asked(before.asked + 1, days, agreed))
    return Evidence(place, people, tuple(seen), tuple(lots), tuple(asked), named, found)


def from_json(kept: Mapping[str, object]) -> History:
    """Read what `to_json` wrote."""
    seen: object = kept.get("seen", ())
    refused, asked = kept.get("refused_on"), kept.get("asked", 0)
    if not isinstance(seen, list | tuple) or not isinstance(asked, int):
        raise ValueError(f"no history: {kept}")
    return History(
        tuple((int(slot), bool(met)) for slot, met in seen),
        asked,
        date.fromisoformat(str(refused)) if refused else None,
    )


def near(seen: Iterable[tuple[int, bool]], slot: int) -> int:
    """Whether the last that was seen within half an hour of this hour of the day was a meeting (1) or a miss
    (-1); 0 where nobody was there at such an hour.
    """
    found = 0
    for other, met in seen:
        apart = abs(half_hour_of(other) - half_hour_of(slot))
        if min(apart, HALF_HOURS - apart) <= 1:
            found = 1 if met else -1
    return found


def _told(visits: Iterable[VisitFact]) -> Iterator[tuple[VisitFact, bool, History]]:
    """Each visit that counts, in order, whether it kept a promise, and what was known before it."""
    state, promise = NOTHING, None
    for visit in live(visits):
        promised = _keeps(promise, visit)
        yield visit, promised, state
        state, promise = _after(state, visit, promised), promise_after(promise, visit)


def _keeps(promise: datetime | None, visit: VisitFact) -> bool:
    return promise is not None and local_day(promise) == local_day(visit.occurred_at)


def _after(before: History, visit: VisitFact, promised: bool) -> History:
    met = _met(visit)
    seen = before.seen if met is None or promised else (*before.seen, (slot_of(visit.occurred_at), met))
    answers = [_agreed(told) for told in _by_person(visit).values()]
    said_no = visit.outcome == "door-refused" or any(one.reason in UNWILLING for one in visit.person_outcomes)
    after = replace(before, seen=seen, asked=before.asked + (visit.outcome == "home"))
    if True in answers:
        return replace(after, refused_on=None)
    return replace(after, refused_on=local_day(visit.occurred_at)) if said_no else after


def is_possible(moment: datetime) -> bool:
    """Whether somebody may have knocked at such an hour: others are those of a wrong clock."""
    return DAY_BEGINS <= moment.astimezone(LOCAL).hour < DAY_ENDS


def _met(visit: VisitFact) -> bool | None:
    """Whether somebody was there; None where the house was not found or the hour cannot be right."""
    if visit.outcome == "not-found" or not is_possible(visit.occurred_at):
        return None
    return visit.outcome != "nobody"


def _by_person(visit: VisitFact) -> dict[str, list[PersonOutcome]]:
    if visit.outcome != "home":
        return {}
    told: dict[str, list[PersonOutcome]] = {}
    for one in visit.person_outcomes:
        told.setdefault(one.person, []).append(one)
    return told


def _agreed(told: list[PersonOutcome]) -> bool | None:
    """Whether somebody who was asked went along; None where nothing was asked of them."""
    if any(one.outcome in AGREED and one.reason not in STATUSES for one in told):
        return True
    if any(one.reason == "NOT_HOME" or one.reason in STATUSES for one in told):
        return None
    return False if any(one.outcome == "reason" for one in told) else None
