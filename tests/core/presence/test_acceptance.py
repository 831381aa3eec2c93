"""Who says yes: what is assumed, and what answers change."""

import numpy as np
import pytest

from bacung.core.presence.acceptance import ASSUMED, Acceptance, fit_acceptance
from bacung.core.presence.history import Asked, History


def test_four_in_five_agree_at_first_and_fewer_after() -> None:
    """A no weighs most, and time heals a little of it."""
    assert ASSUMED.chance("c", 1, None) == pytest.approx(0.8, abs=0.01)
    assert ASSUMED.chance("c", 3, None) < ASSUMED.chance("c", 2, None) < 0.8
    assert ASSUMED.chance("c", 2, 1) < ASSUMED.chance("c", 2, 3) < ASSUMED.chance("c", 2, 7) < 0.4
    assert ASSUMED.chance("c", 2, 7) == ASSUMED.chance("c", 2, 30)


def test_a_household_is_asked_once_more_than_before() -> None:
    """The attempt is the next one."""
    assert ASSUMED.of_household("c", History(asked=2), None) == ASSUMED.chance("c", 3, None)


def answers(truth: Acceptance, count: int) -> list[tuple[str, Asked]]:
    rng = np.random.default_rng(5)
    told = []
    for at in range(count):
        commune, attempt = f"c{at % 4}", int(rng.integers(1, 4))
        days = int(rng.integers(1, 9)) if attempt > 1 and rng.random() < 0.4 else None
        told.append(
            (commune, Asked(attempt, days, bool(rng.random() < truth.chance(commune, attempt, days))))
        )
    return told


def test_answers_lead_to_how_people_are() -> None:
    """Half agree, in one commune more; the chances are found within four points."""
    truth = Acceptance(
        level=-0.35,
        attempt=-0.5,
        refused=-1.0,
        rest=0.1,
        communes={"c0": 0.5, "c1": -0.3, "c2": 0, "c3": -0.2},
    )
    found = fit_acceptance(answers(truth, 8000))
    for commune in truth.communes:
        for attempt, days in ((1, None), (2, None), (2, 3), (3, 7)):
            told, true = found.chance(commune, attempt, days), truth.chance(commune, attempt, days)
            assert told == pytest.approx(true, abs=0.05)


def test_a_few_answers_move_little() -> None:
    """Three who agreed do not make a hundred in a hundred; three who did not no hopeless commune."""
    for agreed in (True, False):
        found = fit_acceptance([("c", Asked(1, None, agreed))] * 3)
        assert 0.55 < found.chance("c", 1, None) < 0.9


def test_without_answers_all_stays_assumed() -> None:
    """And an unknown commune is like the others."""
    assert fit_acceptance([]) is ASSUMED
    assert ASSUMED.chance("nowhere", 1, None) == ASSUMED.chance("c", 1, None)


@pytest.mark.parametrize("agreed", [True, False])
def test_a_log_of_one_answer_only_stays_between_none_and_all(agreed: bool) -> None:
    """However many they are."""
    found = fit_acceptance([("c", Asked(1, None, agreed))] * 5000)
    assert 0 < found.chance("c", 1, None) < 1
