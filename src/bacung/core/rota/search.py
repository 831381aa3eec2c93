"""Units and crews in turn: what members cannot staff goes back to stage one as a cut, until all fits."""

from collections.abc import Callable
from dataclasses import dataclass

from bacung.core.rota.crews import Crew, crew, most_crews
from bacung.core.rota.dispatch import UNEVEN, UNFILLED, Cut, Dispatch, Sent
from bacung.core.rota.given import Given
from bacung.core.rota.problem import Team

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

    @property
    def unfilled_for_sure(self) -> bool:
        """Whether no rota at all fills every duty."""
        return self.bound > UNFILLED / 2


def search(
    given: Given,
    *,
    stop: Stop | None = None,
    work: int | None = None,
    seed: int = 0,
    heed: Heed | None = None,
    polish: bool = True,
) -> Found:
    """At most `work` rounds of both stages; `stop` is asked between solves, `heed` told the part done (0..1).

    With `polish` the members are chosen as well as they can be, not only lawfully.
    """
    dispatch, told = Dispatch(given), heed or (lambda part: None)
    dealt_anew: dict[str, int] = {}
    sure_bound, sound, solves = float("-inf"), True, 0
    while True:
        sent = dispatch.solve()
        solves += 1
        if sound:
            sure_bound = max(sure_bound, sent.bound)
        told(1 - 0.5**solves / 2)
        stopped = (stop is not None and stop()) or (work is not None and solves >= work)
        settled = True
        for unit, numbers in _by_unit(given, sent).items():
            if stopped:
                break
            found = crew(given, unit, numbers, seed=seed)
            if found.teams is None:
                sound, settled = sound and found.sure, False
                dispatch.cut(Cut(unit, found.core))
            elif not found.even and dealt_anew.get(unit, 0) < PATIENCE:
                dealt_anew[unit] = dealt_anew.get(unit, 0) + 1
                sound, settled = False, False
                dispatch.cut(Cut(unit, frozenset(numbers)))
            stopped = stop is not None and stop()
        if settled or stopped:
            break
    teams, uneven = _staffed(given, sent, seed, polish and not stopped)
    told(1.0)
    unit_at = {(team.weekend, team.host): team.unit for team in teams}
    units = tuple(unit_at.get((duty.weekend, duty.host), "") for duty in given.duties)
    return Found(teams, dispatch.price(units) + UNEVEN * uneven, sure_bound, solves, stopped and not settled)


def _by_unit(given: Given, sent: Sent) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {unit: [] for unit in given.index.unit}
    for number, unit in enumerate(sent.units):
        if unit:
            numbers[unit].append(number)
    return numbers


def _staffed(given: Given, sent: Sent, seed: int, polish: bool) -> tuple[tuple[Team, ...], int]:
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
