"""Vietnamese names: cleaned for display, folded for matching, keyed for ordering by *tên*."""

import re
import unicodedata
from functools import lru_cache

# Zero-width and direction marks, byte-order marks, controls. The soft hyphen U+00AD is not among them: in
# TCVN3 text it is the letter ư, and whoever strips it loses the letter for good.
_INVISIBLE = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0E, 0x1C),
        0x7F,
        0x034F,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        0xFEFF,
        *range(0xFFF9, 0xFFFD),
    ]
)


def clean(text: str) -> str:
    """`text` in NFC with single spaces and nothing invisible, except the soft hyphen (see `decode_tcvn3`)."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    elif not text.isprintable():
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())


class _Folding(dict[int, str]):
    """Code point → folded text, worked out once for each character ever met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.combining(character) or character == "\u00ad" or code in _INVISIBLE:
            folded = ""
        elif character in "đĐðÐ":
            folded = "d"
        else:
            decomposed = unicodedata.normalize("NFKD", character).lower()
            folded = "".join(each if each.isalnum() else " " for each in decomposed if not _is_mark(each))
        self[code] = folded
        return folded


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) != 0


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The matching key: lower case, no accents, đ → d, punctuation → space: "nguyen van an".

    Tone marks are dropped wherever they stand, so "hoà" and "hòa" fold alike; i and y stay apart.
    """
    return " ".join(text.translate(_FOLDING).split())


# y written for the vowel i: alone or after a consonant at the end of a syllable (Lý, Mỹ), and in "quy".
# After other vowels it is another sound (Thúy is not Thúi).
_Y_FOR_I = re.compile(r"(?:(?<![aeou])|(?<=qu))y\b")


def fold_loose(text: str) -> str:
    """`fold`, with i and y alike where they spell one sound: Lý/Lí, Mỹ/Mĩ, Quý/Quí."""
    return _Y_FOR_I.sub("i", fold(text))


def suffixes(name: str) -> list[str]:
    """The folded name from each of its words on: ["nguyen van an", "van an", "an"], for prefix search."""
    words = fold(name).split()
    return [" ".join(words[start:]) for start in range(len(words))]


_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=16384)
def _capitalised(word: str) -> str:
    return _WORD.sub(lambda match: match[0].capitalize(), word)


def titled(text: str) -> str:
    """`text` cleaned, each word with one capital: "NGUYỄN VĂN AN" → "Nguyễn Văn An", "H'HEN" → "H'Hen"."""
    return " ".join([_capitalised(word) for word in clean(text).split()])


# One syllable is written as its letters, then its tone as a digit; a part of the name ends in one more "0".
# Letters that have sisters (a ă â, d đ, e ê, o ô ơ, u ư) carry a digit that tells which. Digits sort before
# letters and nothing else is used, so the order is the same in bytes and under the usual collations.
_HORN, _BREVE, _CIRCUMFLEX, _STROKE = "\u031b", "\u0306", "\u0302", "\u0335"
_SISTERS = {
    "a": {"": "a0", _BREVE: "a1", _CIRCUMFLEX: "a2"},
    "d": {"": "d0", _STROKE: "d1"},
    "e": {"": "e0", _CIRCUMFLEX: "e1"},
    "o": {"": "o0", _CIRCUMFLEX: "o1", _HORN: "o2"},
    "u": {"": "u0", _HORN: "u1"},
    "z": {"": "z0"},
}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = frozenset((_HORN, _BREVE, _CIRCUMFLEX, _STROKE))


@lru_cache(maxsize=32768)
def _syllable_key(word: str) -> str:
    """One word's letters, then its tone: ngang, huyền, hỏi, ngã, sắc, nặng."""
    spelt: list[tuple[str, str]] = []
    tone = "0"
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("đ", "d" + _STROKE))
    for character in decomposed:
        if character in _TONES:
            tone = _TONES[character]
        elif character in _SHAPES and spelt:
            spelt[-1] = (spelt[-1][0], character)
        elif "a" <= character <= "z":
            spelt.append((character, ""))
        elif character.isdigit():
            # Digits, which names hardly have, go after the last letter.
            spelt.append((f"z1{int(character)}", ""))
    letters = [_SISTERS[base].get(shape, base + "0") if base in _SISTERS else base for base, shape in spelt]
    return "".join(letters) + tone


def sort_key(name: str) -> str:
    """An ASCII key whose plain order is Vietnamese order by tên, then đệm, then họ.

    Letters decide first (a ă â b c d đ e ê …), then tones (ngang huyền hỏi ngã sắc nặng), word by word.
    """
    words = name.split()
    if len(words) < 2:
        return (_syllable_key(words[0]) if words else "") + "0"
    middle = "".join([_syllable_key(word) for word in words[1:-1]])
    return f"{_syllable_key(words[-1])}0{middle}0{_syllable_key(words[0])}0"
