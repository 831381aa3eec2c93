"""How alike two spellings of a name are."""

from enum import IntEnum

from bacung.core.people.names import fold_loose, sort_key


class Likeness(IntEnum):
    """FAR: another name. NEAR: a slip, an abbreviation or a left-out đệm away. ALIKE: equal without accents
    (Hùng and Hưng: twins, perhaps). SAME: one name, or one of the two typed without accents.
    """

    FAR = 0
    NEAR = 1
    ALIKE = 2
    SAME = 3


def likeness(one: str, other: str) -> Likeness:
    """How alike two names are; tone placement and capitals never matter."""
    if one == other:
        return Likeness.SAME
    folded, other_folded = fold_loose(one), fold_loose(other)
    if folded == other_folded:
        accentless = one.isascii() or other.isascii()
        return Likeness.SAME if accentless or sort_key(one) == sort_key(other) else Likeness.ALIKE
    return Likeness.NEAR if _near(folded.split(), other_folded.split()) else Likeness.FAR


def _near(words: list[str], other_words: list[str]) -> bool:
    if not words or not other_words:
        return False
    short, long = sorted((words, other_words), key=len)
    if set(short) <= set(long):
        return True  # a part left out, or tên written before họ
    if len(short) > 1 and (short[0], short[-1]) == (long[0], long[-1]):
        return True  # another đệm between the same họ and tên
    if len(short) < len(long):
        return False
    pairs = [_by_length(pair) for pair in zip(short, long, strict=True)]
    return all(each.startswith(begun) for each, begun in pairs) or sum(_slip(*pair) for pair in pairs) <= 1


def _by_length(pair: tuple[str, str]) -> tuple[str, str]:
    one, other = pair
    return (one, other) if len(one) >= len(other) else (other, one)


def _slip(one: str, other: str) -> int:
    """0 for equal words, 1 for one letter wrong, missing, doubled or two exchanged, 2 for more."""
    if one == other:
        return 0
    long, short = _by_length((one, other))
    if len(long) - len(short) > 1:
        return 2
    start = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(long) > len(short):
        return 1 if long[start + 1 :] == short[start:] else 2
    if long[start + 1 :] == short[start + 1 :]:
        return 1
    exchanged = (
        long[start : start + 2] == short[start : start + 2][::-1] and long[start + 2 :] == short[start + 2 :]
    )
    return 1 if exchanged else 2
