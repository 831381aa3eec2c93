"""Citizen numbers of the village: what their structure tells, and the zeros a spreadsheet ate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.people.citizen_numbers import (
    PROVINCES,
    check,
    compact,
    masked,
    parts,
    restore_cmnd_zero,
    restore_zeros,
)
from tests.strategies import Listed, people


@given(people())
def test_a_number_agrees_with_its_owner(person: Listed) -> None:
    """Province, sex, century and year come out of the structure, and the check is silent."""
    said = parts(person.citizen_number)
    assert (said.sex, said.year) == (person.sex, person.born.year)
    assert said.province in PROVINCES
    assert check(person.citizen_number, sex=person.sex, year=person.born.year) == []
    assert check(person.citizen_number) == []


@given(people())
def test_zeros_eaten_by_a_number_cell_come_back(person: Listed) -> None:
    """As a number every one of the 63 provinces loses a zero, Hà Nội and its neighbours two."""
    left = str(int(person.citizen_number))
    assert len(left) == (10 if person.citizen_number < "010" else 11)
    assert restore_zeros(left, sex=person.sex, year=person.born.year) == person.citizen_number


@given(people(), st.integers(-40, 40).filter(bool))
def test_zeros_are_not_given_to_a_number_of_someone_else(person: Listed, years: int) -> None:
    """The year or the sex of the row speaks against it: no proposal."""
    left = str(int(person.citizen_number))
    other = "male" if person.sex == "female" else "female"
    assert restore_zeros(left, sex=person.sex, year=person.born.year + years) is None
    assert restore_zeros(left, sex=other, year=person.born.year) is None


@pytest.mark.parametrize(
    "digits", ["0912345678", "912345678", "4.2E+10", "5199001234", "3099001234", "42499001234", ""]
)
def test_what_was_no_number_gets_no_zeros(digits: str) -> None:
    """A phone, an unknown province, a century to come, a number written as 4.2E+10."""
    assert restore_zeros(digits) is None


def test_a_row_that_disagrees_is_a_question_and_a_far_birthplace_a_warning() -> None:
    """Nothing is refused: papers are corrected, and people are born abroad."""
    codes = {
        finding.code: finding.severity
        for number, sex, year in [
            ("042199001234", "male", 1999),
            ("042199001234", "female", 2099),
            ("042199001234", "female", 1998),
            ("003199001234", "female", 1999),
            ("18712345", "female", 1999),
        ]
        for finding in check(number, sex=sex, year=year)  # type: ignore[arg-type]
    }
    assert codes == {
        "sex-disagrees": "question",
        "century-disagrees": "question",
        "year-disagrees": "question",
        "province-unknown": "warning",
        "number-malformed": "question",
    }


def test_the_older_paper_of_the_capital_gets_its_zero() -> None:
    """Eight digits may be a CMND of Hà Nội; nine are left alone."""
    assert restore_cmnd_zero("12345678") == "012345678"
    assert restore_cmnd_zero("123456789") is None
    assert restore_cmnd_zero("02345678") is None


def test_only_province_and_tail_are_shown() -> None:
    """Of twelve digits seven; of anything else at most the last four."""
    assert masked("042199001234") == "042•••••1234"
    assert masked("183456789") == "•••••6789"
    assert masked("1234") == "••••"


def test_the_table_holds_the_63_provinces_of_before_2025() -> None:
    """With the drive's own three among them."""
    assert len(PROVINCES) == 63
    assert [PROVINCES[code] for code in ("001", "024", "042")] == ["Hà Nội", "Bắc Giang", "Hà Tĩnh"]


def test_gaps_between_digits_are_closed() -> None:
    """Typed in groups, or as text with an apostrophe."""
    assert compact("'042 199.001-234") == "042199001234"


@pytest.mark.parametrize("number", ["", "04219900123", "0421990012345", "04219900123a", "٠٤٢١٩٩٠٠١٢٣٤"])
def test_only_twelve_plain_digits_have_parts(number: str) -> None:
    """Anything else says nothing."""
    with pytest.raises(ValueError, match="twelve"):
        parts(number)
