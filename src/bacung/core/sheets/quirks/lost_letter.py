"""Names that lost their ư for good when a program dropped the soft hyphens of TCVN3 text."""

from bacung.core.people.syllables import is_syllable
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_VOWELS = frozenset("aeiouy")


def ask(draft: Draft) -> None:
    """'Nguyễn Văn Hng' → perhaps 'Hưng': a word without a vowel is no name: it is asked about."""
    if draft.name is None:
        return
    words = draft.name.split()
    repaired = [_with_horn(word) if _has_no_vowel(word) else word for word in words]
    if repaired != words:
        draft.complain("name", "lost-letter", draft.name, " ".join(repaired), "question")


def _has_no_vowel(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) > 1 and _VOWELS.isdisjoint(word.lower())


def _with_horn(word: str) -> str:
    for place in range(len(word), 0, -1):
        candidate = word[:place] + ("Ư" if word.isupper() else "ư") + word[place:]
        if is_syllable(candidate):
            return candidate
    return word


quirk = Quirk("lost-letter", stage="row", order=30, look_at=ask)
