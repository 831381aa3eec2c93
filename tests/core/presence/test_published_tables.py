"""The models on the published tables: how far an attempt curve foretells, what a miss says, a day's shape."""

import numpy as np
import pytest
from scipy.optimize import least_squares

from bacung.core.presence.attempts import Curve, fit_curve, forecast
from bacung.core.presence.frailty import (
    CONCENTRATION,
    after_two,
    classes,
    concentration_of,
    met_after_miss,
)
from bacung.core.presence.shape import BRITAIN_2000, Shape, home_share
from benchmarks.published import AWAKE_AT_HOME, HOURS, JUDGED_HOURS, LESOTHO, SWEDISH_ATTEMPTS

LAST, TRUE = SWEDISH_ATTEMPTS[-1]


@pytest.mark.parametrize(("known", "points"), [(9, 1.0), (7, 2.0)])
def test_early_attempts_foretell_the_twenty_fifth(known: int, points: float) -> None:
    """Fitted on attempts up to nine, attempt 25 of the Swedish table is told within one point."""
    early = [pair for pair in SWEDISH_ATTEMPTS if pair[0] <= known]
    assert abs(fit_curve(early).reached(LAST) - TRUE) * 100 <= points


def test_the_range_of_a_forecast_holds_what_came() -> None:
    """Early fits promise too much, so the range leans downwards; it held each time."""
    for count in (3, 4, 5, 6):
        told = forecast(SWEDISH_ATTEMPTS[:count], LAST)
        assert told.low <= TRUE <= told.high
        assert told.expected - told.low >= told.high - told.expected


def test_a_curve_finds_its_own_numbers() -> None:
    """Points on a curve lead back to it."""
    told = Curve(0.6, 0.25)
    found = fit_curve([(at, told.reached(at)) for at in (1, 2, 4, 8)])
    assert (found.ceiling, found.hazard) == pytest.approx((0.6, 0.25), abs=1e-4)


@pytest.mark.parametrize("place", sorted(LESOTHO))
def test_two_visits_add_up_as_in_lesotho(place: str) -> None:
    """One concentration for both strata, and that of the other stratum alone: within a point and a half."""
    other = next(each for name, each in LESOTHO.items() if name != place)
    for concentration in (CONCENTRATION, concentration_of([*LESOTHO.values()]), concentration_of([other])):
        told = after_two(LESOTHO[place], concentration)
        assert abs(told - LESOTHO[place].after_two) * 100 <= 1.5


def test_four_kinds_of_households_say_the_same_of_a_second_visit() -> None:
    """The classes carry the moments of the Beta they stand for: half as likely after a miss."""
    for mean in (0.5, 0.692, 0.8, 0.9):
        chance, share = classes(mean)
        assert share.sum() == pytest.approx(1)
        assert chance @ share == pytest.approx(mean)
        again = (share * (1 - chance)) @ chance / (share @ (1 - chance))
        assert again == pytest.approx(met_after_miss(mean, CONCENTRATION))


def _cells() -> tuple[np.ndarray, ...]:
    rows = [
        (people, weekend, hour + 0.5, shares[HOURS.index(hour)])
        for (weekend, people), shares in AWAKE_AT_HOME.items()
        for hour in JUDGED_HOURS
    ]
    return tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True))


def test_eight_numbers_tell_the_shape_of_a_day() -> None:
    """Over 96 cells the root mean square error is at most two points, and no better eight are near."""
    people, weekend, hour, share = _cells()
    assert len(share) == 96
    kept = [getattr(BRITAIN_2000, name) for name in Shape.__slots__]
    assert len(kept) == 8

    def miss(numbers: np.ndarray) -> np.ndarray:
        return (home_share(Shape(*numbers), people, weekend, hour) - share) * 100

    assert np.sqrt(np.mean(miss(np.array(kept)) ** 2)) <= 2.0
    assert np.allclose(least_squares(miss, kept).x, kept, atol=0.005)
