"""Loops that plain Python is too slow for, compiled by numba on the first call and kept on disk after it.

What is compiled here takes and gives numbers, arrays and named tuples of them; it lets other threads run
meanwhile. Indices are not checked, and dividing by zero gives inf or nan. Modules that use it cost about a
second to import, so they are imported inside the functions that need them.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def compiled(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The function as machine code, with the same meaning; where the cache cannot be written, made anew.

    Machine code holds that of the functions called, but numba looks for changes in the function's own file
    only. Here it is made anew when any file of the folder with compiled functions has changed.
    """
    made: Any = numba.njit(nogil=True, error_model="numpy")(function)
    try:
        made.enable_caching()
    except RuntimeError:  # no folder to write to, neither here nor at home
        return cast("Callable[Given, Answer]", made)
    made._cache._cache_file._source_stamp = _changed(Path(function.__code__.co_filename).parent)
    return cast("Callable[Given, Answer]", made)


@cache
def _changed(folder: Path) -> tuple[float, int]:
    """When a file with compiled functions last changed in the folder, and how long they are together."""
    facts = [file.stat() for file in folder.glob("*.py") if "@compiled" in file.read_text("utf-8")]
    return max(fact.st_mtime for fact in facts), sum(fact.st_size for fact in facts)
