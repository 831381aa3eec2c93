from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.coverage.measures import (
    LEFT,
    MEASURES,
    Presence,
    Profile,
    WhoCounts,
    from_mask,
    masked,
    measures,
    to_mask,
)
from bacung.core.merging.reasons import REASONS
from bacung.core.people.dates import Born
from tests.core.coverage.village import ACTIVE, COLLECTED, EVERYONE, TODAY, drives, grown, people


@given(people, drives)
def test_the_algebra_of_measures(person: Profile, who: WhoCounts):
    """What holds of one person, whatever is known of them and whomever the drive means."""
    counted = measures(person, who)

    def implies(one: str, *others: str) -> bool:
        return one not in counted or counted.issuperset(others)

    assert not counted or "listed" in counted
    assert implies("confirmed", "activated")
    assert implies("activated", "approved")
    assert implies("approved", "collected")
    assert implies("activated_phones", "activated")
    assert implies("needs_app", "eligible")
    assert ("eligible_present" in counted) == counted.issuperset({"eligible", "present"})
    assert not counted.issuperset({"activated", "needs_app"}) or "activated_phones" in counted


@given(people, drives)
def test_whoever_is_left_is_left_for_one_reason(person: Profile, who: WhoCounts):
    """Eligible and not activated: one reason with its next step. Otherwise none."""
    counted = measures(person, who)
    reasons = [measure.removeprefix(LEFT) for measure in counted if measure.startswith(LEFT)]
    assert len(reasons) == ("eligible" in counted and "activated" not in counted)
    assert all(reason in REASONS for reason in reasons)


@given(people, drives)
def test_what_is_stored_is_what_was_measured(person: Profile, who: WhoCounts):
    """Mask and reason carry everything, there and back."""
    counted = measures(person, who)
    assert to_mask(counted) == masked(person, who)
    assert from_mask(*to_mask(counted)) == counted


@given(st.integers(0, 2 ** len(MEASURES) - 1), st.none() | st.sampled_from(sorted(REASONS)))
def test_every_mask_is_a_set_of_measures(mask: int, reason: str | None):
    """And no two masks are the same set."""
    assert to_mask(from_mask(mask, reason)) == (mask, reason)


def test_stored_bits_keep_their_meaning():
    """Masks lie in databases: a new measure is appended, these stay where they are."""
    stored = "listed eligible present eligible_present needs_app collected approved activated confirmed"
    assert MEASURES[:10] == (*stored.split(), "activated_phones")


def test_a_neighbour_not_yet_met():
    """Listed, eligible, at home, with a smartphone, and still to be met."""
    counted = measures(grown(phone="smartphone"), EVERYONE)
    assert counted == {
        "listed",
        "eligible",
        "present",
        "eligible_present",
        "needs_app",
        "left.NOT_VISITED",
    }


def test_somebody_of_another_commune_is_in_no_figure():
    """Outside the drive's areas nothing counts, not even an activation."""
    assert measures(grown(in_area=False, account=ACTIVE), EVERYONE) == frozenset()


def test_whoever_was_activated_stays_counted():
    """Moved away or died since: out of the denominator, still in what was done; so rates may pass 100 %."""
    gone: tuple[Presence, ...] = ("moved", "deceased")
    for presence in gone:
        counted = measures(grown(presence=presence, account=ACTIVE), EVERYONE)
        assert counted == {"listed", "collected", "approved", "activated"}


def test_a_walkers_word_counts_at_once_and_is_not_a_confirmation():
    """Declared is activated; confirmed is a figure of its own."""
    assert {"activated"} == measures(grown(account=ACTIVE), EVERYONE) & {"activated", "confirmed"}


def test_phones_are_not_persons():
    """Activated on a computer: an account more, no phone more."""
    plain = measures(grown(phone="plain", account=ACTIVE), EVERYONE)
    assert "activated" in plain
    assert not plain & {"needs_app", "activated_phones"}


@pytest.mark.parametrize(
    ("born", "counts"),
    [
        (Born(2009, 6, 1), True),
        (Born(2009, 6, 2), False),
        (Born(2008), True),
        (Born(2010), False),
    ],
)
def test_fourteen_on_the_day_the_drive_counts(born: Born, counts: bool):
    """Fourteen on 1 June 2023, not a day later."""
    assert ("eligible" in measures(Profile(born), EVERYONE)) == counts


@pytest.mark.parametrize("born", [None, Born(2009)])
def test_an_unknown_age_counts_unless_the_drive_says_otherwise(born: Born | None):
    """Leaving them out would flatter the rate and forget them."""
    assert "eligible" in measures(Profile(born), EVERYONE)
    strict = WhoCounts(age_on=TODAY, count_unknown_age=False)
    assert "eligible" not in measures(Profile(born), strict)


def test_an_officers_decision_is_stronger_than_the_age():
    """A child of twelve whose parents asked; a grown-up who holds a foreign passport only."""
    child = Profile(Born(2011, 1, 1), eligible_override=True)
    assert "eligible" in measures(child, EVERYONE)
    assert "eligible" not in measures(grown(eligible_override=False, account=COLLECTED), EVERYONE)


def test_each_drive_has_its_own_denominator():
    """One means all residents, one those present, one those with a smartphone."""
    away = grown(presence="away", phone="plain")
    means = [
        WhoCounts(age_on=date(2023, 6, 1)),
        WhoCounts(age_on=date(2023, 6, 1), must_be_present=True),
        WhoCounts(age_on=date(2023, 6, 1), needs_phone=True),
    ]
    assert ["eligible" in measures(away, who) for who in means] == [True, False, False]
