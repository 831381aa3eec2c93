"""The pages of rounds."""

from typing import Any

from bacung.ground.permissions import COORDINATOR, OFFICER, SUPERVISOR
from bacung.rounds.models import Round
from bacung.rounds.wording import state_words

PLANNERS = (COORDINATOR, OFFICER)
READERS = (*PLANNERS, SUPERVISOR)


def of_round(found: Round) -> dict[str, Any]:
    """What every page of a round says of it."""
    return {"round": found, "state": state_words(found.state), "shows_demo": found.drive.is_demo}
