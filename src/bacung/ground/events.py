"""News flows downstream: a room announces what happened, and `site.flow` says who listens.

Listeners run at once, in the written order, inside the transaction of the one who announced: if one refuses,
nothing has happened.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

Flow = Mapping[type, tuple[Callable[[Any], None], ...]]


@cache
def _flow() -> Flow:
    flow: Flow = import_string(settings.BACUNG_FLOW)
    return flow


def announce(event: object) -> None:
    """Tell every listener of this event's type. Must be called inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} announced outside a transaction")
    for listener in _flow().get(type(event), ()):
        listener(event)
