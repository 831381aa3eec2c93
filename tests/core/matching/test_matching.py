"""Who is this row? Lists of the village met by people who already live in the registry."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.matching.decision import decide
from bacung.core.matching.duplicates import duplicates
from bacung.core.matching.likeness import Likeness, likeness
from bacung.core.matching.persons import Candidate, Row
from bacung.core.people.dates import Born
from tests.strategies import Listed, names, people, spellings_of_name

AN = Row(
    "Nguyễn Văn An",
    "male",
    Born(1980, 3, 4),
    "042080001234",
    "0912345678",
    "18493",
    "Thôn Đông",
    "Nguyễn Văn Ba",
)
WITHOUT_NUMBER = replace(AN, citizen_number=None)


def row_of(person: Listed, **other: str | None) -> Row:
    return Row(person.name, person.sex, person.born, person.citizen_number, person.phone, "18493", **other)


@given(people(), st.lists(people(), max_size=6), st.randoms())
def test_a_person_is_found_again_by_number_among_neighbours(
    person: Listed, neighbours: list[Listed], random: object
) -> None:
    """Whoever else is a candidate, and in whatever order; and nothing is changed by reading twice."""
    others = [each for each in neighbours if each.citizen_number != person.citizen_number]
    candidates = [Candidate(each.citizen_number, row_of(each, hamlet="Đông")) for each in [*others, person]]
    random.shuffle(candidates)  # type: ignore[attr-defined]
    match = decide(row_of(person, hamlet="Đông"), candidates)
    assert (match.kind, match.person, match.differences) == ("same", person.citizen_number, {})


@given(people(), st.sampled_from(["Đông", None]))
def test_reading_a_list_without_numbers_twice_changes_nothing(person: Listed, hamlet: str | None) -> None:
    """Name, birth date, commune and hamlet find the one who fits; without any hamlet only a real day does."""
    row = replace(row_of(person, hamlet=hamlet), citizen_number=None, phone=None)
    match = decide(row, [Candidate("her", row)])
    real_day = person.born.precision == "day" and (person.born.month, person.born.day) != (1, 1)
    expected = "same" if hamlet or real_day else "new"
    assert match.kind == expected
    assert match.differences == {}


def test_a_correction_under_the_same_number_is_the_same_person() -> None:
    """A letter, a day, a new phone, a new hamlet: differences to show, no question."""
    corrected = replace(AN, name="Nguyễn Văn Anh", born=Born(1980, 4, 3), phone="0987654321", relation="Con")
    match = decide(corrected, [Candidate(1, AN)])
    assert match.kind == "same"
    assert match.differences == {
        "name": ("Nguyễn Văn An", "Nguyễn Văn Anh"),
        "born": ("1980-03-04", "1980-04-03"),
        "phone": ("0912345678", "0987654321"),
        "relation": (None, "Con"),
    }


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": "Trần Thị Bình"}, "name-differs"),
        ({"born": Born(1985, 3, 4)}, "birth-year-differs"),
        ({"sex": "female"}, "sex-differs"),
    ],
)
def test_a_number_in_the_row_of_somebody_else_is_asked_about(change: dict[str, object], why: str) -> None:
    """The wife's number in the husband's row, the father's in the son's."""
    match = decide(replace(AN, **change), [Candidate(1, AN)])  # type: ignore[arg-type]
    assert (match.kind, match.person) == ("ask", 1)
    assert why in match.why


def test_two_holders_of_one_number_are_asked_about() -> None:
    """The registry itself has the question."""
    match = decide(AN, [Candidate(1, AN), Candidate(2, replace(AN, hamlet="Thôn Tây"))])
    assert (match.kind, match.others) == ("ask", (2,))


def test_a_name_alone_is_never_a_key() -> None:
    """Same name and commune, another birth date: another person; no birth date at all: new or asked."""
    assert (
        decide(replace(WITHOUT_NUMBER, born=Born(1991, 5, 6), household=None), [Candidate(1, AN)]).kind
        == "new"
    )
    assert decide(Row("Nguyễn Văn An", commune="18493"), [Candidate(1, AN)]).kind == "new"
    assert decide(Row("Nguyễn Văn An", commune="18493", hamlet="Thôn Đông"), [Candidate(1, AN)]).kind == "ask"


def test_a_number_is_added_to_whom_the_description_fits() -> None:
    """The first list had no numbers, the second brings them."""
    match = decide(AN, [Candidate(1, WITHOUT_NUMBER)])
    assert (match.kind, match.differences) == ("same", {"citizen_number": (None, "042080001234")})


def test_without_a_number_the_home_must_agree() -> None:
    """In another hamlet it may be a move or a namesake: asked. In another commune it is somebody else."""
    elsewhere = replace(WITHOUT_NUMBER, hamlet="Thôn Tây", household="Lê Thị Cúc")
    assert decide(elsewhere, [Candidate(1, WITHOUT_NUMBER)]).kind == "ask"
    assert decide(replace(elsewhere, commune="18142"), [Candidate(1, WITHOUT_NUMBER)]).kind == "new"


def test_two_who_fit_are_told_apart_by_household_or_asked_about() -> None:
    """Uniqueness is part of the rule."""
    namesake = replace(WITHOUT_NUMBER, household="Phạm Văn Cầu")
    known = [Candidate(1, namesake), Candidate(2, WITHOUT_NUMBER)]
    assert decide(WITHOUT_NUMBER, known).person == 2
    match = decide(replace(WITHOUT_NUMBER, household=None), known)
    assert (match.kind, {match.person, *match.others}) == ("ask", {1, 2})
    assert "several-fit" in match.why


def test_twins_are_two_people() -> None:
    """Hùng and Hưng fold alike: with two numbers two people, without numbers a question."""
    hung = replace(AN, name="Nguyễn Văn Hùng")
    twin = replace(AN, name="Nguyễn Văn Hưng", citizen_number="042080009999")
    assert decide(twin, [Candidate(1, hung)]).kind == "new"
    assert decide(replace(twin, citizen_number=None), [Candidate(1, hung)]).kind == "ask"


def test_a_retyped_number_is_asked_about() -> None:
    """Same name and day, another number: a slip in one of them, or a reissue."""
    match = decide(replace(AN, citizen_number="042080001243"), [Candidate(1, AN)])
    assert match.kind == "ask"
    assert "number-differs" in match.why


def test_a_placeholder_does_not_make_a_new_person() -> None:
    """01/01/1980 on the old list, the real day on the new one, in the same household."""
    match = decide(WITHOUT_NUMBER, [Candidate(1, replace(WITHOUT_NUMBER, born=Born(1980, 1, 1)))])
    assert match.kind == "ask"


def test_a_less_exact_birth_date_takes_nothing_away() -> None:
    """The year alone does not replace the day that is known."""
    assert decide(replace(AN, born=Born(1980)), [Candidate(1, AN)]).differences == {}


def test_another_hand_changes_nothing_but_new_accents_do() -> None:
    """Capitals and lost accents on the next list are no correction; accents that were missing are."""
    shouted = replace(AN, name="NGUYỄN VĂN AN", hamlet="THÔN ĐÔNG", household="nguyen van ba")
    assert decide(shouted, [Candidate(1, AN)]).differences == {}
    plain = replace(AN, name="Nguyen Van An")
    assert decide(AN, [Candidate(1, plain)]).differences == {"name": ("Nguyen Van An", "Nguyễn Văn An")}


def test_hamlets_that_differ_by_a_tone_are_two_hamlets() -> None:
    """Thôn Hà is not Thôn Hạ, though both fold alike; typed without accents it may be either."""
    known = [Candidate(1, replace(WITHOUT_NUMBER, hamlet="Thôn Hạ"))]
    assert decide(replace(WITHOUT_NUMBER, hamlet="Thôn Hà"), known).kind == "ask"
    assert decide(replace(WITHOUT_NUMBER, hamlet="thon ha"), known).kind == "same"


@given(st.data(), names())
def test_one_name_in_two_hands_is_the_same_name(data: st.DataObject, name: str) -> None:
    """Capitals, NFD and gaps do not part a name from itself; likeness does not depend on the order."""
    assert likeness(name, data.draw(spellings_of_name(name))) is Likeness.SAME


@given(names(), names())
def test_likeness_looks_the_same_from_both_sides(one: str, other: str) -> None:
    """Whoever is compared with whom."""
    assert likeness(one, other) is likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Đức Hoà", "Đức Hòa", Likeness.SAME),
        ("NGUYEN VAN AN", "Nguyễn Văn Ân", Likeness.SAME),
        ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", Likeness.ALIKE),
        ("Ng. V. An", "Nguyễn Văn An", Likeness.NEAR),
        ("Nguyễn Văn An", "Nguyễn Văn Anh", Likeness.NEAR),
        ("Nguyễn Thị Lan", "Nguyễn Lan", Likeness.NEAR),
        ("Nguyễn Văn An", "Trần Thị Bình", Likeness.FAR),
        ("Nguyễn Văn An", "", Likeness.FAR),
    ],
)
def test_likeness_of_names(one: str, other: str, expected: Likeness) -> None:
    """From one name to another one."""
    assert likeness(one, other) is expected


def test_a_person_written_twice_in_one_book_is_noticed_once() -> None:
    """In two hamlet lists, by number; a namesake and a twin are left alone."""
    book = [
        AN,
        replace(AN, name="Lê Thị Hoa", citizen_number="042180001111", sex="female"),
        replace(AN, name="Nguyễn Văn Hưng", citizen_number="042080009999"),
        replace(AN, hamlet="Thôn Tây", name="NGUYỄN VĂN AN"),
        replace(AN, born=Born(1999, 1, 2), citizen_number="042099001234"),
    ]
    assert [(found.row, found.of, found.kind) for found in duplicates(book)] == [(3, 0, "same")]


def test_elders_of_one_name_and_year_in_one_hamlet_are_asked_about() -> None:
    """A year is too little to merge two lines of one book."""
    elder = Row("Trần Thị Sen", "female", Born(1942), None, None, "18493", "Thôn Đông")
    assert [(found.of, found.kind) for found in duplicates([elder, elder])] == [(0, "ask")]
    assert decide(elder, [Candidate(1, elder)]).kind == "same"


@given(st.lists(people(), max_size=20, unique_by=lambda person: person.citizen_number), st.integers(1, 3))
def test_a_book_pasted_together_again_has_each_line_once(listed: list[Listed], times: int) -> None:
    """Every pasted line is recognised by number, and none of the first."""
    rows = [row_of(person) for person in listed]
    found = [each for each in duplicates(rows * times) if "same-number" in each.why]
    assert [(each.row, each.of, each.kind) for each in found] == [
        (at, at % len(rows), "same") for at in range(len(rows), len(rows) * times)
    ]
