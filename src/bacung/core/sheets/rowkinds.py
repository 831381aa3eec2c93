"""What a row of a list is, where it is not a person: title, hamlet, household, total, signature."""

import re
from functools import lru_cache

from bacung.core.people.names import clean, fold
from bacung.core.sheets.words import any_of, words

_NUMBERING = r"(?:(?:[IVXLC]{1,6}|\d{1,3}|[A-ZĐa-z])\s*[.)\-:/]\s*|[-+*•–]\s*)?"
_HAMLET = re.compile(
    rf"^{_NUMBERING}(?P<name>{any_of('hamlet')}\b\s*[:.\-]?\s*(?:số\s*)?[^\s].*)$", re.IGNORECASE | re.DOTALL
)
_COUNT = re.compile(
    rf"\s*[(:,;\-–]\s*(?:có\s*|gồm\s*|tổng\s*(?:số|cộng)?\s*:?\s*)?\d[\d.\s]*{any_of('counted')}.*$",
    re.IGNORECASE,
)
_OF_COMMUNE = re.compile(rf"\s*[,\-–(]\s*{any_of('commune')}(?!\w).*$", re.IGNORECASE)
_IN_TITLE = re.compile(
    rf"\b(?P<name>(?:{any_of('hamlet-in-title')}|tổ(?=\s*(?:số\s*)?\d))\s*:?\s*(?:số\s*)?"
    r"[^\s,;:.()\-–…_][^,;:.()\-–…_]{0,39})",
    re.IGNORECASE,
)
_TITLE_END = re.compile(rf"\s+{any_of('after-a-place')}\b.*$", re.IGNORECASE)
_HOUSEHOLD = re.compile(
    r"^(?:[-+*•]\s*)?(?:\d{1,4}\s*[.)]\s*)?(?:chủ hộ|hộ|gia đình)\s*(?:số\s*\d+\s*)?[:.\-]?\s*"
    rf"(?:gia đình\s*)?(?P<title>{any_of('head-title')})?\s*[:.]?\s*(?P<name>\D.*)$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    rf"^\W*{any_of('total')}(?!\s+hòa|\s+hoà)\b[\s:.(]*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_WORDS_ONLY = re.compile(r"(?:[^\W\d_]+\s*){1,4}")
_TOTAL_BEGINS, _TOTAL_OF = words("total-begins"), words("total-of")
_SIGNATURE = re.compile(
    rf"(?<!\w){any_of('signature')}|^{any_of('signature-whole')}$|"
    r",?\s*ngày\s*[\d.…_]*\s*tháng\s*[\d.…_]*\s*năm",
    re.IGNORECASE,
)
_DITTOS = words("ditto")
_NOT_A_HAMLET = words("not-a-hamlet")


def hamlet_row(text: str) -> str | None:
    """The hamlet a separator row names: 'II. Thôn Đông (45 hộ)' → 'Thôn Đông'; None if it names none."""
    text = clean(text)
    if len(text) > 80 or not (match := _HAMLET.match(text)):
        return None
    name = _OF_COMMUNE.sub("", _COUNT.sub("", match["name"])).strip(" .:;-–")
    name = re.sub(r"\s*:\s*", " ", name)
    words = fold(name).split()
    # "Tổ trưởng", "Bản kê", "Khu vực" begin alike and name no hamlet; a sentence names none either.
    if len(words) < 2 or len(words) > 8 or words[1] in _NOT_A_HAMLET:
        return None
    return name


def hamlet_in_title(text: str) -> str | None:
    """The hamlet a title speaks of: 'DANH SÁCH NHÂN KHẨU THÔN ĐÔNG HÀ, XÃ PHÙ LƯU' → 'THÔN ĐÔNG HÀ'."""
    for match in _IN_TITLE.finditer(clean(text)):
        name = _TITLE_END.sub("", match["name"]).strip()
        if found := hamlet_row(name):
            return found
    return None


def household_row(text: str) -> str | None:
    """The head a separator row names: 'Hộ ông Nguyễn Văn A' → 'Nguyễn Văn A'."""
    match = _HOUSEHOLD.match(clean(text))
    if not match or len(match["name"]) > 60:
        return None
    name = re.sub(r"\s*[(\-–:,].*$", "", match["name"]).strip()
    words = name.split()
    named = match["title"] or all(word[:1].isupper() for word in words)
    return name if named and 2 <= len(words) <= 7 and not re.search(r"\d", name) else None


def is_total(text: str) -> bool:
    """'Cộng', 'TỔNG CỘNG: 45 người', 'Danh sách có 45 người'; a person called Cộng is no total."""
    words = text.split(None, 1)
    if not words or not _may_begin_a_total(words[0]):
        return False
    match = _TOTAL.match(clean(text))
    if not match:
        return False
    rest = match["rest"]
    if not rest:
        return True
    # "Công Văn Nam" and "Tổng Thị Hoa" are names; "Cộng thôn Đông" and "Tổng cộng 12" are totals.
    first = clean(text).split()[0].lower().strip(":.")
    if first in ("cong", "công"):
        return bool(re.match(r"\W*\d", rest))
    if first in ("tổng", "cộng") and _WORDS_ONLY.fullmatch(rest):
        return fold(rest).split()[0] in _TOTAL_OF
    return True


@lru_cache(maxsize=8192)
def _may_begin_a_total(word: str) -> bool:
    folded = fold(word)
    return not folded or folded.split()[0] in (
        "tong",
        "cong",
        "toan",
        "total",
        "sub",
        "subtotal",
        "an",
        "danh",
        "luy",
    )


def is_signature(text: str) -> bool:
    """The foot of a list: who made it, who confirms it, where and when."""
    return bool(_SIGNATURE.search(clean(text)))


def is_ditto(text: str) -> bool:
    """A mark that says 'as above'."""
    return text.strip().lower() in _DITTOS


_PERSON = re.compile(r"[^\W\d_]['’\w\-]*\.?(?:\s+(?:[^\W\d_]['’\w\-]*\.?|\([^)]{1,20}\)))+\s*\.?", re.UNICODE)


def looks_like_a_name(text: str) -> bool:
    """Two to eight words of letters, as a person's name is written; not a hamlet, nor a heading."""
    text = clean(text)
    if not 3 <= len(text) <= 60 or not _PERSON.fullmatch(text) or len(text.split()) > 8:
        return False
    return not (is_signature(text) or is_total(text) or (hamlet_row(text) and not text.istitle()))
