"""Units and crews in turn: what members cannot staff goes back to stage one as a cut, until all fits."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bacung.core.rota.crews import Crew, crew, most_crews
from bacung.core.rota.given import Given
from bacung.core.rota.problem import Team
from bacung.core.rota.sending import UNEVEN, UNFILLED, Cut, Sending, Sent

PATIENCE = 3
"""Times a unit's duties are dealt anew because its loads cannot be even, before that is accepted and said."""

Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Found:
    """A rota without those set by hand as a whole; `bound` holds for every rota that keeps the rules."""

    teams: tuple[Team, ...]
    cost: float
    bound: float
    solves: int
    stopped: bool


Heed = Callable[[Found], None]


def search(
    given: Given,
    *,
    stop: Stop | None = None,
    work: int | None = None,
    seed: int = 0,
    heed: Heed | None = None,
) -> Found:
    """At most `work` rounds of both stages; `stop` is asked between solves, `heed` told what is found
    whenever more teams are than before.
    """
    rounds = _Rounds(given, seed, stop, heed)
    settled = stopped = False
    while not (settled or stopped):
        settled, stopped = rounds.next()
        stopped = stopped or (work is not None and rounds.solves >= work)
    return rounds.found(_staffed(rounds, polish=settled), stopped=not settled)


def fillable(given: Given) -> bool:
    """Whether some rota fills every duty; what cannot be settled counts as filled."""
    rounds = _Rounds(given, 0)
    settled = False
    while not settled and rounds.bound < UNFILLED / 2:
        settled, _ = rounds.next()
    return rounds.bound < UNFILLED / 2


class _Rounds:
    """Stage one, stage two, and the cuts between them; `bound` stays proven while cuts are."""

    def __init__(self, given: Given, seed: int, stop: Stop | None = None, heed: Heed | None = None) -> None:
        self.given, self.seed, self.heed = given, seed, heed
        self.stop = stop or (lambda: False)
        self.crews: dict[str, Crew] = {}
        self.most = 0
        self.sending = Sending(given)
        self.bound, self.sound, self.solves = float("-inf"), True, 0
        self.dealt_anew: Counter[str] = Counter()

    def next(self) -> tuple[bool, bool]:
        """One round: whether all units can staff what they are given, and whether it was stopped."""
        self.sent = self.sending.solve()
        self.solves += 1
        self.crews = {}
        if self.sound:
            self.bound = max(self.bound, self.sent.bound)
        settled, cuts = True, []
        for unit, numbers in _by_unit(self.given, self.sent).items():
            if self.stop():
                return False, True
            found = self.crews[unit] = crew(self.given, unit, numbers, seed=self.seed)
            self._tell()
            if found.teams is None:
                cuts.append((Cut(unit, found.core), found.sure))
            elif not found.even and self.dealt_anew[unit] < PATIENCE:
                self.dealt_anew[unit] += 1
                cuts.append((Cut(unit, frozenset(numbers)), False))
        for cut, sure in cuts:
            settled, self.sound = False, self.sound and sure
            self.sending.cut(cut)
        return settled, False

    def _tell(self) -> None:
        """The teams of the units staffed in this round, if never so many were found before."""
        staffed = [each for each in self.crews.values() if each.teams]
        has = sum(len(each.teams or ()) for each in staffed)
        if self.heed is not None and has > self.most:
            self.most = has
            self.heed(self.found(staffed, stopped=True))

    def found(self, crews: Sequence[Crew], *, stopped: bool) -> Found:
        """These crews as an answer, with its cost."""
        teams = tuple(team for each in crews for team in each.teams or ())
        unit_at = {(team.weekend, team.host): team.unit for team in teams}
        units = tuple(unit_at.get((duty.weekend, duty.host), "") for duty in self.given.duties)
        cost = self.sending.price(units) + UNEVEN * sum(not each.even for each in crews)
        return Found(teams, cost, self.bound, self.solves, stopped)


def _by_unit(given: Given, sent: Sent) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {unit: [] for unit in given.index.unit}
    for number, unit in enumerate(sent.units):
        if unit:
            numbers[unit].append(number)
    return numbers


def _staffed(rounds: _Rounds, *, polish: bool) -> list[Crew]:
    """The crew of every unit, for as many of its duties as can be staffed."""
    given, seed, crews = rounds.given, rounds.seed, []
    for unit, numbers in _by_unit(given, rounds.sent).items():
        found = None if polish else rounds.crews.get(unit)
        found = found or crew(given, unit, numbers, seed=seed, polish=polish)
        crews.append(most_crews(given, unit, numbers, seed=seed) if found.teams is None else found)
    return crews
