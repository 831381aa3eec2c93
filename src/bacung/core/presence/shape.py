"""What one assumes of when somebody is home, before a single visit: a curve of eight numbers.

Fitted to the share of households with somebody home and awake, by size, day and hour, of the UK Time Use
Survey 2000 (Richardson's active-occupancy chains). Great Britain in 2000, and any adult: only the *shape* of
a day is taken from it, weakly, and the log of a drive moves it. The clock times below are round figures read
off the table; the eight numbers of `Shape` were fitted to it by least squares.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bacung.core.presence.slots import HALF_HOURS, SLOTS

Floats = npt.NDArray[np.float64]

USUAL_SIZE = 3.0
"""People in a household of which nobody knows how many they are."""
LARGEST = 6
"""More people than this change no more than these do."""

_GONE, _GONE_AT_WEEKENDS, _BACK, _SCHOOL_IS_OUT = 8.5, 10.0, 17.0, 15.25
_TO_BED, _AT_WEEKENDS_LATER, _UP_AT_WEEKENDS = 20.75, 0.25, 10.5
_LEAVING_TAKES, _COMING_TAKES, _CHILDREN_TAKE = 0.5, 0.65, 0.35
_DROWSINESS = 2.35


@dataclass(frozen=True, slots=True)
class Shape:
    """The log of the hazard log(-log(1 - P)) that somebody is home and awake.

    evening: of one person at seven on a working day; out: how much less in the daytime of a working day,
    out_at_weekends: of a weekend. each_more: more for each unit of the log of the household's size;
    fewer_in_daytime: how much less a larger household helps while its children are at school,
    fewer_at_weekends: and in the evening of a weekend. asleep: less by this for each hour (to the power 2.35)
    after bedtime. weekend: less on a weekend.
    """

    evening: float
    each_more: float
    out: float
    out_at_weekends: float
    fewer_in_daytime: float
    fewer_at_weekends: float
    asleep: float
    weekend: float


BRITAIN_2000 = Shape(0.260, 0.569, 0.880, 0.556, 0.388, 0.129, 0.128, 0.075)


def home_share(shape: Shape, people: Floats | float, weekend: Floats | bool, hour: Floats | float) -> Floats:
    """P(somebody is home and awake) at an `hour` of the day (18.25 is a quarter past six), 0 to 1.

    The three broadcast against each other. Hours before five are not described.
    """
    rest = np.asarray(weekend, dtype=np.float64)
    at = np.asarray(hour, dtype=np.float64)
    out = _rises(at - (_GONE + (_GONE_AT_WEEKENDS - _GONE) * rest), _LEAVING_TAKES)
    out = out * _rises(_BACK - at, _COMING_TAKES)
    children_out = _rises(_SCHOOL_IS_OUT - at, _CHILDREN_TAKE)
    late = np.maximum(0.0, at - _TO_BED - _AT_WEEKENDS_LATER * rest)
    late = late + rest * np.maximum(0.0, _UP_AT_WEEKENDS - at)
    fewer = shape.fewer_in_daytime * children_out * (1 - rest)
    fewer = fewer + shape.fewer_at_weekends * (1 - out) * rest
    hazard = (
        shape.evening
        - shape.weekend * rest
        - (shape.out + (shape.out_at_weekends - shape.out) * rest) * out
        - shape.asleep * late**_DROWSINESS
        + (shape.each_more - fewer) * np.log(people)
    )
    return np.asarray(1 - np.exp(-np.exp(hazard)), dtype=np.float64)


def day_by_day(people: float) -> Floats:
    """P(somebody is home) in each of the 144 slots, as assumed for a household of so many people."""
    hour = np.maximum(np.arange(SLOTS) % HALF_HOURS / 2 + 0.25, 5.0)
    weekend = np.arange(SLOTS) >= HALF_HOURS
    size = min(max(people, 1.0), float(LARGEST))
    return np.clip(home_share(BRITAIN_2000, size, weekend.astype(np.float64), hour), 0.02, 0.98)


def _rises(past: Floats, width: float) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(past / width, -50, 50))), dtype=np.float64)
