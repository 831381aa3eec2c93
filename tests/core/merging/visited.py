"""Short ways to say what happened at the house of Mrs Bình and her son An, in June 2023."""

from datetime import datetime

from hypothesis import strategies as st

from bacung.core.calendar import LOCAL
from bacung.core.merging.doors import DoorState, reduce_visits
from bacung.core.merging.reasons import AT_DOOR
from bacung.core.merging.visits import DOOR_OUTCOMES, OUTCOMES, DoorOutcome, PersonOutcome, VisitFact

BINH, AN = "binh", "an"


def june(day: int, hour: int = 19, minute: int = 0) -> datetime:
    return datetime(2023, 6, day, hour, minute, tzinfo=LOCAL)


def visit(
    day: int,
    *told: PersonOutcome,
    outcome: DoorOutcome = "home",
    hour: int = 19,
    id: str = "",
    voids: str | None = None,
    back: datetime | None = None,
    never: bool = False,
) -> VisitFact:
    """A visit in the evening, written down at ten."""
    at = june(day, hour)
    return VisitFact(
        id or f"{outcome}-{day}-{hour}", "house-1", at, june(day, 22), outcome, told, voids, back, never
    )


def why(reason: str, person: str = BINH) -> PersonOutcome:
    return PersonOutcome(person, "reason", reason)


def did(outcome, person: str = BINH, **more) -> PersonOutcome:
    return PersonOutcome(person, outcome, **more)


def door(*visits: VisitFact) -> DoorState:
    return reduce_visits(visits)


def binh(*visits: VisitFact):
    return reduce_visits(visits).person(BINH)


_moments = st.builds(june, st.integers(1, 9), st.sampled_from([18, 20]))
_told = st.builds(
    PersonOutcome,
    person=st.sampled_from([BINH, AN]),
    outcome=st.sampled_from(OUTCOMES),
    reason=st.none() | st.sampled_from(AT_DOOR),
    desk_slot=st.none() | _moments,
    comes_back_at=st.none() | _moments,
    home_visit_wanted=st.booleans(),
    escort_wanted=st.booleans(),
    never=st.booleans(),
)
visits = st.builds(
    VisitFact,
    id=st.sampled_from("abcdef"),
    household=st.just("house-1"),
    occurred_at=_moments,
    recorded_at=_moments,
    outcome=st.sampled_from(DOOR_OUTCOMES),
    person_outcomes=st.lists(_told, max_size=3).map(tuple),
    voids=st.none() | st.sampled_from("abcdef"),
    comes_back_at=st.none() | _moments,
    never=st.booleans(),
)
