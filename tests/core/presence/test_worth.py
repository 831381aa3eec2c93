"""What a knock is worth at each half hour, and the reasons given for it."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.presence.history import History
from bacung.core.presence.homes import Home, chances
from bacung.core.presence.knowledge import assumptions
from bacung.core.presence.worth import (
    EXPLORED,
    Evening,
    Knock,
    at_drawn_hour,
    because,
    drawn_half_hour,
    rests_until,
    worth,
)
from tests.core.presence.knocking import slot

KNOWN = assumptions()
TUESDAY = Evening(date(2023, 6, 6), 17 * 3600 + 1800, 8)
SEVEN = 19 * 3600


def door(*seen: tuple[int, bool], people: int = 2, refused: date | None = None, asked: int = 0) -> Knock:
    return Knock("7", Home("c", 4, History(seen, asked, refused)), people)


def codes(knock: Knock, second: int = SEVEN) -> list[str]:
    return [reason.code for reason in because(KNOWN, knock, TUESDAY, second)]


def test_worth_is_people_times_home_times_there_times_agreeing() -> None:
    """As the formula says, half hour by half hour."""
    told = worth(KNOWN, [door()], TUESDAY)[0]
    home = chances(KNOWN.homes, [door().home], TUESDAY.slots())[0]
    assert told == pytest.approx(2 * KNOWN.found * KNOWN.acceptance.chance("c", 1, None) * home)
    assert TUESDAY.slots()[0] == slot(6, 17, 30)


def test_worth_falls_after_a_miss_and_most_at_the_same_hour() -> None:
    """Half an hour either way counts as the same hour; an hour later it is worth more."""
    first, missed = worth(KNOWN, [door(), door((slot(2, 19), False))], TUESDAY)
    assert (missed < first).all()
    share = missed / first
    assert share[2:5].max() < share[6:].min() - 0.05


def test_a_no_makes_a_knock_worth_little() -> None:
    """And it rests three days."""
    refused = door((slot(2, 19), True), refused=date(2023, 6, 2), asked=1)
    agreed = door((slot(2, 19), True), asked=1)
    told = worth(KNOWN, [refused, agreed], TUESDAY)
    assert (told[0] < 0.6 * told[1]).all()
    assert rests_until(refused.home.history.refused_on) == date(2023, 6, 5)
    assert rests_until(agreed.home.history.refused_on) is None


def test_nobody_to_help_is_worth_nothing() -> None:
    """Whoever is home."""
    assert not worth(KNOWN, [door(people=0)], TUESDAY).any()
    assert worth(KNOWN, [], TUESDAY).shape == (0, 8)


def test_two_misses_at_six_say_try_later() -> None:
    """How often, at what hour, and in which direction tonight goes."""
    missed = door((slot(1, 18), False), (slot(2, 18), False))
    reason = because(KNOWN, missed, TUESDAY, SEVEN)[0]
    assert (reason.code, reason.facts) == ("missed-try-later", {"times": 2, "at": "18:00"})
    assert codes(missed, 17 * 3600 + 1800)[0] == "missed-try-earlier"
    assert codes(missed, 18 * 3600 + 600)[0] == "missed-try-again"
    assert codes(door((slot(1, 18), False), (slot(2, 20), False)))[0] == "missed-try-again"


def test_what_was_seen_last_is_said() -> None:
    """A meeting, a no, and the chance with its band; of unseen homes what others like them do."""
    assert codes(door((slot(1, 18), False), (slot(2, 20), True)))[0] == "met-at"
    assert "refused-before" in codes(door(refused=date(2023, 6, 2)))
    seen = because(KNOWN, door((slot(1, 18), True)), TUESDAY, SEVEN)[-1]
    assert seen.code == "likely-home"
    assert seen.facts["low"] <= seen.facts["percent"] <= seen.facts["high"]  # type: ignore[operator]
    assert codes(door())[-1] == "home-like-others"


def test_an_hour_before_which_people_are_out_is_named() -> None:
    """From the hour on at which the evening is nearly at its best; not before it, nor where all hours are
    alike.
    """
    alone = Knock("7", Home("c", 1), 1)
    assert "home-from" in codes(alone, 20 * 3600)
    assert "home-from" not in codes(alone, 17 * 3600 + 1800)
    assert "home-from" not in codes(door(), 20 * 3600)


@given(day=st.dates(date(2023, 1, 1), date(2030, 1, 1)), half_hours=st.integers(1, 12))
def test_a_drawn_hour_is_the_same_whenever_asked(day: date, half_hours: int) -> None:
    """And lies in the evening."""
    evening = Evening(day, 17 * 3600, half_hours)
    for key in ("1", "2", "33"):
        drawn = drawn_half_hour(key, evening)
        assert drawn == drawn_half_hour(key, evening)
        assert drawn is None or 0 <= drawn < half_hours


def test_one_revisit_in_ten_is_drawn_and_its_hours_are_even() -> None:
    """Over two thousand households of thirty evenings."""
    evenings = [Evening(TUESDAY.day + timedelta(days=at), TUESDAY.begins, 8) for at in range(10)]
    drawn = [drawn_half_hour(str(key), evening) for evening in evenings for key in range(2000)]
    hours = [each for each in drawn if each is not None]
    assert len(hours) / len(drawn) == pytest.approx(EXPLORED, abs=0.01)
    assert np.bincount(hours, minlength=8).min() > 0.8 * len(hours) / 8


def test_a_drawn_knock_is_worth_its_mean_at_its_hour_only() -> None:
    """So that whether it is made does not hang on what is believed of that hour."""
    prizes = worth(KNOWN, [door((slot(2, 19), False))], TUESDAY)[0]
    for half_hour in range(8):
        moved = at_drawn_hour(prizes, half_hour)
        assert moved[half_hour] == pytest.approx(prizes.mean())
        assert np.count_nonzero(moved) == 1
