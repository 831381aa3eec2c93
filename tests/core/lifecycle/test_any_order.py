from hypothesis import given
from hypothesis import strategies as st

from bacung.core.facts import known_at
from bacung.core.lifecycle.account import STEPS, reduce
from bacung.core.lifecycle.entries import Entry
from tests.core.lifecycle.said import OFFICE, RULES, account, by_desk, by_list, by_visit, entries, june

shuffled = st.lists(entries(), max_size=8).flatmap(
    lambda told: st.tuples(st.just(told), st.permutations(told), st.lists(st.sampled_from(told or [None])))
)


@given(shuffled)
def test_an_account_is_a_function_of_the_set_of_its_entries(heard: tuple[list[Entry], list[Entry], list]):
    """Any order, anything heard twice: the same account, whatever nonsense was said."""
    told, other_order, echoes = heard
    echoes = [echo for echo in echoes if echo]
    assert account(*told) == account(*other_order, *echoes)


@given(st.lists(entries(), max_size=8))
def test_an_account_is_always_whole(told: list[Entry]):
    """One state; moments only of steps that were reached, marks only of steps that were said."""
    it = account(*told)
    assert it.reached in STEPS
    assert it.state in (it.reached, "rejected", "locked")
    assert (it.activated_at is not None) == (it.reached == "activated")
    assert (it.reached == "none") == (not it.declared and not it.confirmed)
    assert not (it.state == "rejected" and it.reached != "none")
    if it.over_7_days(june(28).date()):
        assert it.reached == "approved"


@given(st.lists(entries(), max_size=8), st.integers(1, 28))
def test_the_past_does_not_change(told: list[Entry], day: int):
    """What is written down later leaves the account as known at an earlier moment untouched."""
    then = june(day, 12)
    late = [entry for entry in told if entry.recorded_at > then]
    before = [entry for entry in told if entry not in late]
    assert reduce(known_at(told, then), RULES, OFFICE) == reduce(known_at(before, then), RULES, OFFICE)


def test_as_known_on_the_tenth():
    """Activated on the 8th but written down on the 20th: on the 10th the account was collected."""
    told = [by_desk("collected", 1), by_list("activated", 8, read=20)]
    assert reduce(known_at(told, june(10)), RULES, OFFICE).state == "collected"
    assert reduce(known_at(told, june(21)), RULES, OFFICE).state == "activated"


def test_the_same_entry_heard_twice_is_heard_once():
    """The phone pushed twice."""
    assert account(by_visit("activated", 8), by_visit("activated", 8)) == account(by_visit("activated", 8))
