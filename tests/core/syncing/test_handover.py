"""The code that hands recording over is the same on both phones of a pair, and on no other."""

from bacung.core.syncing.handover import code

KEY = bytes(range(32))


def test_the_code_is_six_digits_and_never_the_same_twice():
    codes = [code(KEY, 7, count) for count in range(20)]
    assert all(len(each) == 6 and each.isdigit() for each in codes)
    assert len(set(codes)) == 20


def test_another_pair_or_evening_has_another_code():
    assert len({code(KEY, 7, 0), code(KEY[::-1], 7, 0), code(KEY, 8, 0)}) == 3


def test_the_code_is_what_phones_compute():
    assert [code(KEY, 42, count) for count in (0, 3)] == ["782959", "115876"]
