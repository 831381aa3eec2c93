"""Whether a door may be knocked at once more. What must not be comes first, and knocks are capped whatever is
promised; quiet hours belong to the drive and are checked where evenings are planned."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from bacung.core.calendar import LOCAL
from bacung.core.merging.doors import DoorState

DEFAULT_CAP = 3

May = Literal["never", "cap-reached", "promised-later", "too-early", "promised", "first-knock", "again"]

# A pair standing at the door a little before the promised time keeps the promise.
_EARLY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a household asked for: no knocking, or none before an hour of the day (local)."""

    never: bool = False
    not_before: time | None = None


NO_WISHES = Wishes()


def may_knock(state: DoorState, cap: int, wishes: Wishes, now: datetime) -> tuple[bool, May]:
    """Whether to knock at the moment `now`, and why (not).

    False with 'never', 'cap-reached', 'promised-later' (the promised hour is yet to come) or 'too-early'
    (before the hour wished); True with 'promised', 'first-knock' or 'again'. To choose doors for an evening
    ask for the evening's last moment: a promise or wish inside the evening then does not exclude the door.
    """
    if wishes.never or state.never:
        return False, "never"
    if state.knocks >= cap:
        return False, "cap-reached"
    if state.promise:
        return (False, "promised-later") if now < state.promise - _EARLY else (True, "promised")
    if wishes.not_before and now.astimezone(LOCAL).time() < wishes.not_before:
        return False, "too-early"
    return True, "again" if state.knocks else "first-knock"
