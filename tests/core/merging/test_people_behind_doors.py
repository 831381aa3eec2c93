from hypothesis import given
from hypothesis import strategies as st

from bacung.core.merging.visits import VisitFact
from tests.core.merging.visited import BINH, binh, did, door, june, visit, visits, why


@given(st.lists(visits, max_size=6))
def test_nobody_is_two_people(some: list[VisitFact]):
    """One state a person; active has a moment, and what is settled asks for no fetching."""
    for state in door(*some).per_person.values():
        assert state.activated == (state.activated_at is not None)
        assert state.last_outcome is not None
        if state.last_outcome in ("activated", "already_active"):
            assert (state.reason, state.home_visit_wanted, state.escort_wanted) == (None, False, False)


def test_activated_twice_is_activated_once():
    """The first time counts, whichever sheet is read first."""
    first, second = visit(1, did("activated")), visit(4, did("activated"))
    assert binh(second, first).activated_at == june(1)


def test_active_from_before_is_active():
    """Said as an outcome or ticked as a reason: the same."""
    by_outcome, by_reason = binh(visit(1, did("already_active"))), binh(visit(1, why("ALREADY_ACTIVE")))
    assert by_outcome == by_reason
    assert (by_outcome.activated, by_outcome.already_active, by_outcome.reason) == (True, True, None)


def test_the_last_reason_told_is_the_reason():
    """First no SIM, then a SIM of the nephew's."""
    assert binh(visit(3, why("SIM_NOT_OWN")), visit(1, why("NO_SIM"))).reason == "SIM_NOT_OWN"


def test_being_out_takes_nothing_back():
    """A SIM is still missing when she is out the next time; a second time out is told by its day."""
    assert binh(visit(1, why("NO_SIM")), visit(3, why("NOT_HOME"))).reason == "NO_SIM"
    assert binh(visit(1, did("invited")), visit(3, why("NOT_HOME"))).last_outcome == "invited"
    assert binh(visit(1, why("NOT_HOME")), visit(3, why("NOT_HOME"))).last_at == june(3)


def test_undecided_is_not_a_refusal():
    """She has not made up her mind: nobody writes down that she refused, and she may be asked again."""
    undecided = binh(visit(1, why("NOT_YET_WILLING")))
    assert (undecided.reason, undecided.never) == ("NOT_YET_WILLING", False)


def test_an_activation_settles_the_reason():
    """What stood in the way no longer does; what comes up later is told and takes nothing away."""
    active = visit(3, did("activated"))
    assert binh(visit(1, why("NO_SIM")), active).reason is None
    later = binh(active, visit(5, why("FORGOT_PASSWORD")))
    assert (later.activated, later.reason) == (True, "FORGOT_PASSWORD")


def test_being_shown_how_leaves_the_reason():
    """Shown how it works, but the phone is still too old."""
    shown = binh(visit(1, why("OS_TOO_OLD")), visit(3, did("shown")))
    assert (shown.last_outcome, shown.reason) == ("shown", "OS_TOO_OLD")


def test_invited_for_a_slot_until_collected():
    """The slot is open until the officer comes with a kit, or she was at the desk."""
    invited = visit(1, did("invited", reason="NO_SIM", desk_slot=june(6, 8)))
    assert (binh(invited).last_outcome, binh(invited).reason) == ("invited", "NO_SIM")
    assert binh(invited).desk_slot == june(6, 8)
    collected = binh(invited, visit(3, did("collected")))
    assert (collected.desk_slot, collected.collected_at, collected.reason) == (None, june(3), None)


def test_several_things_in_one_visit_are_told_by_what_settles_most():
    """Collected, activated and shown in one go is activated, in whatever order they were ticked."""
    told = [did("shown"), did("activated"), did("collected")]
    for order in (told, told[::-1]):
        state = binh(visit(1, *order))
        assert (state.last_outcome, state.collected_at, state.activated_at) == ("activated", june(1), june(1))


def test_a_need_is_open_until_it_is_met():
    """A visit at home, an escort: asked once, open until collected; the cause is nowhere."""
    asked = visit(1, why("HOME_VISIT"), did("invited", escort_wanted=True))
    open_ = binh(asked, visit(2, why("NOT_HOME")))
    assert (open_.home_visit_wanted, open_.escort_wanted) == (True, True)
    met = binh(asked, visit(4, did("collected")))
    assert (met.home_visit_wanted, met.escort_wanted) == (False, False)


def test_never_is_the_persons_own():
    """She wants no account; her son may have one, and the door may be knocked at for him."""
    it = door(visit(1, did("reason", reason="REFUSES", never=True), why("NO_SIM", "an")))
    assert (it.per_person[BINH].never, it.per_person["an"].never, it.never) == (True, False, False)
