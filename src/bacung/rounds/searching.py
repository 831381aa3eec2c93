"""Seeking better plans for a time: in this process, or in others that know nothing but the problem."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context

from bacung.core.routing.plan import Look, Plan, plan
from bacung.core.routing.problem import Problem

PROCESSES = 2
BOUNDING = 0.2
"""The share of the time that goes into proving how good a plan can be at most."""


def until(seconds: float, *, told: Callable[[float], bool] | None = None) -> Callable[[], bool]:
    """A `stop` that says yes so many seconds after it was first asked, or as soon as `told(seconds gone)`
    does; then always.
    """
    begun, over = -1.0, False

    def stop() -> bool:
        nonlocal begun, over
        now = time.monotonic()
        begun = now if begun < 0 else begun
        over = over or now - begun >= seconds or (told is not None and told(now - begun))
        return over

    return stop


def sought(problem: Problem, stop: Callable[[], bool], seed: int, look: Look = lambda best: None) -> Plan:
    """The best plan found until `stop` says yes; the whole first plan at least, however soon that is. `look`
    may take the best one meanwhile.
    """
    answer = plan(problem, stop=stop, seed=seed, look=look)
    return plan(problem, seed=seed) if "stopped" in answer.left_out.by_reason else answer


def bounded(problem: Problem, answer: Plan, stop: Callable[[], bool]) -> Plan:
    """The plan with what no plan can exceed; the later `stop` says yes, the nearer, and always true."""
    from bacung.core.routing.bound import upper_bound

    return replace(answer, bound=round(upper_bound(problem, stop=stop), 6))


def planned_apart(problem: Problem, seconds: float, seed: int) -> Plan:
    """What a process of its own is asked for: the best plan found in so many seconds, and a bound; 0: the
    first plan, without one.
    """
    if not seconds:
        return plan(problem, seed=seed)
    answer = sought(problem, until(seconds * (1 - BOUNDING)), seed)
    return bounded(problem, answer, until(seconds * BOUNDING))


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
