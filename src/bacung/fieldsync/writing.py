"""One writer for a whole process: pushes queue up and are taken several at a time, in one transaction.

SQLite has room for one writer only, and many small commits wait for the disk one after the other; together
they wait once. A push is answered when its transaction is on the disk, or refused when it would wait too
long: then it may still be taken, and the phone, asking again, is told that it was.
"""

import atexit
import os
import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as WaitedTooLong

from django.db import close_old_connections, connections, transaction

from bacung.core.problems import Problem
from bacung.core.syncing.wire import PushAnswer
from bacung.fieldsync.actions.incoming import Taken
from bacung.fieldsync.actions.take import Answer, take

MOST_WAITING = 256
MOST_TOGETHER = 16
MOST_EVENTS_TOGETHER = 400
WAIT_SECONDS = 20.0

Waiting = tuple[Taken, "Future[PushAnswer]"]


class Writer:
    """A queue of pushes and the thread that takes them."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self._waiting: queue.Queue[Waiting | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._write, name="fieldsync-writer", daemon=True)
        self._thread.start()

    def submit(self, push: Taken) -> PushAnswer:
        """The answer, once it is committed. Refuses `fieldsync.busy`; raises what taking it raised."""
        answer: Future[PushAnswer] = Future()
        try:
            self._waiting.put_nowait((push, answer))
            return answer.result(WAIT_SECONDS)
        except (queue.Full, WaitedTooLong):
            answer.cancel()
            raise Problem("fieldsync.busy") from None

    def stop(self) -> None:
        """Take what waits, and end."""
        self._waiting.put(None)
        self._thread.join(WAIT_SECONDS)

    def _write(self) -> None:
        try:
            while (first := self._waiting.get()) is not None:
                lot, is_last = self._lot(first)
                close_old_connections()
                _take_lot([(push, answer) for push, answer in lot if answer.set_running_or_notify_cancel()])
                if is_last:
                    return
        finally:
            connections.close_all()

    def _lot(self, first: Waiting) -> tuple[list[Waiting], bool]:
        """What is taken together: all that waits already, up to a limit; whether the end was asked for."""
        lot, events = [first], _events(first[0])
        while len(lot) < MOST_TOGETHER and events < MOST_EVENTS_TOGETHER:
            try:
                more = self._waiting.get_nowait()
            except queue.Empty:
                break
            if more is None:
                return lot, True
            lot.append(more)
            events += _events(more[0])
        return lot, False


def _events(push: Taken) -> int:
    return len(push.push.events) + len(push.push.sealed)


def _take_lot(lot: Sequence[Waiting]) -> None:
    if not lot:
        return
    answers: list[Answer]
    try:
        answers = take([push for push, _ in lot])
    except BaseException as fault:  # whatever it was, nobody is left waiting
        answers = [fault if isinstance(fault, Exception) else RuntimeError(str(fault))] * len(lot)
    for (_, future), answer in zip(lot, answers, strict=True):
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)


_writer: Writer | None = None
_making = threading.Lock()


def submit(push: Taken) -> PushAnswer:
    """Take a push by this process's writer; inside a transaction, which nobody else could see into, at once.

    Refuses `fieldsync.busy` when too much waits already, or for too long.
    """
    if transaction.get_connection().in_atomic_block:
        [answer] = take([push])
        if isinstance(answer, Exception):
            raise answer
        return answer
    return _the_writer().submit(push)


def _the_writer() -> Writer:
    global _writer
    with _making:
        if _writer is None or _writer.process != os.getpid():
            _writer = Writer()
            atexit.register(_writer.stop)
        return _writer
