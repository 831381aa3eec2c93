"""The same evening in several ways: as asked, one pair more, one hour later, by bicycle."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import time
from typing import Any

from bacung.core.routing.chances import spread
from bacung.core.routing.plan import Plan
from bacung.core.routing.problem import Problem
from bacung.drives.models import Drive
from bacung.rounds.convert import NewPair


@dataclass(frozen=True)
class Scenario:
    """One way of the evening: its code, and who walks when and how."""

    code: str
    pairs: tuple[NewPair, ...]


def scenarios(drive: Drive, pairs: Sequence[NewPair]) -> list[Scenario]:
    """The ways that differ from what was asked; none goes into the quiet hours."""
    asked = tuple(replace(pair, walker_ids=(), companion="") for pair in pairs)
    found = [Scenario("as-asked", asked), Scenario("one-more-pair", (*asked, asked[-1]))]
    later = tuple(_later(drive, pair) for pair in asked)
    if later != asked:
        found.append(Scenario("one-hour-later", later))
    if any(pair.mode == "foot" for pair in asked):
        cycling = (replace(pair, mode="bicycle") if pair.mode == "foot" else pair for pair in asked)
        found.append(Scenario("bicycles", tuple(cycling)))
    return found


def _later(drive: Drive, pair: NewPair) -> NewPair:
    """Beginning an hour later and ending an hour later, as far as the quiet hours leave one."""
    begins, ends = pair.begins or drive.evening_from, pair.ends or drive.evening_to
    moved = min(_after(begins), drive.quiet_from), min(_after(ends), drive.quiet_from)
    return replace(pair, begins=moved[0], ends=moved[1]) if moved[0] < moved[1] else pair


def _after(at: time) -> time:
    return at.replace(hour=min(at.hour + 1, 23))


@dataclass(frozen=True)
class Outcome:
    """What one way of the evening is expected to bring; `low` to `high` in eight evenings of ten."""

    code: str
    pairs: int
    mode: str
    begins: str
    ends: str
    visits: int
    mean: float
    low: int
    high: int
    promises: int
    promises_kept: int
    first_knocks: int
    gap: float | None  # at most so much more is possible, as a share; None where nothing is proven

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def outcome(scenario: Scenario, drive: Drive, problem: Problem, answer: Plan) -> Outcome:
    """The figures of one way."""
    people = {door.id: door.persons_left for door in problem.doors}
    stops = [stop for route in answer.routes for stop in route.stops]
    chance = spread((people[stop.door], stop.prize) for stop in stops)
    first, totals = scenario.pairs[0], answer.totals
    return Outcome(
        code=scenario.code,
        pairs=len(scenario.pairs),
        mode=first.mode,
        begins=str(min(pair.begins for pair in problem.pairs))[:5],
        ends=f"{max(pair.ends or drive.evening_to for pair in scenario.pairs):%H:%M}",
        visits=totals.visits,
        mean=chance.mean,
        low=chance.low,
        high=chance.high,
        promises=totals.promises,
        promises_kept=totals.promises_kept,
        first_knocks=totals.first_knocks,
        gap=None if answer.bound is None or totals.prize <= 0 else max(0.0, answer.bound / totals.prize - 1),
    )
