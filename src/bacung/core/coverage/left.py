"""Why an eligible person has no active account yet: always one code of `merging.reasons.REASONS`."""

from datetime import datetime

from bacung.core.lifecycle.account import Account
from bacung.core.merging.people import PersonState

_AWAITING = {"collected": "AWAITING_APPROVAL", "approved": "AWAITING_ACTIVATION"}


def left(account: Account, visit: PersonState | None, *, away: bool) -> str:
    """The one reason under which a person is still to do.

    First what no visit can change (a lock, a wish to be left alone, absence, a file returned); then whichever
    spoke last, the account or the door; then what is known without a reason.
    """
    if account.state == "locked":
        return "LOCKED"
    if visit and visit.never:
        return "REFUSES"
    if away:
        return "WORKING_AWAY"
    if account.state == "rejected":
        return "FILE_REJECTED"
    stage = _AWAITING.get(account.reached)
    if visit and visit.reason and not (stage and _after(account.reached_at, visit.last_at)):
        return visit.reason
    if stage:
        return stage
    if visit is None or visit.last_outcome is None:
        return "NOT_VISITED"
    return "INVITED" if visit.last_outcome == "invited" else "NO_REASON_NOTED"


def _after(stage: datetime | None, told: datetime | None) -> bool:
    return stage is not None and told is not None and stage > told
