"""What the core's own commands share: seconds as an option, an alarm after them, a line on bad input."""

import argparse
import sys
import threading
from collections.abc import Callable


def seconds(text: str) -> float:
    """Read so many seconds, up to a day; argparse says why not."""
    given = float(text)
    if not 0 < given <= 86_400:
        raise argparse.ArgumentTypeError("seconds between 0 and 86400")
    return given


def alarm(after: float | None) -> Callable[[], bool]:
    """A `stop` that says yes once so many seconds have passed; None: never."""
    over = threading.Event()
    if after is not None:
        timer = threading.Timer(after, over.set)
        timer.daemon = True
        timer.start()
    return over.is_set


def refuse(line: str) -> int:
    """Say why on the error stream; the exit code of bad input."""
    print(line, file=sys.stderr)
    return 2
