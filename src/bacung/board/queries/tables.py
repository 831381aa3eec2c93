"""The table people work with: area by area, what was asked, what is done, what is left."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bacung.areas.models import Area, Hamlet
from bacung.board.queries.counts import Counts, coverage, hamlets
from bacung.board.queries.reported import Reported, reported
from bacung.core.coverage.measures import LEFT
from bacung.core.coverage.rates import RATES, NamedRate, Rate
from bacung.core.merging.reasons import REASONS, Reason
from bacung.drives.models import Drive, Target
from bacung.ground.permissions import Viewer

Basis = Literal["people", "reported", "nothing"]


@dataclass
class Line:
    """One place: its counts, how they moved since yesterday, its target, and what its office reported.

    `achieved` is counted person by person, or, where only totals were reported, the reported one; `basis`
    says which, and the two are never added together.
    """

    place: Area | Hamlet | None
    counts: Counts
    moved: Counts
    target: int | None = None
    achieved: int | None = None
    reported: Mapping[str, Reported] = field(default_factory=dict)
    rank: int | None = None

    @property
    def basis(self) -> Basis:
        """Whether this line speaks from people one by one, or only from what the office reported."""
        if self.counts["listed"]:
            return "people"
        return "reported" if self.reported else "nothing"

    @property
    def left(self) -> int | None:
        """How much of the target is still to do; more than asked leaves nothing."""
        if self.target is None or self.achieved is None:
            return None
        return max(self.target - self.achieved, 0)

    @property
    def rates(self) -> list[tuple[NamedRate, Rate]]:
        """The named rates of the computed counts."""
        return [(rate, rate.of(self.counts)) for rate in RATES]

    @property
    def reported_rate(self) -> tuple[NamedRate, Rate] | None:
        """The rate of the reported totals, where both its parts were reported."""
        for rate in RATES:
            if rate.numerator in self.reported and rate.denominator in self.reported:
                return rate, Rate(self.reported[rate.numerator].value, self.reported[rate.denominator].value)
        return None

    @property
    def left_by_reason(self) -> list[tuple[Reason, int]]:
        """Why people are still to do, the commonest first."""
        found = [
            (REASONS[measure.removeprefix(LEFT)], number)
            for measure, number in self.counts.items()
            if measure.startswith(LEFT) and number
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].code))


@dataclass(frozen=True)
class Table:
    """The places of one level below `above`, ranked by how much of the target they reached, and their
    total.
    """

    drive: Drive
    as_of: datetime
    above: Area | None
    lines: list[Line]
    totals: dict[Basis, Line]

    @property
    def total(self) -> Line:
        """The total of those who are known person by person."""
        return self.totals.get("people") or Line(None, Counter(), Counter())


def table(
    viewer: Viewer,
    drive: Drive,
    *,
    at: datetime | None = None,
    above: Area | None = None,
    by: str = "commune",
) -> Table:
    """A drive's places inside the viewer's areas. `by` is the level shown: district, commune, or hamlet (of
    one commune, given as `above`, which the viewer was allowed to fetch).
    """
    if by == "hamlet" and above is not None:
        found = hamlets(viewer, drive, above, at=at)
        lines = [Line(row.area, row.counts, row.since_yesterday) for row in found.rows]
    else:
        found = coverage(viewer, drive, at=at)
        told = reported(viewer, drive, at=found.as_of)
        targets = _targets(drive)
        lines = [
            _with_target(
                Line(row.area, row.counts, row.since_yesterday, reported=told.get(row.area.pk, {})), targets
            )
            for row in found.rows
            if above is None or (isinstance(row.area, Area) and row.area.path.startswith(above.path))
        ]
        if by == "district":
            lines = _by_district(lines)
    _rank(lines)
    kinds = {line.basis for line in lines}
    totals = {basis: _added(None, [line for line in lines if line.basis == basis]) for basis in kinds}
    return Table(drive, found.as_of, above, lines, totals)


def _targets(drive: Drive) -> dict[int, Target]:
    """The target each area is ranked by: of several, the one for the furthest step."""
    order = ("collected", "approved", "activated", "activated_phones")
    targets = sorted(
        drive.targets.all(), key=lambda target: order.index(target.measure) if target.measure in order else -1
    )
    return {target.area_id: target for target in targets}


def _with_target(line: Line, targets: Mapping[int, Target]) -> Line:
    target = targets.get(line.place.pk) if line.place else None
    if target:
        line.target = target.number
        told = line.reported.get(target.measure)
        line.achieved = line.counts[target.measure] if line.basis == "people" else told.value if told else 0
    return line


def _by_district(lines: Iterable[Line]) -> list[Line]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        assert isinstance(line.place, Area)
        groups.setdefault(line.place.path[: -Area.steplen], []).append(line)
    districts = Area.objects.in_bulk(groups, field_name="path")
    return [_added(districts[path], of_district) for path, of_district in groups.items()]


def _added(place: Area | None, lines: Iterable[Line]) -> Line:
    """Several lines as one. A target or a reported total is the sum of those that were given."""
    lines = list(lines)
    counts: Counts = Counter()
    moved: Counts = Counter()
    told: dict[str, Reported] = {}
    for line in lines:
        counts.update(line.counts)
        moved.update(line.moved)
        for measure, one in line.reported.items():
            before = told.get(measure)
            told[measure] = Reported(
                one.value + (before.value if before else 0),
                min(one.of, before.of) if before else one.of,
                one.batch_id,
            )
    asked = [line.target for line in lines if line.target is not None]
    done = [line.achieved for line in lines if line.achieved is not None]
    return Line(
        place, counts, moved, sum(asked) if asked else None, sum(done) if done else None, reported=told
    )


def _rank(lines: list[Line]) -> None:
    """First the one that reached most of its target; equals share a rank."""
    shares = {id(line): (line.achieved or 0) / line.target for line in lines if line.target}
    for line in lines:
        if id(line) in shares:
            line.rank = 1 + sum(share > shares[id(line)] for share in shares.values())
