"""A person is never counted twice, whatever arrives in whatever order."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bacung.core.coverage.measures import measures
from bacung.core.lifecycle.entries import Entry
from bacung.core.merging.doors import reduce_visits
from bacung.core.merging.visits import VisitFact
from tests.core.coverage.village import EVERYONE, grown
from tests.core.lifecycle.said import account, by_desk, by_list, by_visit, entries
from tests.core.merging.visited import AN, BINH, visits

Heard = tuple[str, Entry | VisitFact]

# What arrives: something about the account of one of two people, or a visit to the house they share.
arrivals = st.tuples(st.sampled_from([BINH, AN]), entries() | visits)


def figures(heard: list[Heard]) -> Counter[str]:
    """The hamlet's figures from everything heard so far: both people live in one house."""
    door = reduce_visits(fact for _, fact in heard if isinstance(fact, VisitFact))
    counts: Counter[str] = Counter()
    for person in (BINH, AN):
        said = [fact for about, fact in heard if isinstance(fact, Entry) and about == person]
        counts.update(measures(grown(account=account(*said), visit=door.person(person)), EVERYONE))
    return counts


@given(
    st.lists(arrivals, max_size=10).flatmap(
        lambda heard: st.tuples(st.just(heard), st.permutations(heard + heard[:5]))
    )
)
def test_order_and_repetition_change_no_figure(both: tuple[list[Heard], list[Heard]]):
    """Phones, desk and lists in any order, some of it twice: the same figures."""
    first, again = both
    assert figures(first) == figures(again)


@given(st.lists(arrivals, max_size=10))
def test_two_people_are_never_three(heard: list[Heard]):
    """No figure exceeds the two who live there, and both are either active or left."""
    counts = figures(heard)
    assert max(counts.values()) <= 2
    left = sum(n for measure, n in counts.items() if measure.startswith("left."))
    assert counts["activated"] + left == counts["eligible"] == 2


reports = st.builds(
    lambda say, kind, day: say(kind, day),
    st.sampled_from([by_visit, by_desk, by_list]),
    st.sampled_from(["collected", "approved", "activated"]),
    st.integers(1, 28),
)


@given(st.lists(reports, max_size=8), st.integers(1, 28))
def test_one_activation_told_by_everybody_is_one(told: list[Entry], day: int):
    """Walker, desk and list each tell of each step, on whatever days: one account, collected and active."""
    counts = figures([(BINH, entry) for entry in [*told, by_visit("activated", day, id="first-told")]])
    assert {m: counts[m] for m in ("collected", "approved", "activated")} == {
        "collected": 1,
        "approved": 1,
        "activated": 1,
    }
