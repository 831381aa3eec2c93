"""Small vocabularies of lists: sex, ticks, presence, and what a note may not keep."""

import re
from functools import lru_cache

from bacung.core.people.names import fold

_SEXES = {
    **dict.fromkeys(("nam", "m", "male", "trai", "ong", "nam gioi", "anh"), "male"),
    **dict.fromkeys(("nu", "f", "female", "gai", "ba", "nu gioi", "chi", "n u"), "female"),
}
_YES = frozenset(
    {
        "x",
        "xx",
        "v",
        "co",
        "da",
        "roi",
        "yes",
        "y",
        "true",
        "dung",
        "ok",
        "1",
        "du",
        "dat",
        "xong",
        "thanh cong",
    }
    | {"kich hoat", "thu nhan", "hoan thanh", "muc 2", "duoc duyet"}
)
_NO = frozenset(
    {
        "khong",
        "chua",
        "ko",
        "k",
        "no",
        "n",
        "false",
        "0",
        "o",
        "chua kich hoat",
        "chua thu nhan",
        "chua lam",
        "chua co",
        "chua duyet",
        "khong co",
        "chua dat",
        "sai",
        "chua thuc hien",
        "cho duyet",
        "dang cho",
        "dang cho duyet",
    }
)
_TICKS = frozenset("✓✔√☑✗✘×■●xXvV+")


@lru_cache(maxsize=1024)
def sex_of(text: str) -> str | None:
    """'Nam', 'nữ', 'F' → 'male' or 'female'; None for anything else."""
    return _SEXES.get(fold(text))


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


_AWAY = re.compile(
    r"\b(?:di lam|lam an|lam viec (?:o|tai)|di hoc|di vang|vang (?:mat|nha)|vang|di xa|o xa|nuoc ngoai|xkld|xuat khau lao dong|"
    r"bo doi|nghia vu|di cong tac|tam vang|khong (?:co mat|co nha|o nha|o dia phuong|sinh song)|ngoai tinh|mien nam|dang o (?:ha noi|"
    r"sai gon|tp|binh duong|dong nai|nhat|han|dai loan|duc|my|uc)|di (?:ha noi|sai gon|nam|nhat|han|dai loan|duc|my|uc|malaysia)|"
    r"dai loan|nhat ban|han quoc|sinh vien|di tu|trai giam)\b"
)
_GONE = (
    (re.compile(r"\b(?:da mat|da chet|chet|tu vong|qua doi|khai tu)\b"), "dead"),
    (
        re.compile(
            r"\b(?:chuyen (?:di|khau|noi)|da chuyen|cat khau|chuyen ho khau|lay chong|xoa (?:khau|thuong tru))\b"
        ),
        "moved",
    ),
)
_HERE = re.compile(
    r"\b(?:co mat|o nha|tai dia phuong|tai nha|thuong xuyen|dang (?:sinh song|cu tru) tai|o tai cho|hien dien)\b"
)


@lru_cache(maxsize=4096)
def presence_of(text: str, *, of_its_own_column: bool) -> str | None:
    """'present', 'away', 'moved' or 'dead', from a cell about presence or from a note; None if it says nothing."""
    folded = fold(text)
    for pattern, presence in _GONE:
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


_SENSITIVE = re.compile(
    r"\b(?:benh\w*|om|dau yeu|yeu liet|tam than|than kinh|khuyet tat|tan tat|tan phe|hiv|aids|ung thu|liet|tai bien|dot quy|mu|cam|diec|lao "
    r"phoi|nghien|ma tuy|cai nghien|tien an|tien su|an tich|an treo|di tu|tu toi|trai giam|cai tao|truy na|mat tri|lu lan|thieu nang|down|"
    r"chay than|nam lien|nam vien|dieu tri|dan toc|ton giao|theo dao|cong giao|mat khau|otp)\b"
)
_HOME_VISIT = re.compile(
    r"\b(?:benh\w*|om|yeu|gia yeu|liet|tai bien|khuyet tat|tan tat|khong di lai|kho di lai|di lai kho|nam lien|tai nha|mu|gia)\b"
)
# Folding makes "mũ", "ốm", "cấm" and "đạo" look like others: these are asked for with their accents.
_ACCENTED = re.compile(r"\b(?:ốm|câm|mù|điếc|cụt|đạo)\b", re.IGNORECASE)
_ONLY_ACCENTED = re.compile(r"^(?:om|mu|cam)$")


@lru_cache(maxsize=4096)
def is_sensitive(text: str) -> bool:
    """Whether a note tells of health, convictions, belief or a secret: the cause of a need, which is not held."""
    if _ACCENTED.search(text):
        return True
    return any(not _ONLY_ACCENTED.match(found) for found in _SENSITIVE.findall(fold(text)))


@lru_cache(maxsize=4096)
def asks_for_home_visit(text: str) -> bool:
    """Whether a note says that this person cannot well come to the station."""
    return bool(_HOME_VISIT.search(fold(text)))
