"""Soft hyphens in Unicode text: invisible, from hyphenated pages, or the ư of TCVN3 that was not decoded."""

from bacung.core.people.syllables import is_syllable
from bacung.core.sheets.quirks import TextContext, TextQuirk

SOFT_HYPHEN = "\u00ad"


def drop(text: str, context: TextContext) -> str:
    """'Ho\u00adàng' → 'Hoàng'; 'H\u00adng', which would lose its vowel → 'Hưng'."""
    if SOFT_HYPHEN not in text:
        return text
    return " ".join(_word(word) for word in text.split(" "))


def _word(word: str) -> str:
    without = word.replace(SOFT_HYPHEN, "")
    horned = word.replace(SOFT_HYPHEN, "ư")
    return horned if not is_syllable(without) and is_syllable(horned) else without


quirk = TextQuirk("soft-hyphen", order=20, repair=drop)
