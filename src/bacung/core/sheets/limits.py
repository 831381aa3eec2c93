"""How much of a stranger's file is read at all."""

from collections.abc import Callable
from dataclasses import dataclass

from bacung.core.problems import Problem

Stop = Callable[[], bool]


def never() -> bool:
    """The `stop` of those who wait to the end."""
    return False


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps that are checked before anything is inflated, and again while it is.

    `bytes`: the file as it came. `markup`: a web page, which must be held as a tree. `unpacked`: all parts of
    a zip inflated. `ratio`: unpacked by packed, of parts above `ratio_from` bytes. `parts`: entries of a zip.
    `rows`, `columns`: of one sheet. `cells`: rows by columns of one sheet, which is what a reader must hold.
    `sheets`: of one book.
    """

    bytes: int = 256 << 20
    markup: int = 64 << 20
    unpacked: int = 1 << 30
    ratio: int = 250
    ratio_from: int = 32 << 20
    parts: int = 2_000
    rows: int = 1_000_000
    columns: int = 1_024
    cells: int = 25_000_000
    sheets: int = 300

    def refuse_above(self, what: str, value: int) -> None:
        """Raise `sheets.too-large` when `value` passes the cap called `what`."""
        cap: int = getattr(self, what)
        if value > cap:
            raise Problem("sheets.too-large", what=what, value=value, limit=cap)


def check_stop(stop: Stop) -> None:
    """Raise `sheets.stopped` when the caller wants no more."""
    if stop():
        raise Problem("sheets.stopped")
