"""Reading a large book in a process of its own, while this one stages what has come: two cores for one book,
and whatever a damaged file does to its reader stays over there.

The child gets the request and the book on its input and answers with pickled pieces; it touches no disk, no
database and no key. `Apart` speaks like the `core.sheets.Reading` it stands for.
"""

import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from queue import Empty, Queue
from typing import Any, BinaryIO

from bacung.core.problems import Problem
from bacung.core.sheets import Limits, RowReading, SheetReport, read

LARGE = 2 << 20
"""From this many bytes on a book is worth a process of its own."""

AHEAD = 4
"""So many chunks wait at most to be staged."""

_GONE = ("gone",)


@dataclass
class Apart:
    """A book being read elsewhere; its rows come once, and `sheets` fills as they are reached."""

    book: BinaryIO
    name: str
    mapping: Mapping[str, str | None]
    year: int
    stop: Callable[[], bool]
    format: str = ""
    sheets: list[SheetReport] = field(default_factory=list)

    def chunks(self, size: int) -> Iterator[list[RowReading]]:
        """The rows, some at a time. Raises what the reader refuses; stopped, it leaves no process behind."""
        child = subprocess.Popen(
            [sys.executable, "-m", "bacung.intake.apart"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        answers: Queue[tuple[Any, ...]] = Queue(AHEAD)
        listener = threading.Thread(target=self._listen, args=(child, answers), daemon=True)
        listener.start()
        try:
            self._ask(child, size)
            while (answer := self._next(answers))[0] != "end":
                yield self._understood(answer)
        finally:
            child.kill()
            child.wait()
            while listener.is_alive():
                _drain(answers)

    def _ask(self, child: "subprocess.Popen[bytes]", size: int) -> None:
        assert child.stdin
        request = {"name": self.name, "mapping": dict(self.mapping), "year": self.year, "size": size}
        try:
            pickle.dump(request, child.stdin)
            self.book.seek(0)
            while piece := self.book.read(LARGE):
                child.stdin.write(piece)
            child.stdin.close()
        except BrokenPipeError:
            raise Problem("sheets.truncated", name=self.name) from None

    @staticmethod
    def _listen(child: "subprocess.Popen[bytes]", answers: "Queue[tuple[Any, ...]]") -> None:
        assert child.stdout
        try:
            while True:
                answers.put(pickle.load(child.stdout))
        except (EOFError, pickle.UnpicklingError):
            answers.put(_GONE)

    def _next(self, answers: "Queue[tuple[Any, ...]]") -> tuple[Any, ...]:
        while True:
            try:
                return answers.get(timeout=0.5)
            except Empty:
                if self.stop():
                    raise Problem("sheets.stopped") from None

    def _understood(self, answer: tuple[Any, ...]) -> list[RowReading]:
        match answer:
            case ("rows", told_format, reports, chunk):
                self.format = told_format
                self.sheets.extend(reports)
                if self.stop():
                    raise Problem("sheets.stopped")
                return list(chunk)
            case ("problem", code, facts):
                raise Problem(code, **facts)
        raise Problem("sheets.truncated", name=self.name)  # the reader broke on it


def _drain(answers: "Queue[tuple[Any, ...]]") -> None:
    """Let the listener, who may be waiting for room, see that nobody listens any more."""
    try:
        answers.get(timeout=0.05)
    except Empty:
        return


def _serve(request: BinaryIO, answer: BinaryIO) -> None:
    """The child's whole life: read one book from `request`, tell its rows to `answer`."""
    asked = pickle.load(request)
    told = 0

    def tell(*message: object) -> None:
        pickle.dump(message, answer, protocol=pickle.HIGHEST_PROTOCOL)
        answer.flush()

    try:
        reading = read(
            BytesIO(request.read()),
            name=asked["name"],
            limits=Limits(),
            mapping=asked["mapping"],
            year=asked["year"],
        )
        for chunk in reading.chunks(asked["size"]):
            tell("rows", reading.format, reading.sheets[told:], chunk)
            told = len(reading.sheets)
        if told < len(reading.sheets):
            tell("rows", reading.format, reading.sheets[told:], [])
    except Problem as problem:
        tell("problem", problem.code, problem.facts)
    else:
        tell("end")


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
