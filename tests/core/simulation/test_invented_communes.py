"""Invented villages are believable and agree with themselves."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.core.people.citizen_numbers import check
from bacung.core.people.dates import age_at_least, is_placeholder
from bacung.core.people.names import titled
from bacung.core.people.phones import normalise
from bacung.core.simulation.population import Commune, CommuneSpec, Counting, invent_commune, invent_communes

DAY = date(2023, 6, 2)
SPEC = CommuneSpec(
    code="18493",
    name="Phù Lưu",
    province="042",
    latitude=18.41,
    longitude=105.85,
    size=4363,
    on=DAY,
    counts="eligible",
)


@pytest.fixture(scope="module")
def village() -> Commune:
    return invent_commune(SPEC, seed=1)


@settings(deadline=None, max_examples=30)
@given(
    st.integers(0, 2**32),
    st.integers(1, 400),
    st.sampled_from(["people", "eligible", "phones"]),
    st.sampled_from([0, 14]),
)
def test_a_commune_is_exactly_as_large_as_asked_for(
    seed: int, size: int, counts: Counting, youngest: int
) -> None:
    """Whatever is counted, on the day it is counted for; and the same seed gives the same commune."""
    spec = replace(SPEC, size=size, counts=counts, youngest=youngest, hamlet_count=3)
    commune = invent_commune(spec, seed)
    people = list(commune.people)
    of_age = [person for person in people if age_at_least(person.born, 14, DAY)]
    counted = {
        "people": len(people),
        "eligible": len(of_age),
        "phones": sum(person.phone_kind == "smartphone" for person in of_age),
    }
    assert counted[counts] == size
    assert youngest == 0 or people == of_age
    assert invent_commune(spec, seed) == commune


def test_everybody_agrees_with_their_papers(village: Commune) -> None:
    """Number with sex and year, phone with its prefix; and nobody's age is unknown where it decides."""
    for person in village.people:
        if person.citizen_number:
            assert check(person.citizen_number, sex=person.sex, year=person.born.year) == []
        if person.phone:
            assert normalise(person.phone).findings == ()
        assert age_at_least(person.born, 14, DAY) is not None
        assert titled(person.name) == person.name
        assert (person.phone is None) == (person.phone_kind == "none")


def test_a_household_shares_home_surname_and_tên(village: Commune) -> None:
    """Children bear one surname, nobody shares a tên, the head comes first, and doors stand apart."""
    for household in village.households:
        heads = [person for person in household.people if person.relation == "Chủ hộ"]
        assert heads == [household.people[0]]
        assert {person.head for person in household.people} == {heads[0].name}
        children = {person.name.split()[0] for person in household.people if person.relation == "Con"}
        assert len(children) <= 1
        given = [person.name.split()[-1] for person in household.people]
        assert len(set(given)) == len(given)
    places = {(household.latitude, household.longitude) for household in village.households}
    assert len(places) == len(village.households)
    assert [household.number for household in village.households] == list(
        range(1, len(village.households) + 1)
    )


def test_a_village_looks_like_one(village: Commune) -> None:
    """Household size, shared names, year-only elders, placeholders, absence: believable shares."""
    people = list(village.people)
    names = Counter(person.name for person in people)

    def share(count: int) -> float:
        return count / len(people)

    assert 3.0 < len(people) / len(village.households) < 4.0
    assert 0.10 < share(sum(count for count in names.values() if count > 1)) < 0.35
    assert 0.01 < share(sum(person.born.precision == "year" for person in people)) < 0.05
    assert 0.01 < share(sum(is_placeholder(person.born) for person in people)) < 0.06
    assert 0.04 < share(sum(person.presence == "away" for person in people)) < 0.15
    assert 0.45 < share(sum(person.sex == "female" for person in people)) < 0.55
    assert 0.88 < share(sum((person.citizen_number or "").startswith("042") for person in people)) < 0.98
    assert len({person.hamlet for person in people}) == len(village.hamlets) == 9


def test_neighbouring_communes_share_no_number_and_no_phone() -> None:
    """Invented together, their people can enter one registry."""
    specs = [replace(SPEC, code=code, size=900) for code in ("18493", "18142", "18247")]
    people = [person for commune in invent_communes(specs, seed=3) for person in commune.people]
    numbers = [person.citizen_number for person in people if person.citizen_number]
    phones = [person.phone for person in people if person.phone]
    assert len(set(numbers)) == len(numbers)
    assert len(set(phones)) == len(phones)


def test_hamlets_that_are_named_keep_their_names() -> None:
    """Those of the commune first, invented ones after them."""
    commune = invent_commune(replace(SPEC, size=50, hamlets=("Thôn 1", "Thôn 2"), hamlet_count=4), seed=1)
    assert [hamlet.name for hamlet in commune.hamlets][:2] == ["Thôn 1", "Thôn 2"]
    assert len({hamlet.name for hamlet in commune.hamlets}) == 4
