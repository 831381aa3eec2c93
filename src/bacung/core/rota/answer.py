"""The answer for a season: teams, loads, what is broken and what cannot be, and how far from the best."""

from dataclasses import dataclass, field
from typing import Any

from bacung.core.rota.problem import Team
from bacung.core.rota.wire import read, write

Facts = dict[str, str | int | float | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason: a kebab-case code and the facts a sentence needs."""

    code: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that a team or a load does not keep: its code in `RULES`, and where ("" or () where not apt).

    Facts by rule: closed `reason`; team-size and leaders `has`, `wants`; rest `other` (the other weekend, or
    its Friday before the season), `weeks`; twice-running `other`; teams-per-unit `has`, `most`; beds `has`,
    `beds`; skills `missing`; share `has`, `least`, `most`; spread `has` (of `members[0]`), `other` (of
    `members[1]`), `most`; none for the others.
    """

    rule: str
    weekend: str = ""
    host: str = ""
    unit: str = ""
    members: tuple[str, ...] = ()
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfilled:
    """A commune left without a team on a weekend.

    `why` is one smallest set of rules and facts that cannot hold together with a team there: without any one
    of them there could be one. First `duties` (weekends, hosts, teams, people, perhaps unit) and `eligible`
    (members, units), then codes of `RULES` and "fixed" with their facts. Alone: stopped, not-looked-for,
    not-found.
    """

    weekend: str
    host: str
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLoad:
    """How often a unit serves, its exact share, and that share rounded down and up."""

    unit: str
    teams: int
    share: float
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLoad:
    """How many weekends a member serves this season, and at most could (without the others)."""

    member: str
    unit: str
    weekends: int
    could: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A duty that differs from the plan in force; a unit is "" where there was, or is, no team."""

    weekend: str
    host: str
    unit_before: str
    unit: str
    members_before: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """A season's rota, in the order of weekends and hosts.

    `cost` of who is sent where (travel, wishes, changes, unfair shares, unfilled duties), `bound` proven to
    be below the cost of every rota that keeps the rules; `gap` between them as a share of the cost;
    `optimal`: no rota is better. None where nothing is known. `work`: solves done; `conflicts`: smallest sets
    of rules that cannot hold together, each named once. Notes: no-duty, no-companion, alone, no-place,
    stopped.
    """

    teams: tuple[Team, ...]
    unfilled: tuple[Unfilled, ...] = ()
    breaches: tuple[Breach, ...] = ()
    units: tuple[UnitLoad, ...] = ()
    members: tuple[MemberLoad, ...] = ()
    changes: tuple[Change, ...] = ()
    conflicts: tuple[tuple[Why, ...], ...] = ()
    notes: tuple[Why, ...] = ()
    travel: float = 0.0
    cost: float = 0.0
    bound: float | None = None
    gap: float | None = None
    optimal: bool = False
    work: int = 0
    seed: int = 0

    @classmethod
    def from_json(cls, value: object) -> "Rota":
        """Read what `to_json` wrote."""
        return read(cls, value)

    def to_json(self) -> dict[str, Any]:
        """JSON values from which `from_json` makes an equal answer."""
        values: dict[str, Any] = write(self)
        return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Who could stand in, for whom ("" where the team is short), and why in this place of the list.

    `breaks`: what would be broken that is not broken now. Why codes: load (`weekends`, `served` before this
    season), rested (`weeks` to the nearest other duty), leads, brings (`skills`).
    """

    member: str
    unit: str
    instead_of: str = ""
    breaks: tuple[Breach, ...] = ()
    why: tuple[Why, ...] = ()
