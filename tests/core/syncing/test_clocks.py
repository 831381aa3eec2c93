"""However a phone's clock lies, a corrected time lies between what the server knows."""

from hypothesis import given
from hypothesis import strategies as st

from bacung.core.syncing.clocks import FURTHEST_BACK, in_order, is_wrong, occurred

MINUTE = 60_000
NOW = 1_685_705_400_000
moments = st.integers(-(10**18), 10**18)


def corrected(told: int, sent: int, **more: int | bool | None) -> tuple[int, bool]:
    known: dict[str, int | bool | None] = {
        "same_clock": True,
        "last_heard": None,
        "first_seen": NOW - 600 * MINUTE,
    }
    return occurred(told, sent=sent, received=NOW, **(known | more))  # type: ignore[arg-type]


@given(st.integers(-(10**13), 10**13), st.integers(0, 300))
def test_a_clock_that_is_off_all_the_time_is_put_right(offset: int, minutes: int):
    told = NOW + offset - minutes * MINUTE
    assert corrected(told, NOW + offset) == (NOW - minutes * MINUTE, False)


@given(moments, moments, st.booleans(), st.none() | moments, moments)
def test_no_clock_leads_before_what_was_known_or_into_the_future(
    told: int, sent: int, same: bool, heard: int | None, first_seen: int
):
    moment, _ = corrected(told, sent, same_clock=same, last_heard=heard, first_seen=first_seen)

    assert NOW - FURTHEST_BACK <= moment <= NOW
    if heard is not None and heard <= NOW:
        assert moment >= heard


def test_after_a_jump_only_bounds_are_known():
    jumped = NOW - 10 * 365 * 24 * 60 * MINUTE
    assert corrected(jumped, NOW, same_clock=False) == (NOW - 600 * MINUTE, True)
    assert corrected(jumped, NOW, same_clock=False, last_heard=NOW - MINUTE) == (NOW - MINUTE, True)


def test_a_time_nobody_can_have_told_in_a_year_is_doubtful():
    assert corrected(0, NOW) == (NOW - FURTHEST_BACK, True)


def test_a_clock_is_wrong_from_five_minutes_on():
    assert not is_wrong(NOW - 5 * MINUTE, NOW)
    assert is_wrong(NOW + 5 * MINUTE + 1, NOW)


@given(st.lists(st.tuples(st.integers(0, 1000), st.booleans()), max_size=8), st.integers(0, 1000))
def test_doubtful_times_go_where_their_numbers_stand(told: list[tuple[int, bool]], upto: int) -> None:
    """Nothing doubtful is put behind `upto`, and what is certain stays."""
    brought = in_order(told, upto)
    assert all(
        after == before for (before, doubtful), after in zip(told, brought, strict=True) if not doubtful
    )
    assert all(after <= upto for (_, doubtful), after in zip(told, brought, strict=True) if doubtful)


def test_a_jump_between_two_doors_does_not_turn_them_round() -> None:
    """The first was told by a clock ten years ahead and could be as late as now; the second is certain."""
    assert in_order([(900, True), (900, True), (300, False), (100, True)], 1000) == [298, 299, 300, 301]
