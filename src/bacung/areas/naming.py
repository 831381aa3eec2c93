"""Names of places as people write them: "xã Phù Lưu", "P. Hà Huy Tập", "TT Sóc Sơn", "Thôn số 03"."""

import re

from bacung.core.people.names import clean, fold, fold_loose, sort_key

# What may stand before the name of a unit, folded, and the kind it says. Two words before one: the longest
# wins.
UNIT_KINDS = {
    "thi tran": "thị trấn",
    "thanh pho": "thành phố",
    "thi xa": "thị xã",
    "dac khu": "đặc khu",
    "phuong": "phường",
    "huyen": "huyện",
    "quan": "quận",
    "tinh": "tỉnh",
    "xa": "xã",
    "tt": "thị trấn",
    "tp": "thành phố",
    "tx": "thị xã",
    "dk": "đặc khu",
    "x": "xã",
    "p": "phường",
    "q": "quận",
    "h": "huyện",
    "t": "tỉnh",
}
# What may stand before the name of a hamlet, folded, and which of them are one word written shorter.
HAMLET_KINDS = {
    "to dan pho": "to dan pho",
    "tdp": "to dan pho",
    "to": "to dan pho",
    "khu dan cu": "khu dan cu",
    "kdc": "khu dan cu",
    "khu pho": "khu pho",
    "kp": "khu pho",
    **{
        word: word
        for word in (
            *("khu vuc", "thon", "xom", "ap", "ban", "buon", "lang", "khoi", "khom", "khu", "doi"),
            *("plei", "phum", "soc"),
        )
    },
}

_UNIT_KIND = re.compile(rf"(?:{'|'.join(UNIT_KINDS)})(?= |\d)")
_LETTER_THEN_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
_ZEROS = re.compile(r"\b0+(?=\d)")
# i and y spell one sound after a consonant; which of them is written decides nothing.
_ONE_I = str.maketrans("yýỳỷỹỵYÝỲỶỸỴ", "iíìỉĩịIÍÌỈĨỊ")


def key(name: str) -> str:
    """The matching key of a place: no accents, i for y, numbers without leading zeros. "Quý Sơn" → "qui
    son".
    """
    return _ZEROS.sub("", fold_loose(name))


def accents(name: str) -> str:
    """A key that tells Văn Lang from Văn Lăng but not Đức Hòa from Đức Hoà."""
    return sort_key(_ZEROS.sub("", clean(name).translate(_ONE_I)))


def is_accented(text: str) -> bool:
    """Whether the writer used accents at all, so that they may be believed."""
    return not clean(text).isascii()


def split_kind(text: str) -> tuple[str, str]:
    """(kind, name) of a unit: "TT. Sóc Sơn" → ("thị trấn", "Sóc Sơn"); no kind where none is written."""
    words = clean(text).replace(".", ". ").split()
    for count in (2, 1):
        head = fold(" ".join(words[:count]))
        if len(words) > count and head in UNIT_KINDS:
            return UNIT_KINDS[head], " ".join(words[count:])
    match = _UNIT_KIND.match(fold(text))
    if match and match.end() < len(fold(text)) and fold(text)[match.end()].isdigit():
        return UNIT_KINDS[match[0]], fold(text)[match.end() :]
    return "", clean(text)


def split_hamlet(text: str) -> tuple[str, str]:
    """(kind, name) of a hamlet: "TDP số 3" and "Tổ dân phố 3" → ("to dan pho", "3"); ("", text) without a
    kind.
    """
    words = _LETTER_THEN_DIGIT.sub(" ", clean(text).replace(".", ". ")).split()
    for count in (3, 2, 1):
        kind = HAMLET_KINDS.get(fold(" ".join(words[:count])))
        if kind and len(words) > count:
            rest = words[count:]
            numbered = len(rest) > 1 and fold(rest[0]) == "so" and rest[1][0].isdigit()
            return kind, " ".join(rest[1:] if numbered else rest)
    return "", " ".join(words)
