"""How far more and more attempts lead: a constant hazard under a ceiling.

reached(n) = ceiling · (1 - (1 - hazard)^n). The ceiling is who will never be reached this way; without it the
forecast runs far too high (attempts 1 to 9 of the Swedish Living Conditions Survey 2009 would promise 93 %
for attempt 25, and 60 % came). More than these two numbers such an aggregate cannot tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Curve:
    """`ceiling`: the share of one that is ever reached; `hazard`: of these and not yet reached, each time."""

    ceiling: float
    hazard: float

    def reached(self, attempts: float) -> float:
        """The share of one reached after so many attempts."""
        return self.ceiling * (1 - float((1 - self.hazard) ** attempts))


@dataclass(frozen=True, slots=True)
class Reach:
    """What is expected after so many attempts, and the range in which it is looked for."""

    expected: float
    low: float
    high: float


def fit_curve(reached: Sequence[tuple[float, float]]) -> Curve:
    """The curve nearest (least squares) to pairs of attempts and share reached; from two pairs on."""
    from scipy.optimize import minimize_scalar

    if len(reached) < 2:
        raise ValueError("a curve needs two attempts at least")

    def ceiling(hazard: float) -> float:
        rise = [Curve(1.0, hazard).reached(at) for at, _ in reached]
        best = sum(s * share for s, (_, share) in zip(rise, reached, strict=True)) / sum(s * s for s in rise)
        return min(max(best, max(share for _, share in reached)), 1.0)

    def miss(hazard: float) -> float:
        curve = Curve(ceiling(hazard), hazard)
        return sum((curve.reached(at) - share) ** 2 for at, share in reached)

    hazard = float(minimize_scalar(miss, bounds=(1e-4, 0.999), method="bounded", options={"xatol": 1e-9}).x)
    return Curve(ceiling(hazard), hazard)


def forecast(reached: Sequence[tuple[float, float]], attempts: float) -> Reach:
    """What so many attempts will have reached, with a range that leans downwards.

    Early fits promise too much, by about as much as the newest attempt takes off the forecast: twice this is
    allowed for below, half of it above.
    """
    told = fit_curve(reached).reached(attempts)
    drift = abs(fit_curve(reached[:-1]).reached(attempts) - told) if len(reached) > 2 else told / 2
    floor = max(share for _, share in reached)
    return Reach(told, max(told - 2 * drift, min(floor, told)), min(told + drift / 2, 1.0))
