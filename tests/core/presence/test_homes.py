"""What is believed of a household before and after it has shown something of itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.presence.history import Evidence, History, near
from bacung.core.presence.homes import Home, Homes, assumed, chance, chances, expit, posterior
from bacung.core.presence.learning import fit_homes
from tests.core.presence.knocking import slot

EVENING = [slot(6, 17, 30) + at for at in range(8)]  # a Tuesday, half past five to nine
SIX, EIGHT = EVENING[1], EVENING[5]


def likely(*seen: tuple[int, bool], at: int = EIGHT, people: int | None = None) -> float:
    return float(chances(assumed(), [Home("", people, History(seen))], [at])[0, 0])


def test_the_evening_is_assumed_better_than_the_day() -> None:
    """About as much as the published days say: the day well below, the plateau flat."""
    told = chances(assumed(), [Home()], [slot(6, 10), slot(6, 14), *EVENING])[0]
    assert told[:2].max() < 0.6 < told[2:].min()
    assert np.ptp(told[4:]) < 0.05


def test_larger_households_are_more_often_home() -> None:
    """Each more, up to six."""
    told = [likely(people=people) for people in range(1, 7)]
    assert told == sorted(told)
    assert likely(people=12) == likely(people=6)


def test_who_was_missed_is_about_half_as_likely() -> None:
    """At another hour mean · 1.15 / 2.15; at the same hour less still."""
    first, missed = likely(), likely((slot(2, 21), False))
    assert missed == pytest.approx(first * 1.15 / 2.15, abs=0.02)
    assert likely((EIGHT, False)) < missed - 0.05
    assert likely((EIGHT, False), (SIX, False)) < likely((EIGHT, False))


def test_who_was_met_is_more_likely_met_again() -> None:
    """And a meeting after a miss makes up for it."""
    assert likely((SIX, True)) > likely()
    assert likely((SIX, False), (SIX, True)) > likely((SIX, False))


def test_the_band_holds_the_chance_and_narrows_with_what_was_seen() -> None:
    """Four chances in five lie in it."""
    unseen = chance(assumed(), Home(), EIGHT)
    seen = chance(assumed(), Home(history=History(((SIX, True),) * 6)), EIGHT)
    for each in (unseen, seen):
        assert 0 <= each.low <= each.mean <= each.high <= 1
    assert seen.high - seen.low < unseen.high - unseen.low


@given(
    seen=st.lists(st.tuples(st.integers(0, 143), st.booleans()), max_size=10),
    people=st.none() | st.integers(1, 20),
    slots=st.lists(st.integers(0, 143), min_size=1, max_size=4),
)
def test_every_chance_is_one(seen: list[tuple[int, bool]], people: int | None, slots: list[int]) -> None:
    """Whatever was seen at whatever hours."""
    home = Home("", people, History(tuple(seen)))
    told = chances(assumed(), [home, home], slots)
    assert told.shape == (2, len(slots))
    assert ((told > 0) & (told < 1)).all()
    assert posterior(assumed(), home).sum() == pytest.approx(1)


def invented(truth: Homes, count: int, seed: int = 3) -> list[Evidence]:
    """Households that live as `truth` says, each knocked at one to three times."""
    rng = np.random.default_rng(seed)
    log = []
    for at in range(count):
        place, people = f"c{at % 3}", int(rng.integers(1, 6))
        level = rng.choice(truth.levels, p=truth.share_of(place, people))
        seen: list[tuple[int, bool]] = []
        for _ in range(int(rng.integers(1, 4))):
            when = EVENING[int(rng.integers(8))]
            odds = level + truth.shape[when] + truth.again * near(seen, when)
            seen.append((when, bool(rng.random() < expit(np.array(odds)))))
        log.append(Evidence(place, people, tuple(seen)))
    return log


def test_a_log_moves_what_was_assumed() -> None:
    """A district that is home late and seldom: after two thousand households it is known as such."""
    before = assumed()
    later = [1.2 * (at >= EVENING[4]) - 1.4 for at in range(144)]
    truth = Homes(
        levels=before.levels,
        shape=tuple(f + more for f, more in zip(before.shape, later, strict=True)),
        again=0.8,
        shares=before.shares,
    )
    found = fit_homes(invented(truth, 3000))
    homes = [Home("c1", people) for people in (1, 2, 3, 5)]
    true = chances(truth, homes, EVENING)
    off, off_before = (float(np.abs(chances(each, homes, EVENING) - true).max()) for each in (found, before))
    assert off < 0.09
    assert off_before > 0.15
    assert found.again > before.again


def test_communes_are_told_apart_as_far_as_their_knocks_say() -> None:
    """One commune is always out: its unseen households are expected out, the others' not; few knocks move
    little.
    """
    out = [Evidence("out", 3, ((EIGHT, False),)) for _ in range(200)]
    home = [Evidence("home", 3, ((EIGHT, True),)) for _ in range(200)]
    few = [Evidence("few", 3, ((EIGHT, False),)) for _ in range(3)]
    told = chances(fit_homes([*out, *home, *few]), [Home("out", 3), Home("few", 3), Home("home", 3)], [EIGHT])
    assert told[0, 0] < 0.4 < told[1, 0] < told[2, 0]
    assert told[2, 0] > 0.85


def test_without_knocks_all_stays_assumed() -> None:
    """Nothing seen, nothing learnt."""
    assert fit_homes([]) == assumed()
    assert fit_homes([Evidence("c", 3)]) == assumed()
