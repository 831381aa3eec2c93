"""Lists typed in the fonts of the nineties come out in Unicode."""

import csv
import json
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.people.charsets import (
    charset_of_font,
    decode_tcvn3,
    decode_vni,
    encode_tcvn3,
    guess_column,
    is_capital_font,
)
from bacung.core.people.syllables import is_syllable
from tests.strategies import FAMILY, GIVEN, MIDDLE, names

TABLES = json.loads(
    resources.files("bacung.core.people").joinpath("charsets.json").read_text(encoding="utf-8")
)
CAPTIONS = Path(__file__).parents[4] / "shared" / "data" / "tables" / "real_legacy_encoded_captions.tsv"


def typed(charset: str, text: str) -> str:
    """`text` as the old font's typist left it."""
    if charset == "tcvn3":
        return encode_tcvn3(text)
    back = {shown: legacy for legacy, shown in TABLES["vni"].items()}
    return "".join(back.get(letter, letter) for letter in text)


@given(names())
def test_a_name_typed_in_an_old_font_is_read(name: str) -> None:
    """Both charsets, letter by letter; TCVN3 in capitals under a font that shows small letters so."""
    assert decode_vni(typed("vni", name)) == name
    assert decode_vni(typed("vni", name.upper())) == name.upper()
    assert decode_tcvn3(typed("tcvn3", name.lower())) == name.lower()


def test_real_captions_decode() -> None:
    """Nineteen labels from real programs, when the shared reference data lie beside the project."""
    if not CAPTIONS.exists():
        pytest.skip(f"NOT TESTED: real legacy captions, no {CAPTIONS.name} in ../shared")
    with CAPTIONS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    decode = {"TCVN3": decode_tcvn3, "VNI": decode_vni}
    assert len(rows) == 19
    assert [decode[row["encoding"]](row["raw"]) for row in rows] == [row["expected"] for row in rows]


def test_the_soft_hyphen_is_a_letter() -> None:
    """Hưng Yên, Nương: the letter nobody sees is ư."""
    assert decode_tcvn3("H\u00adng Yªn") == "Hưng Yên"


def test_vni_hook_and_tilde_over_y() -> None:
    """The two letters other tables get wrong."""
    assert decode_vni("Thuûy Kyõ thuaät lôùp") == "Thủy Kỹ thuật lớp"


@pytest.mark.parametrize(
    ("font", "charset", "capital"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".VNARIALH", "tcvn3", True),
        ("VNI-Times", "vni", False),
        ("VNI-HLThuphap", "vni", False),
        ("Times New Roman", None, False),
        ("Gulim Ch", None, False),
    ],
)
def test_the_font_tells_the_charset(font: str, charset: str | None, capital: bool) -> None:
    """And whether it shows small letters as capitals."""
    assert charset_of_font(font) == charset
    assert is_capital_font(font) is capital


@given(st.lists(names(), max_size=60), st.sampled_from(["tcvn3", "vni"]))
def test_a_whole_column_tells_its_charset_or_nothing(column: list[str], charset: str) -> None:
    """Typed in an old font it is never taken for the other; in Unicode it is never taken for an old font."""
    assert guess_column(column) is None
    assert guess_column([typed(charset, name) for name in column]) in (charset, None)


@pytest.mark.parametrize("charset", ["tcvn3", "vni"])
def test_a_village_list_is_enough_evidence(charset: str) -> None:
    """Thirty names tell; one does not."""
    column = [f"{FAMILY[at % 14]} {MIDDLE[at % 13]} {GIVEN[at % 30]}" for at in range(30)]
    assert guess_column([typed(charset, name) for name in column]) == charset
    assert guess_column([typed(charset, column[0])]) is None


def test_french_and_plain_columns_are_left_alone() -> None:
    """Accents alone are no evidence."""
    assert (
        guess_column(["Hélène Café", "François Noël", "Zoë Brontë", "Élodie Crémière", "Jérôme Bâle"] * 9)
        is None
    )
    assert guess_column(["Nguyen Van An", "1954", ""] * 50) is None


def test_syllables_of_the_language_are_known() -> None:
    """Those of names are; those of wrongly decoded text are not."""
    words = {word for name in (*FAMILY, *MIDDLE, *GIVEN) for word in name.split()}
    assert {word for word in words if not is_syllable(word)} == set()
    assert not any(is_syllable(word) for word in ("TiÕng", "ViÖt", "Nguyeãn", "Vaên", "biªn", "Ñaõ"))
