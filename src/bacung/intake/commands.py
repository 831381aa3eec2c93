"""`bacung intake`: read a workbook, accept what was read, delete what has expired."""

from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.queries import commune_by_code
from bacung.core.sheets.answers import RowReading
from bacung.drives.queries import drive_by_code
from bacung.ground.commands import json_option, progress, say, write_out
from bacung.ground.figures import number
from bacung.ground.permissions import CONSOLE
from bacung.intake import actions, queries
from bacung.intake.convert import open_row
from bacung.intake.models import BOOK_KINDS, Batch
from bacung.intake.wording import VERDICTS, what

_GROUP: Any = gettext_lazy("Lists on their way in: read a workbook, accept it.")
_READ: Any = gettext_lazy("Read a workbook for a commune of a drive; nothing is taken over yet.")
_ACCEPT: Any = gettext_lazy("Take over every row of a batch that is ready.")
_FORGET: Any = gettext_lazy("Delete books and staged rows whose time is over.")
_RETURNED: Any = gettext_lazy("Write the returned book here.")
_BOOK_KIND: Any = gettext_lazy("What kind of book it is.")


@click.group(help=_GROUP)
def intake() -> None:
    """Lists on their way in."""


@intake.command("read", help=_READ)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--drive", "drive_code", required=True)
@click.option("--commune", "commune_code", required=True)
@click.option("--kind", type=click.Choice(BOOK_KINDS), default="people", help=_BOOK_KIND)
@click.option("--returned", type=click.Path(dir_okay=False, path_type=Path), help=_RETURNED)
@json_option
def read(
    file: Path, drive_code: str, commune_code: str, kind: str, returned: Path | None, as_json: bool
) -> None:
    """Receive and read; a book that cannot be read leaves nothing behind."""
    drive = drive_by_code(CONSOLE, drive_code)
    commune = commune_by_code(commune_code, drive.starts_on)
    with file.open("rb") as book:
        batch = actions.receive(CONSOLE, drive, commune, book, kind, name=file.name)
    with progress(_("Rows read"), as_json) as told:
        try:
            actions.read_batch(batch, on_progress=lambda done: told(done, 0))
        except BaseException:
            actions.undo(CONSOLE, batch)
            raise
    if returned is not None:
        write_out(returned, actions.give_back(CONSOLE, batch))
    say(_told(batch) if as_json else None, as_json, _lines(batch))


@intake.command("accept", help=_ACCEPT)
@click.argument("batch_id", metavar="BATCH", type=int)
@json_option
def accept(batch_id: int, as_json: bool) -> None:
    """Accept a batch; after a crash, call it again."""
    batch = queries.batch(CONSOLE, batch_id)
    total = queries.readiness(batch)["ready"]
    with progress(_("Rows taken over"), as_json) as told:
        actions.accept(CONSOLE, batch, on_progress=lambda done: told(done, total))
    left = queries.open_questions(batch)
    result = {
        "batch": batch.pk,
        "state": batch.state,
        "rows_accepted": batch.rows_accepted,
        "open_questions": left,
        "admission": batch.admission_id,
    }
    line = _("Batch %(batch)s: %(rows)s rows taken over, %(left)s questions stay behind.")
    facts = {"batch": batch.pk, "rows": number(batch.rows_accepted), "left": number(left)}
    say(result, as_json, line % facts)


@intake.command("forget", help=_FORGET)
@json_option
def forget(as_json: bool) -> None:
    """Keep the promise of retention; meant to run every night."""
    books = actions.forget_expired()
    say({"books": books}, as_json, _("%(books)s expired books were emptied.") % {"books": number(books)})


def _told(batch: Batch) -> dict[str, Any]:
    """What machines are told of a batch; the shape of its rows is that of `python -m bacung.core.sheets`."""
    if batch.kind != "people":
        return {**_summary(batch), "rows": batch.understood.get("totals", [])}
    rows, complaints = [], []
    for row in batch.rows.order_by("position").iterator(chunk_size=1000):
        staged = open_row(batch.pk, row.position, row.sealed)
        reading = RowReading(
            row.sheet,
            row.row,
            row.verdict,  # type: ignore[arg-type]
            staged.values,
            tuple(staged.complaints),
        )
        rows.append({**reading.as_json(), "match": row.match or None, "ready": row.ready})
        complaints += [
            {
                "sheet": row.sheet,
                "row": row.row,
                "column": each.column,
                "code": each.code,
                "value": each.before,
                "proposal": each.after,
            }
            for each in staged.complaints
        ]
    return {**_summary(batch), "complaints": complaints, "rows": rows}


def _summary(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.pk,
        "state": batch.state,
        "kind": batch.kind,
        "drive": batch.drive.code,
        "commune": batch.commune.code,
        "rows_in": batch.rows_staged,
        "rows_out": batch.rows_staged,
        "counts": batch.counts.get("verdict", batch.counts),
        "matched": batch.counts.get("match", {}),
        "complaints_by_code": batch.counts.get("code", {}),
    }


def _lines(batch: Batch) -> list[str]:
    counts = batch.counts.get("verdict", {})
    verdicts = [
        f"{_(name)}: {number(counts[verdict])}" for verdict, name in VERDICTS.items() if verdict in counts
    ]
    codes = sorted(batch.counts.get("code", {}).items(), key=lambda item: -item[1])
    lines = [
        _("Batch %(batch)s: %(rows)s rows read.") % {"batch": batch.pk, "rows": number(batch.rows_staged)},
        "; ".join(verdicts),
        *(f"  {number(count)} × {what(code)} ({code})" for code, count in codes),
    ]
    return [*lines, _("Take it over with: bacung intake accept %(batch)s") % {"batch": batch.pk}]


VERBS: list[click.Command] = [intake]
