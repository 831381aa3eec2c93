"""Loops that plain Python is too slow for, compiled by numba on the first call and kept on disk after it.

What is compiled here takes and gives numbers and arrays only; it lets other threads run meanwhile. Modules
that use it cost about a second to import, so they are imported inside the functions that need them.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def compiled(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The function as machine code, with the same meaning; where the cache cannot be written, made anew."""
    made: Callable[Given, Answer] = numba.njit(cache=True, nogil=True)(function)
    return made
