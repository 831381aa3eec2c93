from hypothesis import given
from hypothesis import strategies as st

from bacung.core.merging.doors import UNKNOWN_DOOR
from bacung.core.merging.visits import VisitFact
from tests.core.merging.visited import AN, BINH, did, door, june, visit, visits, why


@given(
    st.lists(visits, max_size=6).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some + some[:3]))
    )
)
def test_a_door_is_a_function_of_the_set_of_its_visits(heard: tuple[list[VisitFact], list[VisitFact]]):
    """Two phones come home in any order and one of them twice: the same door."""
    some, again = heard
    assert door(*some) == door(*again)


@given(st.lists(visits, max_size=6))
def test_knocks_never_exceed_the_visits_written(some: list[VisitFact]):
    """Each visit is one knock at most, and no door is knocked at before its first."""
    it = door(*some)
    assert it.knocks <= len({one.id for one in some if not one.is_void})
    assert (it.knocks == 0) == (it.first_knock_at is None)
    assert it.knocks == 0 or it.first_knock_at <= it.last_at


def test_a_door_nobody_has_knocked_at():
    """Nothing is known of it, nor of those behind it."""
    assert door() == UNKNOWN_DOOR
    assert door().person(BINH) is None


def test_knocks_are_counted_by_visit():
    """Nobody, then home; the second phone tells of the first visit again."""
    first, second = visit(1, outcome="nobody"), visit(3, did("activated"))
    it = door(second, first, first)
    assert (it.knocks, it.first_knock_at, it.last_at) == (2, june(1), june(3))
    assert it.last_outcome == "home"


def test_a_visit_withdrawn_is_no_knock():
    """The pair ticked the wrong house."""
    wrong = visit(1, did("activated"), id="wrong")
    it = door(wrong, visit(2, outcome="void", voids="wrong"))
    assert it == UNKNOWN_DOOR


def test_a_correction_replaces_the_visit():
    """It was the son who activated: one knock, and the mother is as before."""
    it = door(visit(1, did("activated"), id="a"), visit(1, did("activated", AN), id="b", voids="a"))
    assert it.knocks == 1
    assert set(it.per_person) == {AN}


def test_a_promise_is_open_until_the_day_it_is_kept():
    """Back on the 5th at 19:30; passing on the 4th changes nothing, knocking on the 5th keeps it."""
    given_ = visit(1, back=june(5, 19, 30))
    passing, kept = visit(4, outcome="nobody"), visit(5)
    assert door(given_).promise == june(5, 19, 30)
    assert door(given_, passing).promise == june(5, 19, 30)
    assert door(given_, passing, kept).promise is None


def test_a_new_promise_takes_the_place_of_the_old():
    """And promised to two people of the house, the earlier hour is the door's."""
    two = visit(
        2, did("shown", comes_back_at=june(8, 20)), did("shown", AN, comes_back_at=june(8, 19)), hour=20
    )
    assert door(visit(1, back=june(5)), two).promise == june(8, 19)


def test_never_holds_until_withdrawn():
    """Said once is enough; a later friendly visit does not lift it, a correction does."""
    said = visit(1, outcome="door-refused", never=True, id="said")
    assert door(said, visit(3)).never
    assert not door(said, visit(2, outcome="void", voids="said"), visit(3)).never


def test_those_no_visit_named_are_known_by_how_the_door_was_found():
    """Nobody home: not home. Refused at the door: refuses. Wrong address: to be corrected."""
    found = {
        outcome: door(visit(1, outcome=outcome)).person(BINH).reason
        for outcome in ("nobody", "door-refused", "not-found")
    }
    assert found == {"nobody": "NOT_HOME", "door-refused": "REFUSES", "not-found": "ADDRESS_NOT_FOUND"}
    assert door(visit(1, did("activated", AN))).person(BINH) is None


def test_a_dark_house_does_not_take_back_a_refusal():
    """Refused on the 1st, dark on the 2nd: still a refusal; an address once not found was found."""
    dark = visit(2, outcome="nobody")
    assert door(visit(1, outcome="door-refused"), dark).person(BINH).reason == "REFUSES"
    assert door(visit(1, outcome="not-found"), dark).person(BINH).reason == "NOT_HOME"


def test_who_was_named_once_is_known_by_name():
    """What Mrs Bình said herself outlives a dark house."""
    assert door(visit(1, why("NO_SIM")), visit(2, outcome="nobody")).person(BINH).reason == "NO_SIM"
