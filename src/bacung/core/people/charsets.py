"""Text typed in the fonts of the nineties: TCVN3 (.VnTime) and VNI, read as if it were Latin letters.

The font of the cell is the best witness; without one, only a whole column can tell, never a single cell
("ó" is ú in TCVN3, ĩ in VNI and itself in Unicode).
"""

import json
import re
from collections.abc import Iterable
from importlib import resources
from itertools import islice
from typing import Literal

from bacung.core.people.syllables import is_syllable

Charset = Literal["tcvn3", "vni"]


def _table(charset: Charset) -> dict[str, str]:
    text = resources.files("bacung.core.people").joinpath("charsets.json").read_text(encoding="utf-8")
    table: dict[str, str] = json.loads(text)[charset]
    return table


_TCVN3 = str.maketrans(_table("tcvn3"))
_TCVN3_TYPED = {ord(shown): legacy for legacy, shown in _table("tcvn3").items()}
# A toned capital has no code of its own: typists left the small letter's.
_TCVN3_TYPED |= {ord(chr(shown).upper()): legacy for shown, legacy in _TCVN3_TYPED.items()} | _TCVN3_TYPED
_VNI = _table("vni")
# A letter with its mark before the letter alone: "ôù" is ớ, not ơ followed by ù.
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


def decode_tcvn3(text: str) -> str:
    """TCVN3 text in Unicode. Decode before anything trims: the soft hyphen U+00AD is the letter ư.

    Toned capitals do not exist in TCVN3; under a font that `is_capital_font`, raise the result to capitals.
    """
    return text if text.isascii() else text.translate(_TCVN3)


def encode_tcvn3(text: str) -> str:
    """Unicode `text` (NFC) as a typist with TCVN3 fonts left it; for invented workbooks."""
    return text.translate(_TCVN3_TYPED)


def decode_vni(text: str) -> str:
    """VNI text in Unicode."""
    return text if text.isascii() else _VNI_LETTER.sub(lambda match: _VNI[match[0]], text)


def charset_of_font(font_name: str) -> Charset | None:
    """The charset a font was drawn for: '.VnTime' → 'tcvn3', 'VNI-Times' → 'vni', others None."""
    name = font_name.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni") else None


def is_capital_font(font_name: str) -> bool:
    """Whether a TCVN3 font shows small letters as capitals: its name ends in H, as '.VnTimeH'."""
    return charset_of_font(font_name) == "tcvn3" and font_name.strip().upper().endswith("H")


_DECODERS = {"tcvn3": decode_tcvn3, "vni": decode_vni}
_MOST_WORDS = 2000
_LEAST_WORDS = 8
_LEAST_DIFFERENT = 4


def guess_column(values: Iterable[str]) -> Charset | None:
    """The charset of a column without font evidence; None unless the whole column speaks for one.

    Asked are the accented words: nine in ten must become Vietnamese syllables when decoded, few may be so
    as they stand, and the other charset must explain clearly less.
    """
    words = list(islice(_accented_words(values), _MOST_WORDS))
    if len(words) < _LEAST_WORDS or len(set(words)) < _LEAST_DIFFERENT:
        return None
    if any(ord(character) > 0xFF for word in words for character in word):
        return None
    shares = {
        charset: sum(is_syllable(decode(word)) for word in words) / len(words)
        for charset, decode in _DECODERS.items()
    }
    as_is = sum(map(is_syllable, words)) / len(words)
    best: Charset = "tcvn3" if shares["tcvn3"] >= shares["vni"] else "vni"
    other = min(shares.values())
    return best if shares[best] >= 0.9 and as_is <= 0.5 and other <= 0.6 else None


def _accented_words(values: Iterable[str]) -> Iterable[str]:
    for value in values:
        if not value.isascii():
            for word in re.split(r"[\s,.;:/()\-]+", value):
                if not word.isascii():
                    yield word
