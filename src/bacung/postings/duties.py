"""The rota as it stands: duties of a season, groups of a wave, and how a muster keeps them as a draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bacung.core.rota.problem import Team
from bacung.ground import clock
from bacung.postings.models import Muster, Posting

ARRIVES = time(17)
LEAVES = time(17)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Duty:
    """A team in a commune on the weekend of a Friday. `because`: why it stands though it breaks a rule."""

    friday: date
    commune_id: int
    unit_id: int
    member_ids: tuple[int, ...]
    leader_id: int | None = None
    by_hand: bool = False
    because: str = ""

    @property
    def cell(self) -> tuple[date, int]:
        """Its place in the calendar."""
        return self.friday, self.commune_id

    def team(self) -> Team:
        """As `core.rota` knows it."""
        return Team(
            weekend=self.friday.isoformat(),
            host=str(self.commune_id),
            unit=str(self.unit_id),
            members=tuple(str(key) for key in self.member_ids),
            leader=str(self.leader_id or ""),
        )


@dataclass(frozen=True)
class Group:
    """The students of a commune. `by_hand`: those whom the next plan leaves where they are."""

    commune_id: int
    member_ids: tuple[int, ...]
    leader_id: int | None = None
    supervisor_id: int | None = None
    days: float | None = None
    by_hand: frozenset[int] = frozenset()
    because: str = ""


# ── The draft of a rota ───────────────────────────────────────────────────────────────────────────


def duties_of(muster: Muster) -> list[Duty]:
    """The season's rota as it stands before it is published, in the order of the calendar."""
    rows = (muster.draft or {}).get("duties", [])
    return sorted((_duty(row) for row in rows), key=lambda duty: duty.cell)


def _duty(row: Mapping[str, Any]) -> Duty:
    return Duty(
        friday=date.fromisoformat(row["friday"]),
        commune_id=row["commune"],
        unit_id=row["unit"],
        member_ids=tuple(row["members"]),
        leader_id=row["leader"],
        by_hand=row["by_hand"],
        because=row["because"],
    )


def groups_of(muster: Muster) -> list[Group]:
    """The wave's allocation as it stands before it is published."""
    return [
        Group(
            commune_id=row["commune"],
            member_ids=tuple(row["members"]),
            leader_id=row["leader"],
            supervisor_id=row["supervisor"],
            days=row["days"],
            by_hand=frozenset(row["by_hand"]),
            because=row["because"],
        )
        for row in (muster.draft or {}).get("groups", [])
    ]


def draft_of_duties(duties: Iterable[Duty]) -> dict[str, Any]:
    """What `duties_of` reads."""
    return {
        "duties": [
            {
                "friday": duty.friday.isoformat(),
                "commune": duty.commune_id,
                "unit": duty.unit_id,
                "members": list(duty.member_ids),
                "leader": duty.leader_id,
                "by_hand": duty.by_hand,
                "because": duty.because,
            }
            for duty in duties
        ]
    }


def draft_of_groups(groups: Iterable[Group]) -> dict[str, Any]:
    """What `groups_of` reads."""
    return {
        "groups": [
            {
                "commune": group.commune_id,
                "members": list(group.member_ids),
                "leader": group.leader_id,
                "supervisor": group.supervisor_id,
                "days": group.days,
                "by_hand": sorted(group.by_hand),
                "because": group.because,
            }
            for group in groups
        ]
    }


def duty_of_team(team: Team) -> Duty:
    """A team of an answer as a duty."""
    return Duty(
        friday=date.fromisoformat(team.weekend),
        commune_id=int(team.host),
        unit_id=int(team.unit),
        member_ids=tuple(int(key) for key in team.members),
        leader_id=int(team.leader) if team.leader else None,
    )


def duty_of_posting(posting: Posting) -> Duty:
    """A published weekend as a duty; its assignments are loaded."""
    there = [each for each in posting.assignments.all() if each.released_at is None]
    return Duty(
        friday=clock.local(posting.begins_at).date(),
        commune_id=posting.commune_id,
        unit_id=posting.unit_id or 0,
        member_ids=tuple(each.member_id for each in there),
        leader_id=next((each.member_id for each in there if each.leads), None),
        by_hand=posting.set_by_hand,
        because=posting.kept_because,
    )


# ── Weekends ──────────────────────────────────────────────────────────────────────────────────────


def fridays(starts_on: date, ends_on: date) -> list[date]:
    """The Fridays of the weekends that lie wholly between two days."""
    first = starts_on + timedelta(days=(4 - starts_on.weekday()) % 7)
    count = max(0, (ends_on - timedelta(days=2) - first).days // 7 + 1)
    return [first + WEEK * number for number in range(count)]


def weekend_span(friday: date) -> tuple[datetime, datetime]:
    """From Friday 17:00 to Sunday 17:00."""
    sunday = friday + timedelta(days=2)
    return (
        datetime.combine(friday, ARRIVES, clock.VIETNAM),
        datetime.combine(sunday, LEAVES, clock.VIETNAM),
    )


def wave_span(muster: Muster) -> tuple[datetime, datetime]:
    """From the morning of the first day to the evening of the last."""
    return (
        datetime.combine(muster.starts_on, time(8), clock.VIETNAM),
        datetime.combine(muster.ends_on, LEAVES, clock.VIETNAM),
    )
