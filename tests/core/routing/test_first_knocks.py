"""Every household gets its first knock by the date: whoever is due is worked out again each evening."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bacung.core.routing.firsts import Due, Known, Time, due_tonight

FIRST = date(2023, 6, 2)


def evenings(*doors: int) -> list[Time]:
    return [Time(FIRST + timedelta(days=at), many) for at, many in enumerate(doors)]


def village(**hamlets: int) -> list[Known]:
    return [Known(f"{name}{at}", name, 0) for name, many in hamlets.items() for at in range(many)]


def knocked(doors: list[Known], due: Due, most: int) -> list[Known]:
    done = set(due.doors[:most])
    return [replace(door, knocks=1) if door.id in done else door for door in doors]


def test_so_much_is_due_as_tonight_is_of_the_time_left() -> None:
    """Sixty doors over six equal evenings: ten tonight, and the rest of the evening is free."""
    assert len(due_tonight(village(dong=60), evenings(*[25] * 6)).doors) == 10


def test_on_the_last_evening_all_are_due() -> None:
    """There is no later evening to leave anything to."""
    due = due_tonight(village(dong=7, tay=4), evenings(25))
    assert len(due.doors) == 11
    assert due.notes == ()


def test_the_hamlet_furthest_behind_comes_first() -> None:
    """In the east half is done, in the west nothing: the west is due, though it stands later on the list."""
    doors = [replace(door, knocks=int(at % 2)) for at, door in enumerate(village(dong=40))] + village(tay=20)
    due = due_tonight(doors, evenings(20, 20, 20))
    assert {door[:3] for door in due.doors} == {"tay"}


def test_a_date_that_cannot_be_kept_is_said_with_figures() -> None:
    """Two evenings of twenty for fifty doors: tonight is filled, and ten will be missing."""
    due = due_tonight(village(dong=50), evenings(20, 20))
    assert len(due.doors) == 20
    assert [(note.code, note.facts) for note in due.notes] == [
        ("first-knocks-short", {"doors": 50, "capacity": 40, "missing": 10, "evenings": 2})
    ]


def test_once_the_date_is_over_all_that_is_left_is_due() -> None:
    """Being late is no reason to leave anybody out."""
    due = due_tonight(village(dong=3), [])
    assert len(due.doors) == 3
    assert due.notes[0].code == "first-knocks-late"


def test_a_door_whose_evening_has_come_is_due() -> None:
    """The plan for the whole commune gave three doors to yesterday and tonight, the others to later."""
    doors = [replace(door, given=FIRST + timedelta(days=at - 1)) for at, door in enumerate(village(dong=12))]
    assert due_tonight(doors, evenings(*[30] * 12)).doors == ("dong0", "dong1")


def test_nothing_is_due_where_everybody_was_knocked_at() -> None:
    """No note either."""
    assert due_tonight([Known("a", "dong", 2)], evenings(10, 10)) == Due(())


@given(
    hamlets=st.lists(st.integers(0, 40), min_size=1, max_size=5),
    capacities=st.lists(st.integers(0, 30), min_size=1, max_size=8),
)
def test_nobody_is_left_when_the_time_suffices(hamlets: list[int], capacities: list[int]) -> None:
    """Walking exactly what is due, evening by evening, reaches everybody by the date; else it was said
    before.
    """
    doors = village(**{f"h{at}-": many for at, many in enumerate(hamlets)})
    times = evenings(*capacities)
    enough = len(doors) <= sum(capacities)
    short = 0
    for at, time in enumerate(times):
        due = due_tonight(doors, times[at:])
        assert enough <= (not due.notes)
        if time.doors or any(later.doors for later in times[at:]):
            assert len(due.doors) <= time.doors
        short += any(note.code == "first-knocks-short" for note in due.notes)
        doors = knocked(doors, due, time.doors)
    left = sum(door.knocks == 0 for door in doors)
    assert left == max(0, len(doors) - sum(capacities))
    assert bool(left) <= (short > 0 or not sum(capacities))


@given(hamlets=st.lists(st.integers(1, 40), min_size=2, max_size=5), each=st.integers(1, 12))
def test_no_hamlet_is_starved(hamlets: list[int], each: int) -> None:
    """Half way through the time no hamlet lies behind the others by more than an evening's doors and one
    door.
    """
    doors = village(**{f"h{at}-": many for at, many in enumerate(hamlets)})
    times = evenings(*[each] * -(-len(doors) // each))
    for at in range(len(times) // 2):
        doors = knocked(doors, due_tonight(doors, times[at:]), each)
    done = {name: [0, 0] for name in {door.hamlet for door in doors}}
    for door in doors:
        done[door.hamlet][0] += door.knocks
        done[door.hamlet][1] += 1
    shares = {name: knocks / many for name, (knocks, many) in done.items()}
    behind = min(shares, key=lambda name: shares[name])
    for name, share in shares.items():
        assert share - shares[behind] <= (each + 1) / done[name][1] or share <= shares[behind]
