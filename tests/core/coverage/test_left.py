import pytest

from bacung.core.coverage.left import left
from bacung.core.lifecycle.account import NO_ACCOUNT, Account
from bacung.core.merging.people import PersonState
from tests.core.coverage.village import APPROVED, COLLECTED, june

NO_SIM = PersonState(last_outcome="reason", last_at=june(3, 19), reason="NO_SIM")
INVITED = PersonState(last_outcome="invited", last_at=june(3, 19), desk_slot=june(6))
SHOWN = PersonState(last_outcome="shown", last_at=june(3, 19))
NEVER = PersonState(last_outcome="reason", last_at=june(3, 19), reason="NO_SIM", never=True)
REJECTED = Account(state="rejected", rejected_at=june(5))
LOCKED = Account(state="locked", reached="approved", approved_at=june(5), locked_at=june(6))


@pytest.mark.parametrize(
    ("account", "visit", "reason"),
    [
        (NO_ACCOUNT, None, "NOT_VISITED"),
        (NO_ACCOUNT, NO_SIM, "NO_SIM"),
        (NO_ACCOUNT, INVITED, "INVITED"),
        (NO_ACCOUNT, SHOWN, "NO_REASON_NOTED"),
        (NO_ACCOUNT, NEVER, "REFUSES"),
        (COLLECTED, None, "AWAITING_APPROVAL"),
        (APPROVED, INVITED, "AWAITING_ACTIVATION"),
        (REJECTED, None, "FILE_REJECTED"),
        (REJECTED, NO_SIM, "FILE_REJECTED"),
        (LOCKED, NEVER, "LOCKED"),
    ],
)
def test_what_is_left_and_why(account: Account, visit: PersonState | None, reason: str):
    """The best that is known of each."""
    assert left(account, visit, away=False) == reason


def test_whichever_spoke_last_is_heard():
    """Collected on the 1st, no SIM on the 3rd, approved on the 5th: what is left changes each time."""
    assert left(COLLECTED, NO_SIM, away=False) == "NO_SIM"
    assert left(APPROVED, NO_SIM, away=False) == "AWAITING_ACTIVATION"


def test_who_is_away_is_away_whatever_was_said():
    """Their SIM is settled when they come home for Tết; a wish to be left alone goes with them."""
    assert left(NO_ACCOUNT, NO_SIM, away=True) == "WORKING_AWAY"
    assert left(NO_ACCOUNT, NEVER, away=True) == "REFUSES"
