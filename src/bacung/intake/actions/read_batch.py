"""Reading a book: understood, repaired, matched, sealed and staged, a thousand rows at a time.

A reading that was killed leaves its batch `reading`; reading again clears what was staged and starts anew.
"""

import gc
import io
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db import transaction

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.core.sheets import Limits, Reading
from bacung.core.sheets import read as read_book
from bacung.ground import audit, clock
from bacung.ground.permissions import CONSOLE, Viewer
from bacung.intake import books, storage
from bacung.intake.actions.runs import CHUNK, Progress, Run, clear_rows
from bacung.intake.actions.stage import Stager, write_rows
from bacung.intake.actions.totals import read_totals
from bacung.intake.apart import LARGE, Apart
from bacung.intake.models import FOUND, Batch, ColumnMapping
from bacung.intake.understanding import header_key, understood


def read_batch(batch: Batch, *, viewer: Viewer = CONSOLE, on_progress: Progress | None = None) -> Batch:
    """Read the kept book and stage its rows. Reading twice changes nothing; a fault leaves nothing staged."""
    if batch.state in ("read", "accepting", "accepted"):
        return batch
    run = Run(batch, "reading")
    run.begin("waiting", "reading", "failed", rows_staged=0, counts={})
    clear_rows(batch, run.hold)
    try:
        with storage.opened(batch.file) as book:
            if batch.kind == "people":
                done = _stage(run, book, on_progress)
            elif batch.kind == "totals":
                done = read_totals(batch, book)
            else:
                done = {"counts": dict(books.handler_of(batch.kind).look(viewer, batch, book))}
        with transaction.atomic():
            run.hold(**done, read_at=clock.now())
            run.end("read")
            audit.record("intake.read", viewer, batch=batch.pk)
    except BaseException as fault:
        with suppress(Problem):  # overtaken: what is staged by now is another's
            clear_rows(batch, run.hold)
        run.end("failed", problem=fault.code if isinstance(fault, Problem) else "")
        if isinstance(fault, Problem):
            fault.facts.setdefault("name", batch.name)
        raise
    finally:
        gc.unfreeze()
    return batch


def correct_mapping(
    viewer: Viewer, batch: Batch, mapping: Mapping[str, str | None], *, read: bool = True
) -> Batch:
    """Say what columns are (letter → field, or None: not to be used) and read again; remembered for the
    commune's next book with the same header. Without `read` the book waits for `read_batch`.
    """
    with transaction.atomic():
        books = Batch.objects.filter(pk=batch.pk, state__in=("read", "failed")).exclude(kind=FOUND)
        changed = books.update(state="waiting", mapping=dict(mapping))
        if not changed:
            raise Problem("intake.wrong-state", state=batch.state)
        if key := batch.understood.get("header_key"):
            ColumnMapping.objects.update_or_create(
                commune=batch.commune,
                header_key=key,
                defaults={"mapping": dict(mapping), "said_at": clock.now()},
            )
        audit.record("intake.correct-mapping", viewer, batch=batch.pk)
    batch.refresh_from_db()
    return read_batch(batch, viewer=viewer) if read else batch


def _stage(run: Run, book: Any, on_progress: Progress | None) -> dict[str, Any]:
    batch = run.batch
    mapping = batch.mapping or _remembered(batch.commune, batch, book)
    reading = _reading(run, book, mapping)
    stager = Stager(batch, reading.sheets)
    for chunk in reading.chunks(CHUNK):
        rows, complaints = stager.prepare(chunk)
        with transaction.atomic():
            run.hold(rows_staged=stager.position)
            write_rows(rows, complaints)
        gc.freeze()  # what is remembered of a large book is not searched for garbage again and again
        if on_progress:
            on_progress(stager.position)
    return {
        "mapping": dict(mapping),
        "understood": understood(reading),
        "counts": {name: dict(counter) for name, counter in stager.counts.items()},
        "rows_staged": stager.position,
    }


def _reading(run: Run, book: Any, mapping: Mapping[str, str | None]) -> Reading | Apart:
    if book.seek(0, io.SEEK_END) >= LARGE:
        return Apart(book, run.batch.name, mapping, clock.today().year, run.is_over)
    book.seek(0)
    return read_book(
        book,
        name=run.batch.name,
        limits=Limits(),
        mapping=mapping,
        year=clock.today().year,
        stop=run.is_over,
    )


def _remembered(commune: Area, batch: Batch, book: Any) -> dict[str, str | None]:
    """What was said of this commune's columns under the same header."""
    said = ColumnMapping.objects.filter(commune=commune)
    if not said.exists():
        return {}
    reading = read_book(book, name=batch.name, year=clock.today().year)
    next(iter(reading), None)
    found = said.filter(header_key=header_key(reading)).first()
    return dict(found.mapping) if found else {}
