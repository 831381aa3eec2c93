"""What visits to one household leave behind: in any order, twice over, withdrawn, promised."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.presence.history import NOTHING, Asked, History, evidence_of, from_json, history_of, near
from tests.core.presence.knocking import agreed, june, knock, met, said, slot

STORY = (
    knock(2, 18, id="a"),
    met(3, 20, said("NOT_YET_WILLING"), said("NOT_HOME", "binh"), id="b"),
    met(7, 19, agreed(), id="c"),
    knock(9, 18, outcome="not-found", id="d"),
)


def test_a_history_says_when_somebody_was_there() -> None:
    """A miss on Friday at six, met on Saturday and Wednesday; a house not found says nothing."""
    told = history_of(STORY)
    assert told.seen == ((slot(2, 18), False), (slot(3, 20), True), (slot(7, 19), True))
    assert told.asked == 2
    assert told.refused_on is None  # somebody agreed since


@given(st.permutations(STORY * 2))
def test_order_and_repetition_do_not_matter(visits: list) -> None:  # type: ignore[type-arg]
    """Phones tell late, and twice."""
    assert history_of(visits) == history_of(STORY)


def test_a_refusal_stands_until_somebody_agrees() -> None:
    """Whole days count, and a closed door is a no like a spoken one."""
    undecided = history_of([met(3, 20, said("NOT_YET_WILLING"))])
    assert undecided.refused_on == date(2023, 6, 3)
    assert undecided.days_since_refusal(date(2023, 6, 8)) == 5
    assert history_of([knock(3, 20, outcome="door-refused")]).refused_on == date(2023, 6, 3)
    both = [met(3, 20, said("REFUSES"), agreed("binh"))]
    assert history_of(both).refused_on is None


def test_a_status_is_no_refusal() -> None:
    """No smartphone, away: nothing was refused."""
    assert history_of([met(3, 20, said("NO_SMARTPHONE"), said("WORKING_AWAY", "binh"))]).refused_on is None


def test_a_promise_kept_says_nothing_of_other_evenings() -> None:
    """They were home because they had said so; a visit of another day counts."""
    told = history_of([met(2, 18, back=june(4, 19)), met(4, 19, agreed()), knock(6, 19)])
    assert told.seen == ((slot(2, 18), True), (slot(6, 19), False))


def test_an_hour_at_which_nobody_knocks_shows_nothing() -> None:
    """Somebody home at three in the night is a wrong clock."""
    assert history_of([met(2, 3), knock(3, 18)]).seen == ((slot(3, 18), False),)


def test_a_withdrawn_visit_leaves_nothing() -> None:
    """As if it had not been."""
    withdrawn = [knock(2, 18, id="w"), knock(2, 19, outcome="void", voids="w", id="x")]
    assert history_of(withdrawn) == NOTHING
    assert NOTHING.to_json() == {}


def test_a_history_is_kept_as_small_json() -> None:
    """And read again."""
    told = history_of([knock(2, 18), met(3, 20, said("REFUSES"))])
    assert told.to_json() == {
        "seen": [[slot(2, 18), 0], [slot(3, 20), 1]],
        "asked": 1,
        "refused_on": "2023-06-03",
    }
    assert from_json(told.to_json()) == told
    assert from_json({}) == NOTHING
    with pytest.raises(ValueError, match="no history"):
        from_json({"seen": 5})


def test_evidence_tells_attempts_days_and_who_was_there() -> None:
    """The second asking came four days after a no; one of two named was out at the first."""
    told = evidence_of(STORY, "phu-luu", 4, drawn={"c"})
    assert told.asked == (Asked(1, None, False), Asked(2, 4, True))
    assert (told.named, told.found) == (3, 2)
    assert told.drawn == (False, False, True)
    assert told.seen == history_of(STORY).seen


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ((), 0),
        (((slot(2, 18), False),), -1),
        (((slot(2, 18, 30), True),), 1),
        (((slot(2, 19), False),), 0),
        (((slot(3, 18), False),), -1),
        (((slot(2, 18), False), (slot(5, 18), True)), 1),
    ],
)
def test_near_looks_at_the_same_hour_of_any_day(seen: tuple[tuple[int, bool], ...], expected: int) -> None:
    """Half an hour apart is near, an hour is not; the last one counts."""
    assert near(seen, slot(2, 18)) == expected
    assert History(seen).seen == seen
