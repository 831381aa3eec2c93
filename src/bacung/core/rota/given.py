"""What hands have set before the planner begins: teams that stay, and what they take of everybody's time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bacung.core.rota.index import Index
from bacung.core.rota.problem import Member, Team


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty to be planned: the unit set by hand ("" if open) and those of its members that are set."""

    weekend: str
    host: str
    unit: str = ""
    held: tuple[str, ...] = ()


class Given:
    """The duties still open, the teams set by hand as a whole, and who is free beside them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        by_hand = {(fixed.weekend, fixed.host): fixed for fixed in index.season.fixed}
        self.settled = tuple(
            Team(
                weekend=fixed.weekend,
                host=fixed.host,
                unit=fixed.unit,
                members=fixed.members,
                leader=leader_of(index, fixed.members),
            )
            for fixed in index.season.fixed
            if len(fixed.members) >= index.rules.members
        )
        whole = {(team.weekend, team.host) for team in self.settled}
        self.duties = [
            Duty(weekend, host, fixed.unit, fixed.members)
            if (fixed := by_hand.get((weekend, host)))
            else Duty(weekend, host)
            for weekend, host in dict.fromkeys([*index.duties, *by_hand])
            if (weekend, host) not in whole
        ]
        self.teams_of_unit = Counter(team.unit for team in self.settled)
        self.teams_on = Counter((team.unit, team.weekend) for team in self.settled)
        self.unit_at = {(team.weekend, team.host): team.unit for team in self.settled}
        self.busy: dict[str, list[date]] = {}
        for fixed in index.season.fixed:
            for name in fixed.members:
                self.busy.setdefault(name, []).append(index.fridays[fixed.weekend])
        self._free: dict[tuple[str, str], bool] = {}
        self._could: dict[str, int] = {}
        self.loads = Counter(name for fixed in index.season.fixed for name in fixed.members)

    def is_free(self, member: Member, weekend: str) -> bool:
        """Whether the planner may send a member on a weekend, whatever else it plans."""
        key = member.id, weekend
        if key not in self._free:
            index, friday = self.index, self.index.fridays[weekend]
            self._free[key] = (
                index.is_free(member, weekend)
                and index.rested(member.id, friday)
                and all(self._apart(friday, other) for other in self.busy.get(member.id, ()))
            )
        return self._free[key]

    def could(self, member: Member) -> int:
        """How often a member could serve at most, with what hands have set."""
        if member.id not in self._could:
            times, last = self.loads[member.id], None
            for weekend in dict.fromkeys(duty.weekend for duty in self.duties):
                friday = self.index.fridays[weekend]
                if self.is_free(member, weekend) and (last is None or self._apart(friday, last)):
                    times, last = times + 1, friday
            self._could[member.id] = times
        return self._could[member.id]

    def _apart(self, friday: date, other: date) -> bool:
        """Nobody is in two places, whether or not that rule is on."""
        return friday != other and (not self.index.rules.on("rest") or self.index.far_enough(friday, other))


def leader_of(index: Index, members: tuple[str, ...]) -> str:
    """Who leads a team: the one of those who can who served least before, by name among equals."""
    able = [index.member[name] for name in members if name in index.member and index.member[name].leads]
    return min(able, key=lambda member: (member.served, member.id)).id if able else ""
