"""Units and crews in turn: what members cannot staff goes back to stage one as a cut, until all fits."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from bacung.core.rota.crews import Crew, crew, most_crews
from bacung.core.rota.given import Given
from bacung.core.rota.problem import Team
from bacung.core.rota.sending import UNEVEN, UNFILLED, Cut, Sending, Sent

PATIENCE = 3
"""Times a unit's duties are dealt anew because its loads cannot be even, before that is accepted and said."""

Stop = Callable[[], bool]
Heed = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A rota without those set by hand as a whole; `bound` holds for every rota that keeps the rules."""

    teams: tuple[Team, ...]
    cost: float
    bound: float
    solves: int
    stopped: bool


def search(
    given: Given,
    *,
    stop: Stop | None = None,
    work: int | None = None,
    seed: int = 0,
    heed: Heed | None = None,
) -> Found:
    """At most `work` rounds of both stages; `stop` is asked between solves, `heed` told the part done."""
    told = heed or (lambda part: None)
    rounds = _Rounds(given, seed, stop)
    settled = stopped = False
    while not (settled or stopped):
        settled, stopped = rounds.next()
        told(1 - 0.5**rounds.solves / 2)
        stopped = stopped or (work is not None and rounds.solves >= work)
    teams, uneven = _staffed(given, rounds.sent, seed, polish=settled)
    told(1.0)
    unit_at = {(team.weekend, team.host): team.unit for team in teams}
    units = tuple(unit_at.get((duty.weekend, duty.host), "") for duty in given.duties)
    cost = rounds.sending.price(units) + UNEVEN * uneven
    return Found(teams, cost, rounds.bound, rounds.solves, not settled)


def fillable(given: Given) -> bool:
    """Whether some rota fills every duty; what cannot be settled counts as filled."""
    rounds = _Rounds(given, 0, None)
    settled = False
    while not settled and rounds.bound < UNFILLED / 2:
        settled, _ = rounds.next()
    return rounds.bound < UNFILLED / 2


class _Rounds:
    """Stage one, stage two, and the cuts between them; `bound` stays proven while cuts are."""

    def __init__(self, given: Given, seed: int, stop: Stop | None) -> None:
        self.given, self.seed = given, seed
        self.stop = stop or (lambda: False)
        self.sending = Sending(given)
        self.bound, self.sound, self.solves = float("-inf"), True, 0
        self.dealt_anew: Counter[str] = Counter()

    def next(self) -> tuple[bool, bool]:
        """One round: whether all units can staff what they are given, and whether it was stopped."""
        self.sent = self.sending.solve()
        self.solves += 1
        if self.sound:
            self.bound = max(self.bound, self.sent.bound)
        settled, cuts = True, []
        for unit, numbers in _by_unit(self.given, self.sent).items():
            if self.stop():
                return False, True
            found = crew(self.given, unit, numbers, seed=self.seed)
            if found.teams is None:
                cuts.append((Cut(unit, found.core), found.sure))
            elif not found.even and self.dealt_anew[unit] < PATIENCE:
                self.dealt_anew[unit] += 1
                cuts.append((Cut(unit, frozenset(numbers)), False))
        for cut, sure in cuts:
            settled, self.sound = False, self.sound and sure
            self.sending.cut(cut)
        return settled, False


def _by_unit(given: Given, sent: Sent) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {unit: [] for unit in given.index.unit}
    for number, unit in enumerate(sent.units):
        if unit:
            numbers[unit].append(number)
    return numbers


def _staffed(given: Given, sent: Sent, seed: int, *, polish: bool) -> tuple[tuple[Team, ...], int]:
    """The teams of every unit, as many as can be staffed; and how many units are uneven with them."""
    teams: list[Team] = []
    uneven = 0
    for unit, numbers in _by_unit(given, sent).items():
        found: Crew = crew(given, unit, numbers, seed=seed, polish=polish)
        if found.teams is None:
            found = most_crews(given, unit, numbers, seed=seed)
        teams += found.teams or ()
        uneven += not found.even
    return tuple(teams), uneven
