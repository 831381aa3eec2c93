"""Letters that look like Đ and are not: Icelandic Ð and ð, African Ɖ."""

from bacung.core.people.syllables import is_syllable
from bacung.core.sheets.quirks import TextContext, TextQuirk

_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ"})


def replace(text: str, context: TextContext) -> str:
    """'Ðoàn' with the letter of Iceland → 'Đoàn', where that makes the word one of Vietnam."""
    if text.isascii() or text.translate(_LOOKALIKES) == text:
        return text
    return " ".join(_word(word) for word in text.split(" "))


def _word(word: str) -> str:
    changed = word.translate(_LOOKALIKES)
    return changed if is_syllable(changed) else word


quirk = TextQuirk("foreign-d", order=45, repair=replace)
