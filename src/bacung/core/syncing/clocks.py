"""When something happened, told by a clock that may lie. All times are whole milliseconds since 1970, UTC.

A phone's time never orders and never decides anything: it is corrected by what the phone's clock said when it
sent, bounded by what the server knows, and marked where only the bounds are known.
"""

from collections.abc import Sequence

FURTHEST_BACK = 366 * 24 * 3600 * 1000
"""Nothing is brought later than a year after it happened, whatever a clock says."""

WRONG_BY = 5 * 60 * 1000
"""From so much on a clock is called wrong, and its owner is told."""


def occurred(
    told: int,
    *,
    sent: int,
    received: int,
    same_clock: bool,
    last_heard: int | None,
    first_seen: int,
) -> tuple[int, bool]:
    """The corrected time of an event, and whether it is doubtful.

    `told` is the phone's time of the event, `sent` its time of sending, `received` ours. `same_clock`: the
    phone's clock did not jump in between. `last_heard`: the latest of our times the phone knew when it
    saved the event. `first_seen`: when we first heard of this life of the phone's data.
    """
    floor = received - FURTHEST_BACK
    guess = told + received - sent
    if same_clock:
        lowest = floor if last_heard is None else max(last_heard, floor)
        doubtful = guess < floor
    else:
        lowest = max(first_seen if last_heard is None else last_heard, floor)
        doubtful = True
    return min(max(guess, lowest), received), doubtful


def is_wrong(sent: int, received: int) -> bool:
    """Whether a phone's clock is off by more than travelling explains."""
    return abs(received - sent) > WRONG_BY


def in_order(times: Sequence[tuple[int, bool]], upto: int) -> list[int]:
    """The times of one life's events, given in the order of their numbers, with whether each is doubtful. The
    number knows what happened first: a doubtful time goes behind the certain ones before it, as far as there
    is room, and before whatever follows; never past `upto`. Times that are certain stay.
    """
    told = [time for time, _ in times]
    certain: int | None = None
    for place, (time, doubtful) in enumerate(times):
        if not doubtful:
            certain = time if certain is None else max(certain, time)
        elif certain is not None:
            told[place] = max(time, certain + 1)
    latest = upto + 1
    for place in reversed(range(len(told))):
        if times[place][1]:
            told[place] = min(told[place], latest - 1)
        latest = min(latest, told[place])
    return told
