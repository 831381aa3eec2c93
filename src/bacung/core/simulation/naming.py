"""Names as they are given: by sex and by when one was born."""

import csv
from dataclasses import dataclass
from importlib import resources
from itertools import accumulate
from random import Random

from bacung.core.people.citizen_numbers import Sex


@dataclass(frozen=True, slots=True)
class Drawn:
    """Texts and their cumulative weights, to draw from."""

    texts: list[str]
    weights: list[int]

    def draw(self, rng: Random) -> str:
        """One text, as often as its weight says."""
        return rng.choices(self.texts, cum_weights=self.weights)[0]


def _tables() -> dict[tuple[str, str], Drawn]:
    """(part of the name, sex) → what to draw from; family names do not ask for the sex."""
    text = resources.files("bacung.core.simulation").joinpath("name_parts.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    tables = {}
    for part in ("family", "middle", "given"):
        for sex in ("male", "female"):
            counted = [
                (row["text"], int(row["male"]) + int(row["female"]) if part == "family" else int(row[sex]))
                for row in rows
                if row["part"] == part
            ]
            kept = [(name, count) for name, count in counted if count]
            tables[part, sex] = Drawn(
                [name for name, _ in kept], list(accumulate(count for _, count in kept))
            )
    return tables


_TABLES = _tables()
_EVERYDAY_MIDDLE: dict[Sex, str] = {"male": "Văn", "female": "Thị"}
# How likely the everyday đệm was for someone born before that year. The counted names are of young people.
_EVERYDAY_SHARES: dict[Sex, tuple[tuple[int, float], ...]] = {
    "male": ((1975, 0.55), (1990, 0.35)),
    "female": ((1975, 0.85), (1990, 0.6)),
}


def family_name(rng: Random) -> str:
    """A họ, as often as it is borne."""
    return _TABLES["family", "male"].draw(rng)


def own_name(rng: Random, sex: Sex, year: int, taken: set[str]) -> str:
    """Đệm and tên for someone born in `year`, with a tên not yet `taken` in the family (it is now)."""
    everyday = next((share for before, share in _EVERYDAY_SHARES[sex] if year < before), 0.0)
    middle = _EVERYDAY_MIDDLE[sex] if rng.random() < everyday else _TABLES["middle", sex].draw(rng)
    for _ in range(20):
        given = _TABLES["given", sex].draw(rng)
        if given not in taken and given not in middle:
            break
    taken.add(given)
    return f"{middle} {given}"
