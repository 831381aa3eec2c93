"""What a pair wrote down about one visit to one door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from bacung.core.merging.reasons import AT_DOOR

DoorOutcome = Literal["home", "nobody", "door-refused", "not-found", "void"]
Outcome = Literal["activated", "already_active", "collected", "invited", "reason", "shown"]

DOOR_OUTCOMES: tuple[DoorOutcome, ...] = get_args(DoorOutcome)
# In order of what they settle: where one visit says several of a person, the first is that visit's outcome.
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class PersonOutcome:
    """What one visit says of one person; a visit may say several things of the same person.

    reason: a code of `reasons.AT_DOOR`, with outcome 'reason' (or beside another, as with 'invited').
    desk_slot: when the person is expected at the station. comes_back_at: when the pair promised to return.
    never: the person wants no account and is not to be asked again.
    """

    person: str
    outcome: Outcome
    reason: str | None = None
    desk_slot: datetime | None = None
    comes_back_at: datetime | None = None
    home_visit_wanted: bool = False
    escort_wanted: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True)
class VisitFact:
    """One visit, never edited; moments carry a time zone.

    voids: the id of a visit that this one withdraws. Outcome 'void' only withdraws; any other replaces.
    never: the household wants no more knocking.
    """

    id: str
    household: str
    occurred_at: datetime
    recorded_at: datetime
    outcome: DoorOutcome
    person_outcomes: tuple[PersonOutcome, ...] = ()
    voids: str | None = None
    comes_back_at: datetime | None = None
    never: bool = False

    @property
    def is_void(self) -> bool:
        """Whether the fact says nothing of its own."""
        return self.outcome == "void"


def faults(visit: VisitFact, *, officer_with_kit: bool) -> tuple[str, ...]:
    """What cannot be true of a visit, as codes in a fixed order; empty for a visit that may be entered.

    officer_with_kit: whether one of the pair is an officer carrying a kit, the only one who collects at a
    door.
    """
    told = visit.person_outcomes
    promises = (visit.comes_back_at, *(one.comes_back_at for one in told))
    found = {
        "void-without-target": visit.is_void and visit.voids is None,
        "void-says-something": visit.is_void and bool(told or visit.comes_back_at or visit.never),
        "nobody-spoke": visit.outcome in ("nobody", "not-found")
        and (visit.never or any(one.never or one.outcome != "reason" for one in told)),
        "collected-without-kit": not officer_with_kit and any(one.outcome == "collected" for one in told),
        "reason-missing": any(one.outcome == "reason" and one.reason is None for one in told),
        "reason-unknown": any(one.reason is not None and one.reason not in AT_DOOR for one in told),
        "promise-in-the-past": any(at is not None and at <= visit.occurred_at for at in promises),
        "slot-in-the-past": any(one.desk_slot and one.desk_slot <= visit.occurred_at for one in told),
        "recorded-before-it-happened": visit.recorded_at < visit.occurred_at,
    }
    return tuple(code for code, wrong in found.items() if wrong)
