"""A season looked up by number and name: who is free when, how far it is, what a fair share is."""

import math
from datetime import date

from bacung.core.rota.problem import Host, Member, Season, Unit

DETOUR = 1.3
"""A road is so much longer than the straight line, where nothing better is known."""

_EARTH_KM = 6371.0


class Index:
    """Lookups over one season; everything is computed once."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self.rules = season.rules
        self.weekend = {weekend.id: number for number, weekend in enumerate(season.weekends)}
        self.fridays = {weekend.id: weekend.friday for weekend in season.weekends}
        self.blocked = {weekend.id: weekend.blocked for weekend in season.weekends if weekend.blocked}
        self.host = {host.id: host for host in season.hosts}
        self.unit = {unit.id: unit for unit in season.units}
        self.member = {member.id: member for member in season.members}
        self.of_unit: dict[str, list[Member]] = {unit.id: [] for unit in season.units}
        for member in season.members:
            self.of_unit[member.unit].append(member)
        self.before: dict[str, list[date]] = {}
        for served in season.before.served:
            for name in served.members:
                self.before.setdefault(name, []).append(served.friday)
        self.duties = [
            (weekend.id, host.id)
            for weekend in season.weekends
            for host in season.hosts
            if self.is_open(weekend.id, host)
        ]
        self.shares = self._shares()

    def is_open(self, weekend: str, host: Host) -> bool:
        """Whether a host receives a team on a weekend."""
        if not self.rules.on("closed"):
            return True
        return weekend not in self.blocked and weekend not in host.closed

    def is_free(self, member: Member, weekend: str) -> bool:
        """Whether a member can be sent on a weekend, rest aside."""
        unit = self.unit[member.unit]
        return not (
            (self.rules.on("away") and weekend in member.away)
            or (self.rules.on("unit-away") and weekend in unit.away)
        )

    def rested(self, name: str, friday: date) -> bool:
        """Whether duties before the season let a member serve on a weekend."""
        return not self.rules.on("rest") or all(
            self.far_enough(friday, other) for other in self.before.get(name, ())
        )

    def far_enough(self, one: date, two: date) -> bool:
        """Whether two duties of one member keep the rest between them."""
        return abs((one - two).days) >= 7 * self.rules.rest

    def chances(self, member: Member) -> list[str]:
        """The weekends on which a member can be sent somewhere, in order; other duties aside."""
        open_weekends = dict.fromkeys(weekend for weekend, _ in self.duties)
        return [
            weekend
            for weekend in open_weekends
            if self.is_free(member, weekend) and self.rested(member.id, self.fridays[weekend])
        ]

    def could(self, member: Member) -> int:
        """How often a member could serve at most: the earliest weekend that rest allows, again and again."""
        times, last = 0, None
        for weekend in self.chances(member):
            friday = self.fridays[weekend]
            if last is None or not self.rules.on("rest") or self.far_enough(friday, last):
                times, last = times + 1, friday
        return times

    def share(self, unit: str, duties: int) -> float:
        """A unit's exact share of so many duties."""
        return self.shares[unit] * duties

    def travel(self, unit: Unit, host: Host) -> float | None:
        """From a unit to a host: as given, or the straight line in kilometres × `DETOUR`; None if unknown."""
        if host.id in unit.travel:
            return unit.travel[host.id]
        if unit.lat is None or unit.lon is None or host.lat is None or host.lon is None:
            return None
        return DETOUR * _kilometres(unit.lat, unit.lon, host.lat, host.lon)

    def before_host(self, weekend: str, host: Host) -> str | None:
        """The open weekend of a host before this one; None at its first."""
        last = None
        for each in self.season.weekends:
            if each.id == weekend:
                return last
            if self.is_open(each.id, host):
                last = each.id
        return None

    def last_unit(self, host: str) -> str:
        """The unit that served a host last before the season; "" where nobody is known."""
        served = [each for each in self.season.before.served if each.host == host]
        return max(served, key=lambda each: each.friday).unit if served else ""

    def _shares(self) -> dict[str, float]:
        """Each unit's part of all duties, by its `share` or its size; they sum to 1, or are all 0."""
        sizes = {name: len(members) for name, members in self.of_unit.items()}
        weights = {
            unit.id: sizes[unit.id] if unit.share is None else unit.share if sizes[unit.id] else 0.0
            for unit in self.season.units
        }
        total = sum(weights.values())
        return {name: weight / total if total else 0.0 for name, weight in weights.items()}


def rounded(share: float) -> tuple[int, int]:
    """A share rounded down and up; both the same for a whole number, whatever its last binary digit says."""
    nearest = round(share)
    return (nearest, nearest) if abs(share - nearest) < 1e-9 else (math.floor(share), math.ceil(share))


def _kilometres(lat_1: float, lon_1: float, lat_2: float, lon_2: float) -> float:
    """The great circle between two places (haversine)."""
    one, two = math.radians(lat_1), math.radians(lat_2)
    half = math.sin((two - one) / 2) ** 2
    half += math.cos(one) * math.cos(two) * math.sin(math.radians(lon_2 - lon_1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
