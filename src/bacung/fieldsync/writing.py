"""One writer for a whole process: pushes queue up and are taken several at a time, in one transaction.

SQLite has room for one writer only, and many small commits wait for the disk one after the other; together
they wait once. A push is answered when its transaction is on the disk, or refused when it would wait too
long: then it may still be taken, and the phone, asking again, is told that it was.
"""

import atexit
import os
import queue
import threading
from collections.abc import Callable, Sequence
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

Work = Callable[[], None]
Waiting = tuple[Taken | Work, "Future[PushAnswer | None]"]


class Writer:
    """A queue of pushes, and of small writes beside them, and the thread that does them."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self._waiting: queue.Queue[Waiting | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._write, name="fieldsync-writer", daemon=True)
        self._thread.start()

    def submit(self, asked: Taken | Work) -> PushAnswer | None:
        """The answer, once it is committed. Refuses `fieldsync.busy`; raises what taking it raised."""
        answer: Future[PushAnswer | None] = Future()
        try:
            self._waiting.put_nowait((asked, answer))
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


def _events(asked: Taken | Work) -> int:
    return len(asked.push.events) + len(asked.push.sealed) if isinstance(asked, Taken) else 0


def _take_lot(lot: Sequence[Waiting]) -> None:
    pushes = [(asked, future) for asked, future in lot if isinstance(asked, Taken)]
    answers = _taken([push for push, _ in pushes])
    for (_, future), answer in zip(pushes, answers, strict=True):
        if isinstance(answer, Exception):
            future.set_exception(answer)
        else:
            future.set_result(answer)
    for asked, future in lot:
        if not isinstance(asked, Taken):
            _do(asked, future)


def _taken(pushes: Sequence[Taken]) -> list[Answer]:
    try:
        return take(pushes) if pushes else []
    except BaseException as fault:  # whatever it was, nobody is left waiting
        return [_told(fault)] * len(pushes)


def _do(work: Work, future: "Future[PushAnswer | None]") -> None:
    try:
        work()
        future.set_result(None)
    except BaseException as fault:
        future.set_exception(_told(fault))


def _told(fault: BaseException) -> Exception:
    return fault if isinstance(fault, Exception) else RuntimeError(str(fault))


_writer: Writer | None = None
_making = threading.Lock()


def submit(push: Taken) -> PushAnswer:
    """Take a push by this process's writer; inside a transaction, which nobody else could see into, at once.

    Refuses `fieldsync.busy` when too much waits already, or for too long.
    """
    if transaction.get_connection().in_atomic_block:
        [answer] = take([push])
    else:
        answer = _the_writer().submit(push)  # type: ignore[assignment]  # a push has an answer
    if isinstance(answer, Exception):
        raise answer
    return answer


def do(work: Work) -> None:
    """Do a small write in its turn, as a push is taken. Refuses as `submit` does."""
    if transaction.get_connection().in_atomic_block:
        work()
    else:
        _the_writer().submit(work)


def _the_writer() -> Writer:
    global _writer
    with _making:
        if _writer is None or _writer.process != os.getpid():
            _writer = Writer()
            atexit.register(_writer.stop)
        return _writer
