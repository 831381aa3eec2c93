"""Taking a book in: kept sealed, and recognised when it has been here before."""

from datetime import timedelta
from typing import BinaryIO

from django.db import IntegrityError, transaction

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.drives.models import Drive, DriveArea
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer, within
from bacung.intake import books, storage
from bacung.intake.models import BOOK_KINDS, OVER, Batch

LONGEST_NAME = 200


def receive(
    viewer: Viewer, drive: Drive, commune: Area, file: BinaryIO, kind: str = "people", *, name: str = ""
) -> Batch:
    """Keep a workbook for a commune of a drive. The same book once more answers with its first batch.

    `name` is what the sender called it; shown, never opened.
    """
    _refuse_strangers(viewer, drive, commune, kind)
    shown = _shown(name or str(getattr(file, "name", "")))
    kept = storage.keep(file, shown=shown)
    try:
        with transaction.atomic():
            earlier = _standing(drive, commune, kind, kept.sha256)
            if earlier is None:
                return _new(viewer, drive, commune, kind, shown, kept)
    except IntegrityError:  # somebody sent the same book in the same moment
        earlier = _standing(drive, commune, kind, kept.sha256)
        if earlier is None:
            raise
    storage.forget(kept.name)
    return earlier


def _refuse_strangers(viewer: Viewer, drive: Drive, commune: Area, kind: str) -> None:
    if not Area.objects.filter(within(viewer), pk=commune.pk).exists():
        raise Problem("ground.not-found")
    places = DriveArea.objects.filter(drive=drive)
    in_drive = places.filter(commune__path__startswith=commune.path).exists()
    if not in_drive or (kind == "people" and not places.filter(commune=commune).exists()):
        raise Problem("intake.not-in-this-drive")
    if kind not in BOOK_KINDS:
        raise Problem("intake.not-taken-here", kind=kind)
    if kind not in ("people", "totals"):
        books.handler_of(kind)


def _standing(drive: Drive, commune: Area, kind: str, sha256: str) -> Batch | None:
    same = Batch.objects.filter(drive=drive, commune=commune, kind=kind, sha256=sha256)
    return same.exclude(state__in=OVER).first()


def _new(viewer: Viewer, drive: Drive, commune: Area, kind: str, shown: str, kept: storage.Kept) -> Batch:
    batch = Batch.objects.create(
        drive=drive,
        commune=commune,
        kind=kind,
        name=shown,
        sha256=kept.sha256,
        file=kept.name,
        created_by_id=viewer.user_id,
        created_at=clock.now(),
        expires_on=clock.today() + timedelta(days=drive.retention_days),
    )
    audit.record("intake.receive", viewer, batch=batch.pk, kind=kind, size=kept.size)
    return batch


def _shown(name: str) -> str:
    """The last part of what the sender called the file, without anything that cannot be seen."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(character for character in last if character.isprintable()).strip()[:LONGEST_NAME]
