"""The question asked once a season: which unit sends whom to which commune on which weekend.

A duty is one team in one commune (a host) from Friday 17:00 until Sunday 17:00: some members of one base
unit, one of whom leads. Rules are known by the codes in `RULES`; each can be switched off.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta

from bacung.core.rota.wire import malformed, read, unique, write

Name = Annotated[str, Meta(min_length=1, max_length=200)]
Text = Annotated[str, Meta(max_length=400)]
Few = Annotated[int, Meta(ge=0, le=100)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Weight = Annotated[float, Meta(ge=0, le=10_000)]
Way = Annotated[float, Meta(ge=0, le=5_000)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]

RULES: dict[str, str] = {
    "closed": "Nobody is sent on a blocked weekend, nor where the commune receives nobody.",
    "eligible": "Only eligible members are sent.",
    "team-size": "A team has exactly so many members.",
    "leaders": "At least so many members of a team can lead it.",
    "one-unit": "The members of a team belong to the unit that sends it.",
    "away": "A member who is away is not sent.",
    "unit-away": "A unit that is away (an exam, a course) sends nobody.",
    "two-places": "Nobody is in two communes on one weekend.",
    "rest": "A member serves at most one weekend in so many.",
    "twice-running": "A unit does not serve two weekends running in one commune.",
    "teams-per-unit": "A unit sends at most so many teams on one weekend.",
    "beds": "A team fits into the beds of its commune.",
    "skills": "Each skill a commune needs is brought by somebody of the team.",
    "share": "A unit serves as often as its share says, rounded down or up.",
    "spread": "Within a unit the loads differ by at most so much, save of who could not have served more.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekend:
    """One weekend by its Friday; `blocked` says why nobody is sent at all (Tết, a holiday, an exam)."""

    id: Name
    friday: date
    blocked: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A commune that receives one team each open weekend.

    `beds` None: enough. `closed`: weekends on which it receives nobody. `needs`: skills (a language, a
    licence) that somebody of the team brings. `wished`: units it asks for. `companions`: whether local people
    who walk along are known, or on which weekends they are; `alone_because` names the exception.
    """

    id: Name
    beds: Few | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    closed: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    wished: frozenset[str] = frozenset()
    companions: bool | frozenset[str] = True
    alone_because: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A base unit. `share` of the duties against the shares of the others; None: by the number of members.

    `away`: weekends on which it sends nobody. `travel`: minutes or kilometres to a host by its id, where
    known better than by the straight line.
    """

    id: Name
    lat: Latitude | None = None
    lon: Longitude | None = None
    share: Weight | None = None
    away: frozenset[str] = frozenset()
    travel: dict[str, Way] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An eligible member. `served`: weekends before this season, which break ties between equals."""

    id: Name
    unit: Name
    leads: bool = False
    away: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    served: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules in numbers, and what deviations cost.

    `members` and `leaders` of a team; `rest`: at most one weekend in so many; `teams` of a unit on one
    weekend; `spread` of the loads within a unit. `off`: codes of `RULES` that do not hold this time.
    Costs: `travel` per minute or kilometre; `wish` saved by a wished unit; `change` per team that goes to
    another unit than in the plan in force; `excess` per duty outside a unit's fair share (the share is kept
    where it can be).
    """

    members: Annotated[int, Meta(ge=1, le=10)] = 2
    leaders: Annotated[int, Meta(ge=0, le=10)] = 1
    rest: Annotated[int, Meta(ge=1, le=26)] = 4
    teams: Annotated[int, Meta(ge=1, le=20)] = 2
    spread: Annotated[int, Meta(ge=0, le=52)] = 2
    off: frozenset[str] = frozenset()
    travel: Annotated[float, Meta(ge=0, le=10)] = 1.0
    wish: Weight = 10.0
    change: Weight = 500.0
    excess: Weight = 2000.0

    def on(self, code: str) -> bool:
        """Whether a rule holds this time."""
        return code not in self.off


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who goes to a host on a weekend; one of the members leads ("" where none of them can)."""

    weekend: Name
    host: Name
    unit: Name
    members: tuple[Name, ...]
    leader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A duty published or set by hand: its unit, and its members where they are set too.

    It stays as it is, whatever rule it breaks; what it breaks is said.
    """

    weekend: Name
    host: Name
    unit: Name
    members: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A duty before the season's first weekend, for rest and for twice running."""

    friday: date
    host: Name
    unit: Name
    members: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What there was: the duties just before the season, and the plan in force that changes little."""

    served: tuple[Served, ...] = ()
    standing: tuple[Team, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """Everything a weekend rota rests on. Made in code or by `from_json`, it is checked alike."""

    kind: Literal["weekends"] = "weekends"
    weekends: tuple[Weekend, ...]
    hosts: tuple[Host, ...]
    units: tuple[Unit, ...]
    members: tuple[Member, ...]
    rules: Rules = field(default_factory=Rules)
    fixed: tuple[Fixed, ...] = ()
    before: Before = field(default_factory=Before)

    def __post_init__(self) -> None:
        unique("weekends", [weekend.id for weekend in self.weekends])
        unique("hosts", [host.id for host in self.hosts])
        unique("units", [unit.id for unit in self.units])
        unique("members", [member.id for member in self.members])
        unique("fixed", [f"{fixed.weekend} {fixed.host}" for fixed in self.fixed])
        unique("before.standing", [f"{team.weekend} {team.host}" for team in self.before.standing])
        for number, code in enumerate(sorted(self.rules.off)):
            _known(f"rules.off[{number}]", code, RULES)
        self._check_order()
        self._check_names()

    @classmethod
    def from_json(cls, value: object) -> "Season":
        """Read decoded JSON strictly; refuses `rota.malformed` by field."""
        return read(cls, value)

    def to_json(self) -> dict[str, Any]:
        """JSON values from which `from_json` makes an equal problem."""
        values: dict[str, Any] = write(self)
        return values

    def _check_order(self) -> None:
        for number, (one, two) in enumerate(zip(self.weekends, self.weekends[1:], strict=False)):
            if (two.friday - one.friday).days < 7:
                raise malformed(
                    f"weekends[{number + 1}].friday", f"{two.friday} is not a week after the last"
                )
        first = self.weekends[0].friday if self.weekends else date.max
        for number, served in enumerate(self.before.served):
            if (first - served.friday).days < 7:
                raise malformed(
                    f"before.served[{number}].friday",
                    f"{served.friday} is not a week before the first weekend",
                )

    def _check_names(self) -> None:
        """Whatever is referred to exists; the past may name what is no more."""
        units = {unit.id for unit in self.units}
        weekends = {weekend.id for weekend in self.weekends}
        hosts = {host.id for host in self.hosts}
        members = {member.id for member in self.members}
        for number, host in enumerate(self.hosts):
            if (host.lat is None) != (host.lon is None):
                raise malformed(f"hosts[{number}].{'lon' if host.lon is None else 'lat'}", "missing")
        for number, unit in enumerate(self.units):
            if (unit.lat is None) != (unit.lon is None):
                raise malformed(f"units[{number}].{'lon' if unit.lon is None else 'lat'}", "missing")
        for number, member in enumerate(self.members):
            _known(f"members[{number}].unit", member.unit, units)
        for number, fixed in enumerate(self.fixed):
            path = f"fixed[{number}]"
            _known(f"{path}.weekend", fixed.weekend, weekends)
            _known(f"{path}.host", fixed.host, hosts)
            _known(f"{path}.unit", fixed.unit, units)
            for place, name in enumerate(fixed.members):
                _known(f"{path}.members[{place}]", name, members)
            unique(f"{path}.members", list(fixed.members))


def _known(path: str, name: str, names: object) -> None:
    if name not in names:  # type: ignore[operator]
        raise malformed(path, f"{name!r} is not known")
