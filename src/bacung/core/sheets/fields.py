"""Small vocabularies of lists: sex, ticks, presence, and what a note may not keep."""

import re
from functools import lru_cache

from bacung.core.people.names import fold
from bacung.core.sheets.words import containing, words

_SEXES = {**dict.fromkeys(words("male"), "male"), **dict.fromkeys(words("female"), "female")}
_YES, _NO = words("yes"), words("no")
_TICKS = frozenset("✓✔√☑✗✘×■●xXvV+")


@lru_cache(maxsize=1024)
def sex_of(text: str) -> str | None:
    """'Nam', 'nữ', 'F' → 'male' or 'female'; None for anything else."""
    return _SEXES.get(fold(text))


_KEY = re.compile(r"(\d)\s*[:=\-–.]\s*(nam|nữ)\b|\b(nam|nữ)\s*[:=\-–]\s*(\d)", re.IGNORECASE)


def sexes_of_label(label: str) -> dict[str, str]:
    """'Giới tính (0: Nữ; 1: Nam)' → {'0': 'female', '1': 'male'}; {} where no such key is given for both."""
    found = {}
    for match in _KEY.finditer(label):
        sex = sex_of(match[2] or match[3])
        if sex:
            found[match[1] or match[4]] = sex
    return found if len(set(found.values())) == 2 else {}


@lru_cache(maxsize=4096)
def mark_of(text: str) -> bool | None:
    """A tick or a word of a yes/no column; None where it says neither."""
    bare = text.strip()
    if bare and all(character in _TICKS for character in bare):
        return True
    if bare in ("-", "–", "_", "☐", "□", "/"):
        return False
    folded = fold(bare)
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    if re.match(r"(?:da|roi)\b", folded):
        return True
    return False if re.match(r"(?:chua|khong|ko)\b", folded) else None


_GONE = (("dead", containing("dead")), ("moved", containing("moved")))
_AWAY, _HERE = containing("away"), containing("present")


@lru_cache(maxsize=4096)
def presence_of(text: str, *, of_its_own_column: bool) -> str | None:
    """'present', 'away', 'moved' or 'dead', from a cell about presence or a note; None if it says nothing."""
    folded = fold(text)
    for presence, pattern in _GONE:
        if pattern.search(folded):
            return presence
    if _AWAY.search(folded):
        return "away"
    if _HERE.search(folded):
        return "present"
    if of_its_own_column:
        mark = mark_of(text)
        return None if mark is None else "present" if mark else "away"
    return None


_NO_SMARTPHONE = containing("no-smartphone")


@lru_cache(maxsize=4096)
def has_smartphone(text: str, *, of_its_own_column: bool) -> bool | None:
    """Whether a cell about smartphones, or a note, says that there is one; None if it says nothing."""
    if _NO_SMARTPHONE.search(fold(text)):
        return False
    return mark_of(text) if of_its_own_column else None


# Folding makes "mũ" and "mù", "già" and "gia" one word: short words are asked for with their accents.
_SENSITIVE, _SENSITIVE_ACCENTED = containing("sensitive"), containing("sensitive-accented")
_HOME_VISIT, _HOME_VISIT_ACCENTED = containing("home-visit"), containing("home-visit-accented")


@lru_cache(maxsize=4096)
def is_sensitive(text: str) -> bool:
    """Whether a note tells of health, convictions, belief or a secret, which are not held."""
    return bool(_SENSITIVE_ACCENTED.search(text) or _SENSITIVE.search(fold(text)))


@lru_cache(maxsize=4096)
def asks_for_home_visit(text: str) -> bool:
    """Whether a note says that this person cannot well come to the station."""
    return bool(_HOME_VISIT_ACCENTED.search(text) or _HOME_VISIT.search(fold(text)))
