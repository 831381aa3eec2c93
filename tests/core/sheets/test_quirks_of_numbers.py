"""Citizen numbers and phones gone wrong: what stood there, what is proposed, how the row ends."""

import pytest

from tests.core.sheets import making
from tests.core.sheets.making import codes, one, people, told


@pytest.mark.parametrize(
    ("number", "sex", "born", "restored"),
    [
        (42054001234, "Nam", "02/07/1954", "042054001234"),
        ("42054001234", "Nam", 1954, "042054001234"),
        (1054001234, "Nam", "02/07/1954", "001054001234"),
        (1304001234, "Nữ", "02/07/2004", "001304001234"),
    ],
)
def test_lost_zeros_are_put_back_where_the_row_agrees(
    number: object, sex: str, born: object, restored: str
) -> None:
    """Eleven digits lost one zero, ten digits two (Hà Nội); sex and year of the row must agree."""
    reading = one(number=number, sex=sex, born=born)

    assert (reading.verdict, reading.values.citizen_number) == ("repaired", restored)
    assert told(reading) == [("E", "lost-zeros", str(number), restored)]


def test_lost_zeros_are_asked_about_where_the_row_disagrees() -> None:
    """A number of a woman born in 1954 in the row of a man of 1961 is proposed, not taken."""
    reading = one(number=42154001234, born="02/07/1961")

    assert (reading.verdict, reading.values.citizen_number) == ("question", None)
    assert told(reading) == [("E", "lost-zeros", "42154001234", "042154001234")]


@pytest.mark.parametrize("number", ["4.2E+10", "4,2054E+10", "4.2054E10", "42054000000", 42054000000])
def test_digits_that_are_gone_are_never_guessed(number: object) -> None:
    """4.2E+10, or what came back of it: the number is quarantined and must be asked for."""
    reading = one(number=number)

    assert (reading.verdict, reading.values.citizen_number) == ("question", None)
    assert codes(reading)[0] in ("scientific-notation", "rounded-number")
    assert reading.complaints[0].after is None


def test_old_mobile_numbers_and_missing_zeros() -> None:
    """Eleven digits of before 2018 are renumbered, a zero is put back, +84 and dots are brought to form."""
    assert told(one(phone="01662345678")) == [("F", "old-mobile-prefix", "01662345678", "0362345678")]
    assert told(one(phone=912345678)) == [("F", "phone-zero-restored", "912345678", "0912345678")]
    assert told(one(phone="+84912345678")) == [("F", "phone-form", "+84912345678", "0912345678")]
    dotted = one(phone="0912.345.678")
    assert (dotted.values.phone, dotted.verdict) == ("0912345678", "accepted")
    assert one(phone="0952345678").verdict == "accepted"
    assert one(phone="12345").verdict == "question"


def test_phone_and_citizen_number_in_each_others_column() -> None:
    """Both are put where they belong, and both cells say so."""
    reading = one(number="0912345678", phone="042054001234")

    assert (reading.values.citizen_number, reading.values.phone) == ("042054001234", "0912345678")
    assert set(codes(reading)) == {"swapped-phone-and-number"}
    assert reading.verdict == "repaired"


def test_an_old_identity_paper_is_no_citizen_number() -> None:
    """Nine digits cannot hold an account: the person needs a card first."""
    reading = one(number="183456789")

    assert (reading.values.citizen_number, reading.verdict) == (None, "question")
    assert codes(reading) == ["old-identity-number"]


def test_the_structure_of_a_number_against_its_row() -> None:
    """Sex and year that disagree are questions; an unknown province is a warning; there is no check digit."""
    assert codes(one(number="042154001234")) == ["number-sex-disagrees"]
    assert codes(one(number="042061001234")) == ["number-year-disagrees"]
    assert codes(one(number="042254001234", born="02/07/1954")) == ["number-century-disagrees"]
    abroad = one(number="999054001234")
    assert (abroad.verdict, codes(abroad)) == ("accepted", ["number-province-unknown"])
    assert one(number="042054001235").verdict == one(number="042054001236").verdict == "accepted"


def test_digits_apart_and_letters_for_digits() -> None:
    """Twelve digits are twelve digits, with spaces between or O for 0."""
    assert one(number="042 054 001 234").values.citizen_number == "042054001234"
    assert one(number="O42O54OO1234").values.citizen_number == "042054001234"
    assert codes(one(number="0420540012345")) == ["number-malformed"]


def test_one_person_twice_in_a_book() -> None:
    """The second row with one number, or one name and birth date without two numbers, is asked about."""
    header = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"]
    an = [1, "Nguyễn Văn An", "02/07/1954", "042054001234"]
    book = making.xlsx_of(
        {
            "Thôn Đông": [header, an, [2, "Lê Văn Cường", "03/04/1970", None]],
            "Thôn Tây": [header, an, [2, "Lê Văn Cường", "03/04/1970", "042070001236"]],
        }
    )

    rows = people(book)

    assert [row.verdict for row in rows] == ["accepted", "accepted", "question", "question"]
    assert [codes(row) for row in rows[2:]] == [["duplicate-in-book"]] * 2
    assert rows[2].complaints[0].after == "Thôn Đông!2"


def test_namesakes_of_one_day_with_two_numbers_are_two_people() -> None:
    """A fifth of all people share their full name with somebody."""
    header = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"]
    rows = [[n, "Nguyễn Thị Trang", "02/07/1954", f"04215400{n:04}"] for n in (1, 2)]

    assert [row.verdict for row in people(making.xlsx([header, *rows]))] == ["accepted", "accepted"]


def test_a_number_without_a_name_is_refused() -> None:
    """There is nobody to look for."""
    reading = one(name=None)

    assert (reading.verdict, codes(reading)) == ("refused", ["name-missing"])


def test_amounts_are_no_numbers_with_a_digit_more() -> None:
    """'42054001234.0' has eleven digits and a tail; commas between thousands are no digits either."""
    for dressed in ("42054001234.0", "42,054,001,234"):
        assert one(number=dressed).values.citizen_number == "042054001234"


def test_a_citizen_number_in_the_column_of_the_old_paper() -> None:
    """Twelve digits under 'CMND' are the citizen number; nine digits need a card first."""
    header = ["STT", "Họ và tên", "Ngày sinh", "CMND", "CCCD"]
    rows = [
        [1, "Nguyễn Văn An", "02/07/1954", "042054001234", None],
        [2, "Lê Văn Cường", "03/04/1970", "183456789", None],
        [3, "Trần Thị Bình", "15/11/1961", "183456780", "042161001235"],
    ]

    an, cuong, binh = people(making.xlsx([header, *rows]))

    assert (an.values.citizen_number, codes(an)) == ("042054001234", ["number-in-old-column"])
    assert (cuong.verdict, codes(cuong)) == ("question", ["old-identity-number"])
    assert binh.verdict == "accepted"


def test_a_phone_in_the_column_of_numbers_goes_home() -> None:
    """Ten digits that begin with zero and are a mobile number are no citizen number that lost its zeros."""
    for phone in (None, "0912345678"):
        reading = one(number="0912345678", phone=phone)
        assert (reading.values.citizen_number, reading.values.phone) == (None, "0912345678")
        assert reading.verdict == "repaired"


def test_numbers_that_are_no_numbers_of_a_person() -> None:
    """A fraction and a negative number are asked about; wide digits are digits."""
    for number in (42054001234.5, -42054001234):
        reading = one(number=number)
        assert (reading.verdict, reading.values.citizen_number) == ("question", None)

    assert one(number="０４２０５４００１２３４").values.citizen_number == "042054001234"


def test_two_phones_with_nothing_but_a_space_or_a_line_between_them() -> None:
    """The first is taken, and it is said that there is another."""
    for cell in ("0912345678 0987654321", "0912345678\n0987654321", "0912 345 678 0987 654 321"):
        reading = one(phone=cell)
        assert (reading.values.phone, codes(reading)[-1]) == ("0912345678", "phone-several")


@pytest.mark.parametrize(
    "cell", ["042054001234 (CMND: 183456789)", "CCCD số 042054001234", "042054001234; 183456789"]
)
def test_a_number_with_words_or_an_older_number_beside_it(cell: str) -> None:
    """The only run of twelve digits is the number."""
    assert told(one(number=cell)) == [("E", "number-among-words", cell, "042054001234")]
