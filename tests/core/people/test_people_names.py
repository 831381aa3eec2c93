"""Names of the village: shown clean, found without accents, ordered by tên."""

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.people.names import clean, fold, fold_loose, sort_key, suffixes, titled
from tests.strategies import names, spellings_of_name


@given(st.data(), names())
def test_a_name_typed_by_any_hand_has_one_key_and_one_order(data: st.DataObject, name: str) -> None:
    """Capitals, NFD, wide gaps and invisible characters change neither the folded key nor the place."""
    other = data.draw(spellings_of_name(name))
    assert fold(other) == fold(name)
    assert sort_key(clean(other)) == sort_key(name)
    assert titled(other) == titled(name) == name


@given(st.text())
def test_cleaning_and_folding_settle_at_once(text: str) -> None:
    """What is clean stays as it is, what is folded stays folded, and a key is ASCII in [0-9a-z]."""
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
    assert unicodedata.is_normalized("NFC", clean(text))
    assert re.fullmatch("[0-9a-z]*", sort_key(text))


def test_the_letter_behind_a_soft_hyphen_is_kept() -> None:
    """In TCVN3 the soft hyphen is ư; cleaning keeps it, other invisible characters go."""
    assert clean("  H\u00adng\u200b \u00a0 Y\u00aan\ufeff ") == "H\u00adng Y\u00aan"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Đức Hoà", "Đức Hòa"), ("Thuỷ", "Thủy"), ("NGUYỄN-VĂN  ĐẠT", "nguyen van dat"), ("Ðặng", "Đặng")],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    """Tone placement, capitals, hyphens and the Icelandic Ð do not part a name from itself."""
    assert fold(one) == fold(other)


def test_i_and_y_are_alike_only_where_asked_for() -> None:
    """Lý is Lí for the loose key alone; Thúy is never Thúi, and Nguyễn is untouched."""
    assert fold("Lý") != fold("Lí")
    assert fold_loose("Lý Mỹ Quý Nguyễn Thúy") == fold("Lí Mĩ Quí Nguyễn Thúy")
    assert fold_loose("Thúy") != fold_loose("Thúi")


def test_a_family_is_listed_in_vietnamese_order() -> None:
    """By tên first, ă after a and đ after d, tones last; then by đệm, then by họ."""
    listed = [
        "Trần An",
        "Nguyễn Bá An",
        "Lê Văn An",
        "Nguyễn Văn An",
        "Nguyễn Văn Ánh",
        "Lê Ăn",
        "Lê Ân",
        "Lê Ba",
        "Lê Bà",
        "Lê Bả",
        "Lê Bã",
        "Lê Bá",
        "Lê Bạ",
        "Lê Ban",
        "Lê Dương",
        "Lê Đan",
        "Lê Đức",
        "Lê Em",
        "Lê Êm",
        "Lê Gia",
        "Lê Oanh",
        "Lê Ông",
        "Lê Ơn",
        "Lê Tuấn",
        "Lê Tư",
        "Lê Yến",
    ]
    shuffled = random.Random(7).sample(listed, len(listed))
    assert sorted(shuffled, key=sort_key) == listed


def test_a_name_is_found_from_any_of_its_words() -> None:
    """Each word starts a folded run, so a search for "văn a" finds Nguyễn Văn An."""
    assert suffixes("Nguyễn Văn An") == ["nguyen van an", "van an", "an"]
    assert suffixes("  ") == []


def test_capitals_become_a_name_again() -> None:
    """Also inside names of the highlands."""
    assert titled("NGUYỄN  THỊ ÁNH") == "Nguyễn Thị Ánh"
    assert titled("h'hen niê") == "H'Hen Niê"
