"""Who is home when: the published tables, invented districts against simpler rules, and what a fit costs.

    python -m benchmarks.presence [--worlds N]

Skill is what the mean squared error (Brier) of foretelling each knock of the last evenings is lower by than
that of the commune's mean at that hour, learnt from the same evenings before. Worlds lost are those in which
it is not lower.
"""

import argparse
import time
from collections import Counter

import numpy as np
from scipy.optimize import least_squares

from bacung.core.presence.attempts import fit_curve, forecast
from bacung.core.presence.checking import foretold
from bacung.core.presence.frailty import after_two, concentration_of
from bacung.core.presence.history import Asked, Evidence, History
from bacung.core.presence.homes import Home, assumed, chance
from bacung.core.presence.knowledge import learn
from bacung.core.presence.shape import BRITAIN_2000, Shape, home_share
from benchmarks.machine import describe, table
from benchmarks.presence_worlds import EVENINGS, GENERATORS, LEARNT, World, hour_of, world
from benchmarks.published import AWAKE_AT_HOME, HOURS, JUDGED_HOURS, LESOTHO, SWEDISH_ATTEMPTS


def attempts() -> str:
    """The Swedish table: what early attempts foretell of the last one."""
    last, true = SWEDISH_ATTEMPTS[-1]
    rows = []
    for known in (5, 7, 9):
        early = [pair for pair in SWEDISH_ATTEMPTS if pair[0] <= known]
        told, curve = forecast(early, last), fit_curve(early)
        rows.append(
            (
                f"≤ {known}",
                f"{told.expected:.1%}",
                f"{told.low:.1%} to {told.high:.1%}",
                f"{true:.1%}",
                f"{(told.expected - true) * 100:+.2f}",
                f"{curve.ceiling:.3f}, {curve.hazard:.3f}",
            )
        )
    return table(
        ("attempts known", "foretold for 25", "range", "came", "points off", "ceiling, hazard"), rows
    )


def two_visits() -> str:
    """The two strata of Lesotho, with one concentration and with that of the other stratum."""
    both = concentration_of([*LESOTHO.values()])
    rows = []
    for name, place in LESOTHO.items():
        other = concentration_of([each for key, each in LESOTHO.items() if key != name])
        told, apart = after_two(place, both), after_two(place, other)
        rows.append(
            (
                name,
                f"{place.after_two:.1%}",
                f"{told:.1%} ({(told - place.after_two) * 100:+.2f})",
                f"{apart:.1%} ({(apart - place.after_two) * 100:+.2f})",
                f"{both:.3f}, {other:.3f}",
            )
        )
    return table(("stratum", "after two visits", "both fitted", "other left out", "concentrations"), rows)


def day_shape() -> str:
    """The 96 cells of British days: the eight numbers kept, and each size foretold from the others."""
    rows = [
        (people, weekend, hour + 0.5, shares[HOURS.index(hour)])
        for (weekend, people), shares in AWAKE_AT_HOME.items()
        for hour in JUDGED_HOURS
    ]
    people, weekend, hour, share = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    begin = [getattr(BRITAIN_2000, name) for name in Shape.__slots__]

    def miss(numbers: np.ndarray) -> np.ndarray:
        return (home_share(Shape(*numbers), people, weekend, hour) - share) * 100

    told = [("eight numbers, 96 cells", f"{_rms(miss(np.array(begin))):.2f}")]
    for size in (1, 2, 3, 4):
        kept = people != size
        found = least_squares(lambda numbers, kept=kept: miss(numbers)[kept], begin).x
        told.append((f"households of {size}, fitted to the others", f"{_rms(miss(found)[~kept]):.2f}"))
    return table(("root mean square error", "points"), told)


def _rms(values: np.ndarray) -> float:
    return float(np.sqrt(np.mean(values**2)))


def worlds(count: int) -> str:
    """Invented districts: skill over the commune's hourly mean, and over hour and last miss."""
    rows = []
    for generator in GENERATORS:
        results = [judged(world(generator, seed)) for seed in range(count)]
        skills = np.array([[skill(told, rule) for rule in (1, 2)] for told in results])
        again = np.array([skill(told, 1, revisits=True) for told in results])
        best = np.array([skill(told, 1, foreteller=4) for told in results])
        told_each, met = (np.concatenate([told[0][:, at] for told in results]) for at in (0, 3))
        rows.append(
            (
                generator,
                _range(skills[:, 0]),
                _range(again),
                f"{best.mean():.1%}",
                _range(skills[:, 1]),
                f"{(skills[:, 0] <= 0).sum()} and {(skills[:, 1] <= 0).sum()} of {count}",
                f"{_slope(told_each, met):.2f}",
                f"{_calibration_error(told_each, met) * 100:.1f}",
                f"{held(world(generator, 0)):.0%}",
            )
        )
    head = (
        "world",
        "skill",
        "of these revisits",
        "of one who knows all",
        "over hour and last miss",
        "worlds lost",
        "slope",
        "error, points",
        "band holds",
    )
    return table(head, rows)


def _range(skills: np.ndarray) -> str:
    return f"{skills.mean():.1%} ({skills.min():.1%} to {skills.max():.1%})"


def judged(made: World) -> tuple[np.ndarray, np.ndarray]:
    """For each knock of the last evenings: the model's chance, both rules', whether met, the world's own
    chance; and whether it was a revisit.
    """
    past = made.until(LEARNT)
    homes = learn(past).homes
    by_hour, by_miss = _means(past)
    rows, again = [], []
    for each, days, before, true in zip(made.log, made.days, past, made.true, strict=True):
        later = range(len(before.seen), len(each.seen))
        told = foretold(homes, [each]) if later else []
        for at in later:
            slot, met = each.seen[at]
            last = each.seen[at - 1][1] if at else None
            rows.append((told[at][0], by_hour(each.place, slot), by_miss(last, slot), float(met), true[at]))
            again.append(at > 0)
            assert LEARNT <= days[at] < EVENINGS
    return np.array(rows), np.array(again)


def _means(past: list[Evidence]):  # type: ignore[no-untyped-def]
    """The two simple rules: the mean of commune and hour; the mean of the hour after what came last."""
    hours: Counter[tuple[str, str]] = Counter()
    lasts: Counter[tuple[bool | None, str]] = Counter()
    met_hours: Counter[tuple[str, str]] = Counter()
    met_lasts: Counter[tuple[bool | None, str]] = Counter()
    for each in past:
        last: bool | None = None
        for slot, met in each.seen:
            hour = hour_of(slot)
            hours[each.place, hour] += 1
            met_hours[each.place, hour] += met
            lasts[last, hour] += 1
            met_lasts[last, hour] += met
            last = met
    mean = sum(met_hours.values()) / sum(hours.values())

    def by_hour(place: str, slot: int) -> float:
        key = (place, hour_of(slot))
        return (met_hours[key] + mean) / (hours[key] + 1)

    def by_last(last: bool | None, slot: int) -> float:
        key = (last, hour_of(slot))
        return (met_lasts[key] + mean) / (lasts[key] + 1)

    return by_hour, by_last


def skill(
    told: tuple[np.ndarray, np.ndarray], rule: int, *, revisits: bool = False, foreteller: int = 0
) -> float:
    """By how much the model's squared error (or that of column `foreteller`) is below that of a rule."""
    rows = told[0][told[1]] if revisits else told[0]
    error = np.mean((rows[:, [foreteller, rule]] - rows[:, [3]]) ** 2, axis=0)
    return float(1 - error[0] / error[1])


def held(made: World, most: int = 300) -> float:
    """The share of knocks whose own chance, as the world has it, lies in the band told; at most so many."""
    past = made.until(LEARNT)
    homes = learn(past).homes
    inside = []
    for each, before, true in zip(made.log, past, made.true, strict=True):
        for at in range(len(before.seen), len(each.seen)):
            if len(inside) < most:
                home = Home(each.place, each.people, History(each.seen[:at]))
                told = chance(homes, home, each.seen[at][0])
                inside.append(told.low <= true[at] <= told.high)
    return float(np.mean(inside))


def _slope(chance: np.ndarray, met: np.ndarray) -> float:
    """By how much the log odds told should be stretched to fit what came; 1 is right."""
    odds = np.log(np.clip(chance, 1e-6, 1 - 1e-6) / np.clip(1 - chance, 1e-6, 1))
    fit = least_squares(lambda ab: _deviance(ab[0] + ab[1] * odds, met), [0.0, 1.0])
    return float(fit.x[1])


def _deviance(odds: np.ndarray, met: np.ndarray) -> np.ndarray:
    return np.sqrt(2 * np.where(met > 0, np.logaddexp(0, -odds), np.logaddexp(0, odds)))


def _calibration_error(chance: np.ndarray, met: np.ndarray) -> float:
    """Mean distance, over ten equal bins, of the share met from the share told, weighted."""
    at = np.minimum((chance * 10).astype(int), 9)
    return float(
        sum(abs(chance[at == each].mean() - met[at == each].mean()) * (at == each).mean() for each in set(at))
    )


def cost(people: int = 300_000) -> str:
    """CPU seconds of a fit for so many people, knocked at one and a half times a household."""
    rng = np.random.default_rng(1)
    households = round(people / 3.6)
    sizes, slots = rng.integers(1, 7, households), rng.integers(35, 43, (households, 4))
    knocks = 1 + rng.binomial(3, 0.2, households)
    share = rng.beta(1.0, 0.4, households)
    met = rng.random((households, 4)) < share[:, None]
    log = [
        Evidence(
            f"c{at % 26}",
            int(sizes[at]),
            tuple((int(slots[at, each]), bool(met[at, each])) for each in range(knocks[at])),
            asked=tuple(Asked(1, None, bool(rng.random() < 0.8)) for _ in range(int(sizes[at] > 2) + 1)),
            named=2,
            found=2,
        )
        for at in range(households)
    ]
    begun = time.process_time()
    known = learn(log)
    return (
        f"{people:,} people, {households:,} households, {known.visits:,} knocks: "
        f"fitted in {time.process_time() - begun:.1f} CPU-s"
    )


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=8, help="invented districts of each kind")
    asked = parser.parse_args()
    assumed()
    print(describe())
    print(f"\n## Attempts\n\n{attempts()}\n\n## Two visits\n\n{two_visits()}\n\n## A day\n\n{day_shape()}")
    print(f"\n## Invented districts\n\n{worlds(asked.worlds)}\n\n## Cost\n\n{cost()}")


if __name__ == "__main__":
    main()
