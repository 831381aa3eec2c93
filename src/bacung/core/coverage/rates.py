"""The named rates. Two of them are both called "tỷ lệ" in reports, so each carries what it is a share of.

Names are English and pass through gettext where they are shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MEASURE_NAMES: dict[str, str] = {
    "listed": "people listed",
    "eligible": "eligible people",
    "present": "people present",
    "eligible_present": "eligible people present",
    "needs_app": "phones needing the app",
    "collected": "accounts collected",
    "approved": "accounts approved",
    "activated": "accounts activated",
    "confirmed": "activations confirmed by list",
    "activated_phones": "phones activated",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of two counts. Above 1 is legal; of nothing there is none."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The share as a fraction of 1; None where the denominator is 0."""
        return self.numerator / self.denominator if self.denominator else None

    def percent(self, digits: int = 1) -> Decimal | None:
        """The share in per cent, rounded half up as in reports: 3,970 of 4,363 is 91.0; None of nothing."""
        if not self.denominator:
            return None
        exact = Decimal(100 * self.numerator) / Decimal(self.denominator)
        return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class NamedRate:
    """A rate of two measures."""

    code: str
    name: str
    numerator: str
    denominator: str

    @property
    def numerator_name(self) -> str:
        """English name of what is counted."""
        return MEASURE_NAMES[self.numerator]

    @property
    def denominator_name(self) -> str:
        """English name of what it is a share of."""
        return MEASURE_NAMES[self.denominator]

    def of(self, counts: Mapping[str, int]) -> Rate:
        """The rate of counts by measure; a measure not counted is 0."""
        return Rate(counts.get(self.numerator, 0), counts.get(self.denominator, 0))


RATES: tuple[NamedRate, ...] = (
    NamedRate("collected", "Collected of eligible", "collected", "eligible"),
    NamedRate("activated", "Activated of collected", "activated", "collected"),
    NamedRate("activated_present", "Activated of eligible present", "activated", "eligible_present"),
    NamedRate("phones", "Phones activated of those needing the app", "activated_phones", "needs_app"),
)
