from collections import Counter
from decimal import Decimal

import pytest

from bacung.core.coverage.measures import MEASURES, WhoCounts, measures
from bacung.core.coverage.rates import MEASURE_NAMES, RATES, Rate
from tests.core.coverage.village import ACTIVE, COLLECTED, TODAY, grown

BY_CODE = {rate.code: rate for rate in RATES}


@pytest.fixture(scope="module")
def phu_luu() -> Counter[str]:
    """Phù Lưu in 2023, counted one by one: 4,363 eligible, 3,970 collected, 3,644 activated."""
    who = WhoCounts(age_on=TODAY)
    everyone = [grown(account=ACTIVE)] * 3644 + [grown(account=COLLECTED)] * 326 + [grown()] * 393
    return Counter(measure for person in everyone for measure in measures(person, who))


def test_phu_luu_has_two_shares_that_are_both_called_ty_le(phu_luu: Counter[str]):
    """91.0 % collected of eligible; 91.8 % activated of collected, which is 83.5 % of all."""
    shares = {code: BY_CODE[code].of(phu_luu).percent() for code in ("collected", "activated")}
    assert shares == {"collected": Decimal("91.0"), "activated": Decimal("91.8")}
    assert Rate(phu_luu["activated"], phu_luu["eligible"]).percent() == Decimal("83.5")


def test_phu_luu_adds_up(phu_luu: Counter[str]):
    """Activated and left are everybody, and every one left has a reason."""
    left = {measure: n for measure, n in phu_luu.items() if measure.startswith("left.")}
    assert left == {"left.AWAITING_APPROVAL": 326, "left.NOT_VISITED": 393}
    assert phu_luu["activated"] + sum(left.values()) == phu_luu["eligible"] == 4363


def test_soc_son_counts_phones():
    """116,167 of 278,950 phones needing the app: 41.6 %, and the rate says that it counts phones."""
    phones = BY_CODE["phones"]
    assert phones.of({"activated_phones": 116_167, "needs_app": 278_950}).percent() == Decimal("41.6")
    assert phones.denominator_name == "phones needing the app"


def test_above_a_hundred_per_cent_is_legal():
    """Mường Ảng: a plan of 29,106, and 30,023 collected."""
    rate = Rate(30_023, 29_106)
    assert rate.percent() == Decimal("103.2")
    assert rate.value is not None
    assert rate.value > 1


def test_a_share_of_nothing_is_none():
    """Before the first list there is no rate, and certainly not 0 %."""
    empty = BY_CODE["collected"].of({})
    assert (empty.value, empty.percent()) == (None, None)


def test_halves_are_rounded_up_as_in_reports():
    """1 of 16 is 6.25: 6.3 with one digit, 6 with none."""
    assert (Rate(1, 16).percent(), Rate(1, 16).percent(0)) == (Decimal("6.3"), Decimal("6"))


def test_every_rate_says_what_it_counts_and_of_what():
    """All measures have names, and no two rates the same code or the same two measures."""
    assert set(MEASURE_NAMES) == set(MEASURES)
    assert len({rate.code for rate in RATES}) == len({(r.numerator, r.denominator) for r in RATES}) == 4
