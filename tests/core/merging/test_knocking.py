from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from bacung.core.merging.knocking import DEFAULT_CAP, NO_WISHES, Wishes, may_knock
from bacung.core.merging.visits import VisitFact
from tests.core.merging.visited import door, june, visit, visits

TONIGHT = june(9, 19)


@given(st.lists(visits, max_size=6), st.integers(1, 5))
def test_no_door_is_knocked_at_beyond_its_cap_or_against_its_will(some: list[VisitFact], cap: int):
    """Whatever was promised or forgotten."""
    state = door(*some)
    allowed, why = may_knock(state, cap, NO_WISHES, TONIGHT)
    assert not (allowed and (state.never or state.knocks >= cap))
    assert allowed == (why in ("promised", "first-knock", "again"))


def test_first_knock_and_another():
    """A door nobody has been at, and one found dark once."""
    assert may_knock(door(), DEFAULT_CAP, NO_WISHES, TONIGHT) == (True, "first-knock")
    assert may_knock(door(visit(1, outcome="nobody")), DEFAULT_CAP, NO_WISHES, TONIGHT) == (True, "again")


def test_the_third_knock_is_the_last():
    """Three unless the drive says otherwise; a withdrawn visit gives its knock back."""
    thrice = [visit(day, outcome="nobody", id=f"v{day}") for day in (1, 2, 3)]
    assert may_knock(door(*thrice), DEFAULT_CAP, NO_WISHES, TONIGHT) == (False, "cap-reached")
    back = visit(4, outcome="void", voids="v2")
    assert may_knock(door(*thrice, back), DEFAULT_CAP, NO_WISHES, TONIGHT) == (True, "again")


def test_never_comes_before_everything():
    """Said at the door or kept as a wish, even against a promise."""
    assert may_knock(door(), DEFAULT_CAP, Wishes(never=True), TONIGHT) == (False, "never")
    said = door(visit(1, never=True, back=june(9)))
    assert may_knock(said, DEFAULT_CAP, NO_WISHES, TONIGHT) == (False, "never")


def test_a_promised_hour_is_waited_for():
    """Back at 20:00: not at 19:00, a little early is on time, and later is still kept."""
    promised = door(visit(1, back=june(9, 20)))
    asked = [may_knock(promised, 3, NO_WISHES, june(9, *at)) for at in ((19, 0), (19, 50), (21, 0))]
    assert asked == [(False, "promised-later"), (True, "promised"), (True, "promised")]


def test_a_promise_is_stronger_than_the_usual_hour():
    """Usually after 20:00, but for tonight she said seven."""
    late = Wishes(not_before=time(20))
    assert may_knock(door(), 3, late, june(9, 19)) == (False, "too-early")
    assert may_knock(door(), 3, late, june(9, 20)) == (True, "first-knock")
    assert may_knock(door(visit(1, back=june(9, 19))), 3, late, june(9, 19)) == (True, "promised")
