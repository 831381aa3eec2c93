"""Adding the entries of one account up to what it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from typing import Literal

from bacung.core.calendar import Calendar, local_day
from bacung.core.facts import live
from bacung.core.lifecycle.entries import Entry
from bacung.core.lifecycle.rules import FileKind, Rules

Step = Literal["none", "collected", "approved", "activated"]
State = Literal["none", "collected", "approved", "activated", "rejected", "locked"]

STEPS: tuple[Step, ...] = ("none", "collected", "approved", "activated")

# Lists give days without hours, so within one day entries are read in the order of an account's life.
_PLACE_IN_LIFE = {
    "collected": 0,
    "approved": 1,
    "rejected": 1,
    "notified": 2,
    "activated": 3,
    "locked": 4,
    "unlocked": 4,
}
# What makes an account a question for a person. The other codes of `Account.why` only explain.
CONTRADICTIONS = frozenset(
    {"activated-after-rejection", "denied-by-list", "earlier-than-the-list", "rejected-after-activation"}
)


@dataclass(frozen=True, slots=True)
class Account:
    """What an account is, and why.

    state: for people; `reached` is the step that stands under a lock. A rejected file stands no longer.
    The moments are those of the standing file; None where the step is not reached or its date is not known.
    declared, confirmed: whether a person declared, and whether a list confirmed, the step reached.
    contested: the sources contradict each other; what was declared goes on counting until a person decides.
    approval_due_on: last day for the answer; activate_by_on: last day of the seven from the notice.
    why: codes, sorted. Besides `CONTRADICTIONS`: 'collected-date-unknown' (a later step implies the file),
    'notice-date-unknown' (so no window can be stated), 'day-differs' (list and declaration name different
    days; the earlier counts), 'steps-out-of-order', 'locked-without-account'.
    """

    state: State = "none"
    reached: Step = "none"
    collected_at: datetime | None = None
    approved_at: datetime | None = None
    notified_at: datetime | None = None
    activated_at: datetime | None = None
    rejected_at: datetime | None = None
    locked_at: datetime | None = None
    declared: bool = False
    confirmed: bool = False
    contested: bool = False
    approval_due_on: date | None = None
    activate_by_on: date | None = None
    why: tuple[str, ...] = ()

    def over_7_days(self, on: date) -> bool:
        """Whether the window after the notice has passed; nothing is lost, the citizen rings the hotline."""
        return self.reached == "approved" and self.activate_by_on is not None and on > self.activate_by_on

    def approval_overdue(self, on: date) -> bool:
        """Whether the answer to a complete file is late."""
        return self.reached == "collected" and self.approval_due_on is not None and on > self.approval_due_on

    @property
    def reached_at(self) -> datetime | None:
        """When the step reached was reached."""
        return {
            "none": None,
            "collected": self.collected_at,
            "approved": self.approved_at,
            "activated": self.activated_at,
        }[self.reached]


NO_ACCOUNT = Account()


@dataclass(slots=True)
class _File:
    """The file that stands while entries are read in order: the first entry of each step, and all of them."""

    first: dict[str, Entry] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    rejected: Entry | None = None
    locked: Entry | None = None
    why: set[str] = field(default_factory=set)

    def read(self, entry: Entry) -> None:
        match entry.kind:
            case "locked":
                self.locked = entry
            case "unlocked":
                self.locked = None
            case "notified" if self.rejected:
                pass  # the notice of a refusal opens no window
            case "rejected" if "activated" in self.first:
                self.why.add("rejected-after-activation")
            case "rejected":
                self.first.clear()
                self.entries.clear()
                self.rejected = entry
            case step:
                if self.rejected and step == "activated":
                    self.why.add("activated-after-rejection")
                if step != "notified":
                    # A file taken again, or approved once supplemented, stands.
                    self.rejected = None
                    self.entries.append(entry)
                self.first.setdefault(step, entry)

    def day(self, step: str) -> date | None:
        return local_day(self.first[step].occurred_at) if step in self.first else None

    def marks(self, step: str) -> set[str]:
        return {entry.mark for entry in self.entries if entry.kind == step}

    def reached(self) -> Step:
        return next((step for step in reversed(STEPS) if step in self.first), "none")


def reduce(
    entries: Iterable[Entry], rules: Rules, calendar: Calendar, *, file: FileKind = "level-2"
) -> Account:
    """The account that a set of entries adds up to, under dated rules.

    file: which approval limit applies; accounts collected in a drive are of level 2, in person.
    """
    said = live(entries)
    if not said:
        return NO_ACCOUNT
    denials = [entry for entry in said if entry.mark == "denied"]
    affirmed = [entry for entry in said if entry.mark != "denied"]
    affirmed.sort(key=lambda entry: (local_day(entry.occurred_at), _PLACE_IN_LIFE[entry.kind]))
    life = _File()
    for entry in affirmed:
        life.read(entry)

    reached = life.reached()
    why = life.why | _oddities(life, reached)
    if any(_contradicts(denial, life.entries) for denial in denials):
        why.add("denied-by-list")
    marks = life.marks(reached)
    collected_on, notified_on = life.day("collected"), life.day("notified")
    return Account(
        state="locked" if life.locked else "rejected" if life.rejected else reached,
        reached=reached,
        collected_at=_moment(life.first.get("collected")),
        approved_at=_moment(life.first.get("approved")),
        notified_at=_moment(life.first.get("notified")),
        activated_at=_moment(life.first.get("activated")),
        rejected_at=_moment(life.rejected),
        locked_at=_moment(life.locked),
        declared="declared" in marks,
        confirmed="confirmed" in marks,
        contested=not why.isdisjoint(CONTRADICTIONS),
        approval_due_on=collected_on and rules.approval_due(collected_on, calendar, file),
        activate_by_on=notified_on and rules.activate_by(notified_on),
        why=tuple(sorted(why)),
    )


def _moment(entry: Entry | None) -> datetime | None:
    return entry.occurred_at if entry else None


def _oddities(life: _File, reached: Step) -> set[str]:
    why = set()
    if reached in ("approved", "activated") and "collected" not in life.first:
        why.add("collected-date-unknown")
    if reached == "approved" and "notified" not in life.first:
        why.add("notice-date-unknown")
    if life.locked and reached == "none":
        why.add("locked-without-account")
    for before, after in combinations(("collected", "approved", "activated"), 2):
        if (life.day(before) or date.min) > (life.day(after) or date.max):
            why.add("steps-out-of-order")
            # A commune's book may tick a step without its day: only a reconciliation list contradicts.
            if life.first[before].mark == "confirmed" and "confirmed" not in life.marks(after):
                why.add("earlier-than-the-list")
    said = {(entry.mark, local_day(entry.occurred_at)) for entry in life.entries if entry.kind == reached}
    if len({mark for mark, _ in said}) > 1 and len({day for _, day in said}) > 1:
        why.add("day-differs")
    return why


def _contradicts(denial: Entry, standing: list[Entry]) -> bool:
    """Whether a list denies a step that stands, and no list written down later confirms it.

    Denying a step denies those after it. What is said to have happened after the list's moment is untouched.
    """
    if denial.kind not in STEPS:
        return False
    reaching = [entry for entry in standing if STEPS.index(entry.kind) >= STEPS.index(denial.kind)]
    taken_back = any(
        entry.mark == "confirmed" and (entry.recorded_at, entry.id) > (denial.recorded_at, denial.id)
        for entry in reaching
    )
    return not taken_back and any(entry.occurred_at <= denial.occurred_at for entry in reaching)
