"""A drive set up, and its terms changed."""

from dataclasses import asdict

from django.db import transaction

from bacung.core.problems import Problem
from bacung.drives.events import DriveChanged
from bacung.drives.models import Drive
from bacung.drives.queries import is_wholly_of
from bacung.drives.terms import Terms, faults
from bacung.ground.audit import record
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer


def held(viewer: Viewer, drive: Drive) -> None:
    """Only who sees all of a drive changes it. Raises drives.partly-yours."""
    if not is_wholly_of(viewer, drive):
        raise Problem("drives.partly-yours")


@transaction.atomic
def create_drive(viewer: Viewer, *, code: str, terms: Terms, is_demo: bool = False) -> Drive:
    """A drive without areas yet. `code` is a slug that stays for ever. Raises drives.* for faulty terms."""
    if Drive.objects.filter(code=code).exists():
        raise Problem("drives.code-taken", asked=code)
    for _, fault in faults(terms):
        raise fault
    drive = Drive.objects.create(code=code, is_demo=is_demo, **asdict(terms))
    record("drives.create", viewer, drive=drive.pk)
    return drive


@transaction.atomic
def change_drive(viewer: Viewer, drive: Drive, terms: Terms) -> None:
    """Other terms; the rooms below are told, for what they computed may change."""
    held(viewer, drive)
    for _, fault in faults(terms):
        raise fault
    changed = [name for name, value in asdict(terms).items() if getattr(drive, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(drive, name, getattr(terms, name))
    drive.save(update_fields=changed)
    record("drives.change", viewer, drive=drive.pk, fields=changed)
    announce(DriveChanged(drive.pk))
