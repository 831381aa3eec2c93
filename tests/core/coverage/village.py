"""People of one hamlet on 1 June 2023, and everything that may be known of one."""

from datetime import date, datetime

from hypothesis import strategies as st

from bacung.core.calendar import LOCAL
from bacung.core.coverage.measures import Profile, WhoCounts
from bacung.core.lifecycle.account import Account
from bacung.core.merging.doors import reduce_visits
from bacung.core.people.dates import Born
from tests.core.lifecycle.said import account, entries
from tests.core.merging.visited import BINH, visits

TODAY = date(2023, 6, 1)
EVERYONE = WhoCounts(age_on=TODAY)
GROWN = Born(1954, 7, 1)


def june(day: int, hour: int = 9) -> datetime:
    return datetime(2023, 6, day, hour, tzinfo=LOCAL)


def grown(**known) -> Profile:
    """A woman born in 1954, of whom this is known."""
    return Profile(GROWN, **known)


COLLECTED = Account(state="collected", reached="collected", collected_at=june(1), declared=True)
APPROVED = Account(state="approved", reached="approved", collected_at=june(1), approved_at=june(5))
ACTIVE = Account(
    state="activated", reached="activated", collected_at=june(1), activated_at=june(8), declared=True
)

births = (
    st.none()
    | st.builds(Born, st.integers(1920, 2023))
    | st.dates(date(2008, 1, 1), TODAY).map(lambda day: Born(day.year, day.month, day.day))
)
people = st.builds(
    Profile,
    born=births,
    in_area=st.booleans(),
    presence=st.sampled_from(["here", "away", "moved", "deceased"]),
    phone=st.sampled_from(["smartphone", "plain", "none", None]),
    eligible_override=st.sampled_from([None, True, False]),
    account=st.lists(entries(), max_size=5).map(lambda told: account(*told)),
    visit=st.lists(visits, max_size=4).map(lambda some: reduce_visits(some).person(BINH)),
)
drives = st.builds(
    WhoCounts,
    age_on=st.just(TODAY),
    min_age=st.sampled_from([6, 14]),
    must_be_present=st.booleans(),
    needs_phone=st.booleans(),
    count_unknown_age=st.booleans(),
)
