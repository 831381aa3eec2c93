"""The dated law of the eID account: how long an approval, an activation and a lock may take, from what age.

The decrees were known through public texts, not read end to end; what no public text confirms is listed in
`Rules.unverified`, so that a screen can say so.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

from bacung.core.calendar import Calendar, add_working_days
from bacung.core.people.dates import Born, age_at_least

FileKind = Literal["level-1", "level-2", "no-chip-card"]
Standing = Literal["eligible", "optional", "not-eligible", "unknown"]

# The hotline that activates an account after the window: the account is neither expired nor revoked.
HOTLINE = "1900.0368"
# Grounds on which an account locks by itself, and unlocks when the ground ends (NĐ 59/2022, Art. 19).
AUTOMATIC_LOCK_GROUNDS = ("holder-asks", "terms-broken", "card-revoked", "holder-died")


@dataclass(frozen=True, slots=True)
class Rules:
    """One set of rules, in force from a day on.

    approval_days: working days from a complete valid file to the answer, by kind of file.
    activation_days: calendar days from the result notice, after which the citizen rings the hotline.
    lock_days: working days for deciding on a body's request to lock, or on unlocking.
    full_age: from this age everyone is meant to have an account.
    younger: what the rules say of those below it.
    """

    name: str
    decree: str
    in_force: date
    approval_days: MappingProxyType[FileKind, int]
    activation_days: int
    lock_days: int
    full_age: int
    younger: Standing
    unverified: frozenset[str] = frozenset()

    def approval_due(self, complete_on: date, calendar: Calendar, file: FileKind = "level-2") -> date:
        """The last day for answering a file that was complete on a day."""
        return add_working_days(complete_on, self.approval_days[file], calendar)

    def activate_by(self, notified_on: date) -> date:
        """The last day on which the citizen activates alone; plain days, not moved by a day off."""
        return notified_on + timedelta(days=self.activation_days)

    def lock_due(self, asked_on: date, calendar: Calendar) -> date:
        """The last day for deciding on a request to lock, or to unlock while its ground is still disputed."""
        return add_working_days(asked_on, self.lock_days, calendar)

    def standing(self, born: Born | None, on: date) -> Standing:
        """Whether the rules mean somebody to have an account on a day; 'unknown' where the age is."""
        grown = None if born is None else age_at_least(born, self.full_age, on)
        if grown is None:
            return "unknown"
        return "eligible" if grown else self.younger


_APPROVAL: MappingProxyType[FileKind, int] = MappingProxyType({"level-1": 1, "level-2": 3, "no-chip-card": 7})

RULES: dict[str, Rules] = {
    "2022-decree": Rules(
        name="2022-decree",
        decree="59/2022/NĐ-CP",
        in_force=date(2022, 10, 20),
        approval_days=_APPROVAL,  # Art. 17
        activation_days=7,  # Art. 18
        lock_days=2,  # Art. 19
        full_age=14,
        younger="not-eligible",  # under 14: registered under a parent's account
    ),
    "2024-decree": Rules(
        name="2024-decree",
        decree="69/2024/NĐ-CP",
        in_force=date(2024, 7, 1),
        approval_days=_APPROVAL,
        activation_days=7,  # Art. 14(1)
        lock_days=2,
        full_age=14,
        younger="optional",  # Art. 7: on demand, through a guardian
        unverified=frozenset({"approval_days", "lock_days"}),
    ),
}


def rules_of(name: str) -> Rules:
    """The rule set of a name; KeyError for a name that is none of `RULES`."""
    return RULES[name]


def rules_in_force(on: date) -> Rules | None:
    """The rule set of a day; None before the first."""
    current = [rules for rules in RULES.values() if rules.in_force <= on]
    return max(current, key=lambda rules: rules.in_force, default=None)
