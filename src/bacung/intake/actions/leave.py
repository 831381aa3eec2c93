"""Leaving a book: stopped while it is read, undone before it is accepted, forgotten when its time is over."""

import time

from django.db import transaction

from bacung.core.problems import Problem
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.intake import storage
from bacung.intake.actions.runs import CHUNK, clear_rows
from bacung.intake.models import FOUND, Batch, StagedComplaint, StagedRow

ORPHAN_SECONDS = 24 * 3600


def cancel(viewer: Viewer, batch: Batch) -> None:
    """Stop the reading; whoever reads notices before the next chunk and clears up."""
    with transaction.atomic():
        if not Batch.objects.filter(pk=batch.pk, state__in=("waiting", "reading")).update(
            state="cancelled", run=""
        ):
            raise Problem("intake.wrong-state", state=batch.state)
        audit.record("intake.cancel", viewer, batch=batch.pk)
    _empty(batch)


def undo(viewer: Viewer, batch: Batch) -> None:
    """Take a book back before it is accepted. Nothing of it stays.

    An acceptance that broke off can only go on: nobody sees yet what it wrote. Afterwards its people are
    on the list, and visits may speak of them: then a corrected book corrects.
    """
    with transaction.atomic():
        mine = Batch.objects.filter(pk=batch.pk, state__in=("waiting", "reading", "read", "failed"))
        if not mine.exclude(kind=FOUND).update(state="undone", run=""):
            raise Problem("intake.wrong-state", state=batch.state)
        audit.record("intake.undo", viewer, batch=batch.pk)
    _empty(batch)


def _empty(batch: Batch) -> None:
    batch.refresh_from_db()
    storage.forget(batch.file)
    Batch.objects.filter(pk=batch.pk).update(file="")
    clear_rows(batch)
    batch.refresh_from_db()


def forget_expired() -> int:
    """Delete files and staged values whose day is past, and files no batch knows; how many books there were.

    Of an accepted book the rows stay without their values: they say which row a person came from.
    """
    today = clock.today()
    over = Batch.objects.filter(expires_on__lt=today)
    books = list(over.exclude(file="") | over.filter(kind=FOUND, state="read"))
    for batch in books:
        storage.forget(batch.file)
        if batch.state == "accepted":
            Batch.objects.filter(pk=batch.pk).update(file="")
            _empty_rows(batch)
        elif batch.state != "accepting":
            Batch.objects.filter(pk=batch.pk).update(file="", run="", state="expired")
            clear_rows(batch)
    known = set(Batch.objects.exclude(file="").values_list("file", flat=True))
    for name, written in storage.names():
        if name not in known and time.time() - written > ORPHAN_SECONDS:
            (storage.folder() / name).unlink(missing_ok=True)
    return len(books)


def _empty_rows(batch: Batch) -> None:
    StagedComplaint.objects.filter(batch=batch).delete()
    rows = StagedRow.objects.filter(batch=batch).exclude(sealed=b"")
    while (first := rows.order_by("position").values_list("position", flat=True).first()) is not None:
        rows.filter(position__lt=first + CHUNK).update(sealed=b"")


def given_back(batch: Batch) -> None:
    """An accepted book was given back: its use is over at the end of the day, as a download may break off."""
    if batch.state == "accepted":
        Batch.objects.filter(pk=batch.pk).update(expires_on=min(batch.expires_on, clock.today()))
