"""Long work on a batch: one at a time, overtaken or cancelled between two transactions, never in one."""

import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction

from bacung.core.problems import Problem
from bacung.intake.models import Batch, StagedComplaint, StagedRow

CHUNK = 1_000
"""The most rows written in one transaction, so that nobody else waits long for the one writer."""

FEW = 300
"""The most rows admitted in one transaction: every room downstream counts them in it."""

Progress = Callable[[int], None]


class Run:
    """Somebody's turn at a batch, held by a token in its row."""

    def __init__(self, batch: Batch, state: str) -> None:
        self.batch = batch
        self._token = secrets.token_hex(16)
        self._state = state
        self._ends = time.monotonic() + settings.BACUNG_READ_SECONDS

    def begin(self, *from_states: str, **changes: Any) -> None:
        """Take the turn, also from somebody who died holding it; the batch must be in one of these states."""
        waiting = Batch.objects.filter(pk=self.batch.pk, state__in=from_states)
        if not waiting.update(state=self._state, run=self._token, problem="", **changes):
            raise Problem("intake.wrong-state", state=self.batch.state)
        self.batch.refresh_from_db()

    def hold(self, **changes: Any) -> None:
        """Write progress, in the transaction of the rows it speaks of; refuses once the turn is gone."""
        mine = Batch.objects.filter(pk=self.batch.pk, run=self._token, state=self._state)
        if not mine.update(**(changes or {"run": self._token})):
            raise Problem("sheets.stopped", name=self.batch.name)

    def is_over(self) -> bool:
        """Whether it has lasted too long, or somebody cancelled or overtook it."""
        if time.monotonic() > self._ends:
            return True
        return not Batch.objects.filter(pk=self.batch.pk, run=self._token, state=self._state).exists()

    def end(self, state: str, **changes: Any) -> None:
        """Give the turn back, if it is still ours."""
        mine = Batch.objects.filter(pk=self.batch.pk, run=self._token)
        mine.update(state=state, run="", **changes)
        self.batch.refresh_from_db()


def clear_rows(batch: Batch, hold: Callable[[], None] = lambda: None) -> None:
    """Delete what was staged, in small transactions; `hold` refuses to go on once the turn is another's."""
    for model in (StagedComplaint, StagedRow):
        rows = model.objects.filter(batch=batch)
        while (first := rows.order_by("position").values_list("position", flat=True).first()) is not None:
            with transaction.atomic():
                hold()
                rows.filter(position__lt=first + CHUNK).delete()
