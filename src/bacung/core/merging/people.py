"""What the visits say of one person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bacung.core.merging.visits import OUTCOMES, DoorOutcome, Outcome, PersonOutcome

# Reasons that are an outcome by another name.
_OUTCOME_IN_DISGUISE: dict[str, Outcome] = {"ALREADY_ACTIVE": "already_active"}
_NOT_HOME = "NOT_HOME"
_FROM_THE_DOOR: dict[DoorOutcome, str] = {
    "nobody": _NOT_HOME,
    "door-refused": "REFUSES",
    "not-found": "ADDRESS_NOT_FOUND",
}


@dataclass(frozen=True, slots=True)
class PersonState:
    """What is known of a person from visits.

    last_outcome, last_at: of the last visit that said something of the person.
    reason: why there is no active account, as last told; None once it is settled, or was never told. 'Not
    home' does not displace what the person said when met.
    activated: somebody declared the account active at the door; it counts once, from `activated_at`, the
    first time. `already_active` tells that it was active before.
    desk_slot, home_visit_wanted, escort_wanted: open until the person is collected or activated.
    """

    last_outcome: Outcome | None = None
    last_at: datetime | None = None
    reason: str | None = None
    activated: bool = False
    already_active: bool = False
    activated_at: datetime | None = None
    collected_at: datetime | None = None
    desk_slot: datetime | None = None
    home_visit_wanted: bool = False
    escort_wanted: bool = False
    never: bool = False


UNMET = PersonState()


def behind_door(state: PersonState | None, outcome: DoorOutcome, at: datetime) -> PersonState | None:
    """What a visit tells of those whom no visit has named, after what was told before; None is nothing."""
    if outcome == "nobody" and state and state.reason == "REFUSES":
        return state
    reason = _FROM_THE_DOOR.get(outcome)
    return PersonState(last_outcome="reason", last_at=at, reason=reason) if reason else None


def after_visit(state: PersonState, told: Iterable[PersonOutcome], at: datetime) -> PersonState:
    """The state after one more visit at `at` that said these things of the person."""
    told = list(told)
    reason = next((one.reason for one in told if one.reason not in (None, *_OUTCOME_IN_DISGUISE)), None)
    outcomes = {_OUTCOME_IN_DISGUISE.get(one.reason or "", one.outcome) for one in told}
    never = state.never or any(one.never for one in told)
    known_better = state.last_outcome is not None and state.reason != _NOT_HOME
    if outcomes == {"reason"} and reason == _NOT_HOME and known_better:
        return state if never == state.never else replace(state, never=never)

    active = not outcomes.isdisjoint({"activated", "already_active"})
    settled = active or "collected" in outcomes
    only_shown = outcomes == {"shown"} and reason is None
    slots = [one.desk_slot for one in told if one.desk_slot]
    home_visit = reason == "HOME_VISIT" or any(one.home_visit_wanted for one in told)
    escort = any(one.escort_wanted for one in told)
    return PersonState(
        last_outcome=min(outcomes, key=OUTCOMES.index),
        last_at=at,
        reason=None if active else state.reason if only_shown else reason,
        activated=state.activated or active,
        already_active=state.already_active or "already_active" in outcomes,
        activated_at=state.activated_at or (at if active else None),
        collected_at=state.collected_at or (at if "collected" in outcomes else None),
        desk_slot=max(slots, default=None if settled else state.desk_slot),
        home_visit_wanted=not settled and (home_visit or state.home_visit_wanted),
        escort_wanted=not settled and (escort or state.escort_wanted),
        never=never,
    )
