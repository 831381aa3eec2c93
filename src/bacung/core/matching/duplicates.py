"""One person written twice in one list."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bacung.core.matching.decision import decide
from bacung.core.matching.persons import FIELDS, Candidate, Row
from bacung.core.people.dates import is_placeholder
from bacung.core.people.names import fold

# A list that gives nobody a real birth date would make everybody a neighbour of everybody.
_MOST_NEIGHBOURS = 40

_DECIDES = frozenset(("same-number", "same-birth-day"))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Row `row` is the person of the earlier row `of` ('same'), or may be ('ask'); positions from 0."""

    row: int
    of: int
    kind: Literal["same", "ask"]
    why: tuple[str, ...]


class Lines:
    """The lines of one list as they come by, each compared with those above it that share a key with it."""

    def __init__(self) -> None:
        self._above: list[Row] = []
        self._places: dict[Hashable, list[int]] = {}

    def next(self, row: Row) -> Duplicate | None:
        """Take in one more line; the earlier line it repeats or may repeat, if any."""
        position = len(self._above)
        keys = list(_keys(row))
        near = dict.fromkeys(place for key in keys for place in self._places.get(key, ()))
        found = self._compare(row, position, list(near)) if near else None
        repeated = found.of if found and found.kind == "same" else None
        self._above.append(row)
        if repeated is not None:
            self._above[repeated] = _completed(self._above[repeated], row)
        for key in keys:
            places = self._places.setdefault(key, [])
            place = position if repeated is None else repeated
            if place not in places and len(places) < _MOST_NEIGHBOURS:
                places.append(place)
        return found

    def _compare(self, row: Row, position: int, near: list[int]) -> Duplicate | None:
        match = decide(row, [Candidate(place, self._above[place]) for place in near])
        if match.kind == "new" or match.person is None:
            return None
        # Elders of one name and year in one hamlet are common: between lines only a day or a number decides.
        certain = match.kind == "same" and not _DECIDES.isdisjoint(match.why)
        return Duplicate(position, match.person, "same" if certain else "ask", match.why)


def _completed(above: Row, repeat: Row) -> Row:
    """The line above with what only its repetition says, so that a third line is recognised by either."""
    blanks = [name for name in FIELDS if getattr(above, name) is None and getattr(repeat, name) is not None]
    return replace(above, **{name: getattr(repeat, name) for name in blanks}) if blanks else above


def duplicates(rows: Iterable[Row]) -> Iterator[Duplicate]:
    """Every row that repeats, or may repeat, an earlier one. Time grows with rows, not with pairs."""
    lines = Lines()
    for row in rows:
        if found := lines.next(row):
            yield found


def _keys(row: Row) -> Iterator[Hashable]:
    """What two lines about one person are expected to share: number, or name and year, or day and hamlet."""
    if row.citizen_number:
        yield row.citizen_number
    name = fold(row.name)
    if row.born:
        yield name, row.born.year
        if row.hamlet and row.born.precision == "day" and not is_placeholder(row.born):
            yield row.born, row.commune, row.hamlet
    if row.household:
        yield name, row.commune, row.household
