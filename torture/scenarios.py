"""What is done to a server while phones work: killed at random or at a sync, set back to an older copy."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from random import Random

from torture.air import until
from torture.places import OnPostgres
from torture.stage import Stage, Told

SHORTEST, LONGEST = 0.7, 2.0
"""Seconds a server lives once it answers."""
LEAST_KILLS = 3
SYNCS = (1, 2, 3, 5, 8, 13, 21, 34, 4, 6, 7, 10, 16, 26)
"""At which sync the server is killed, one after the other as long as there is time."""
SYNC_SECONDS = 15.0
"""So long a server may live until it is struck."""

Say = Callable[[str], None]


def killed_at_random(stage: Stage, seconds: float, rng: Random, say: Say) -> Told:
    """SIGKILL to the server's processes every 0.7 to 2 seconds; on PostgreSQL at times to its own too."""
    started = time.monotonic()
    own = others = 0
    stage.crowd.begin()
    while own + others < LEAST_KILLS or time.monotonic() - started < seconds:
        time.sleep(rng.uniform(SHORTEST, LONGEST))
        if isinstance(stage.place, OnPostgres) and (own + others) % 3 == 1:
            others += stage.place.kill()
            time.sleep(0.3)
            stage.place.start()
        else:
            stage.tree.kill()
            own += 1
            stage.tree.start()
        say(f"{own + others} kills, {_made(stage)} created")
    kills = f"{own} + {others}" if others or isinstance(stage.place, OnPostgres) else f"{own}"
    return _healed(stage, f"killed at random, {stage.place.name}", started, kills)


def killed_at_a_sync(stage: Stage, seconds: float, rng: Random, say: Say) -> Told:
    """SIGKILL exactly at the n-th sync of a thread, so that some commits are on the disk and unanswered."""
    name = f"killed at the n-th sync, {stage.place.name}"
    if shutil.which("strace") is None:
        return Told(name, broken=["not run: strace is not installed"])
    started = time.monotonic()
    struck: list[int] = []
    stage.tree.kill()
    stage.crowd.begin()
    for at in _while_time(SYNCS, started + seconds):
        stage.tree.start()
        if _struck(stage, at):
            struck.append(at)
        stage.tree.kill()
        say(f"killed at sync {struck}, {_made(stage)} created")
    stage.tree.start()
    told = _healed(stage, name, started, f"{len(struck)}")
    if not struck:
        told.broken.append("no kill struck")
    return told


def _struck(stage: Stage, at: int) -> bool:
    """Let strace kill the server when one of its threads syncs for the n-th time from now; whether it did."""
    seen = stage.home / "syncs"
    seen.unlink(missing_ok=True)
    inject = ["-e", "trace=fdatasync,fsync", "-e", f"inject=fdatasync,fsync:signal=KILL:when={at}"]
    attach = [word for pid in stage.tree.processes() for word in ("-p", str(pid))]
    strace = subprocess.Popen(["strace", "-f", "-qq", "-o", str(seen), *inject, *attach])
    try:
        return until(lambda: seen.exists() and b"killed by SIGKILL" in seen.read_bytes(), SYNC_SECONDS)
    finally:
        strace.kill()
        strace.wait()


def _while_time(choices: tuple[int, ...], end: float) -> Iterator[int]:
    for choice in choices:
        if time.monotonic() >= end:
            return
        yield choice


def set_back(stage: Stage, seconds: float, rng: Random, say: Say) -> Told:
    """The database is copied, goes on, and is set back; phones bring again what it has forgotten."""
    started = time.monotonic()
    times = 0
    stage.crowd.begin()
    while times == 0 or time.monotonic() - started < seconds:
        time.sleep(rng.uniform(0.5, 1.5))
        _at_rest(stage, stage.place.copy)
        time.sleep(rng.uniform(SHORTEST, LONGEST))
        _at_rest(stage, stage.place.set_back)
        times += 1
        say(f"set back {times} times, {_made(stage)} created")
    return _healed(stage, f"set back to an older copy, {stage.place.name}", started, f"{2 * times}")


def _at_rest(stage: Stage, work: Callable[[], None]) -> None:
    """While the server is down."""
    stage.tree.kill()
    work()
    stage.tree.start()


def _healed(stage: Stage, name: str, started: float, kills: str) -> Told:
    stage.crowd.stop()
    whole = stage.crowd.heal()
    told = stage.check(name, started, kills, whole)
    stage.crowd.air.worsen()
    return told


def _made(stage: Stage) -> int:
    return sum(len(walker.made) for walker in stage.crowd.walkers)
