"""Seeking better plans for a time: in this process, or in others that know nothing but the problem."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context

from bacung.core.routing.plan import Plan, plan
from bacung.core.routing.problem import Problem

PROCESSES = 2


def until(seconds: float, *, told: Callable[[float], bool] | None = None) -> Callable[[], bool]:
    """A `stop` that says yes after so many seconds, or as soon as `told(seconds gone)` does."""
    begun, over = time.monotonic(), False

    def stop() -> bool:
        nonlocal over
        gone = time.monotonic() - begun
        over = over or gone >= seconds or (told is not None and told(gone))
        return over

    return stop


def planned_apart(problem: Problem, seconds: float, seed: int) -> Plan:
    """What a process of its own is asked for: the best plan found in so many seconds; 0: the first plan."""
    return plan(problem, stop=until(seconds) if seconds else None, seed=seed)


@contextmanager
def processes(count: int = PROCESSES) -> Iterator[ProcessPoolExecutor]:
    """Other processes to plan in; whatever waits for them is let go of at the end."""
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def as_they_come(
    futures: Sequence["Future[Plan]"], stop: Callable[[], bool]
) -> Iterator[tuple[int, "Future[Plan]"]]:
    """Futures with their places, as they are done; once `stop` says yes, those not begun never are."""
    places = {future: place for place, future in enumerate(futures)}
    left = set(futures)
    while left:
        done, left = wait(left, timeout=0.5, return_when=FIRST_COMPLETED)
        if stop():
            left = {future for future in left if not future.cancel()}
        for future in done:
            if not future.cancelled():
                yield places[future], future
