"""Somebody else at the same database: a line of the audit trail ten times a second, until told to stop."""

import json
import sys
import threading
import time

from benchmarks.homes import bring_up


def main() -> None:
    """Say when ready, write until a line arrives, then say how long each write took."""
    bring_up()
    from django.db import transaction

    from bacung.ground import audit
    from bacung.ground.permissions import CONSOLE

    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.readline(), over.set()), daemon=True).start()
    print("ready", flush=True)
    waits = []
    while not over.is_set():
        begun = time.perf_counter()
        with transaction.atomic():
            audit.record("benchmarks.write", CONSOLE, number=len(waits))
        waits.append(time.perf_counter() - begun)
        over.wait(0.1)
    print(json.dumps(waits))


if __name__ == "__main__":
    main()
