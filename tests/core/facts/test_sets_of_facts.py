from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bacung.core.facts import known_at, live

START = datetime(2023, 6, 1, 11, tzinfo=UTC)


@dataclass(frozen=True)
class Note:
    """The least a fact can be."""

    id: str
    occurred_at: datetime = START
    recorded_at: datetime = START
    voids: str | None = None
    is_void: bool = False
    words: str = ""


def void(id: str, target: str) -> Note:
    return Note(id, voids=target, is_void=True)


def ids(facts: list[Note]) -> list[str]:
    return [fact.id for fact in facts]


ids_ = st.sampled_from("abcde")
moments = st.integers(0, 3).map(lambda hours: START + timedelta(hours=hours))
notes = st.builds(Note, ids_, moments, moments, st.none() | ids_, st.booleans(), st.sampled_from("xy"))


@given(st.lists(notes).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some + some))))
def test_facts_are_a_set(both: tuple[list[Note], list[Note]]):
    """Any order and any repetition gives the same facts in the same order, even if two share an id."""
    some, again = both
    assert live(some) == live(again)


@given(st.lists(notes))
def test_no_id_counts_twice(some: list[Note]):
    """Whatever arrives, each id is at most one fact."""
    assert len(set(ids(live(some)))) == len(live(some))


def test_a_void_takes_its_target_away_before_or_after_it_arrives():
    """The phone that voided may come home before the phone that wrote."""
    assert live([void("v", "a"), Note("a"), Note("b")]) == [Note("b")]


def test_a_void_without_its_target_waits():
    """Nothing else is harmed."""
    assert live([void("v", "a"), Note("b")]) == [Note("b")]


def test_a_void_of_a_void_changes_nothing():
    """What was withdrawn stays withdrawn; it is entered again under a new id."""
    assert live([Note("a"), void("v", "a"), void("w", "v")]) == []


def test_a_fact_that_voids_and_says_something_replaces():
    """A correction in one: the old is gone, the new counts."""
    assert ids(live([Note("a"), Note("b", voids="a")])) == ["b"]


def test_two_facts_under_one_id_count_as_the_one_written_first():
    """A faulty sender cannot change a fact by sending it again."""
    first, second = Note("a", words="home"), Note("a", recorded_at=START + timedelta(hours=1), words="nobody")
    assert live([second, first]) == [first]


def test_ties_are_broken_by_writing_and_then_by_id():
    """Three facts of one minute always stand in one order."""
    late = Note("a", recorded_at=START + timedelta(hours=1))
    assert ids(live([late, Note("c"), Note("b")])) == ["b", "c", "a"]


def test_what_was_known_at_five_is_what_had_happened_and_been_written_down():
    """A visit at four written down at six is late: it is not in the five o'clock report."""
    five = START + timedelta(hours=6)
    in_time = Note("a", START, five)
    late = Note("b", START, five + timedelta(hours=1))
    ahead = Note("c", five + timedelta(minutes=1), START)
    assert known_at([late, ahead, in_time], five) == [in_time]


def test_a_withdrawal_does_not_rewrite_yesterdays_report():
    """Before the void was written down the fact counted, and at that moment it still does."""
    written = Note("a")
    withdrawn = Note("v", START + timedelta(days=1), START + timedelta(days=1), "a", True)
    assert live(known_at([written, withdrawn], START + timedelta(hours=1))) == [written]
    assert live(known_at([written, withdrawn], START + timedelta(days=2))) == []
