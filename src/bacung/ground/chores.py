"""What has to be done now and then without anybody asking, such as forgetting what may no longer be kept.

A room declares a chore in its `jobs.py`; the worker does all of them when it starts and every hour after.
"""

import logging
from collections.abc import Callable

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600.0

Chore = Callable[[], object]
CHORES: list[Chore] = []


def chore(work: Chore) -> Chore:
    """Declare something to be done every hour; doing it twice must be as doing it once."""
    CHORES.append(work)
    return work


def do_all() -> None:
    """Do every chore; one that fails is logged and does not keep the others from being done."""
    for work in CHORES:
        try:
            work()
        except Exception:
            log.exception("the chore %s failed", work.__qualname__)
