"""Which communes a drive covers."""

from collections.abc import Collection

from django.db import transaction

from bacung.areas.models import Area, Level
from bacung.areas.queries import at
from bacung.core.problems import Problem
from bacung.drives.actions.set_terms import held
from bacung.drives.events import DriveAreasChanged
from bacung.drives.models import Drive, DriveArea
from bacung.ground.audit import record
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer, within


@transaction.atomic
def set_areas(viewer: Viewer, drive: Drive, communes: Collection[Area]) -> None:
    """The drive covers exactly these communes, as they were when it began. Targets of those left out go
    too.
    """
    held(viewer, drive)
    wanted = {commune.pk: commune for commune in communes}
    fitting = at(Level.COMMUNE, drive.starts_on).filter(within(viewer), pk__in=wanted)
    for stranger in wanted.keys() - set(fitting.values_list("pk", flat=True)):
        raise Problem("drives.not-a-commune", name=str(wanted[stranger]))
    present = set(drive.places.values_list("commune_id", flat=True))
    joined, left = sorted(wanted.keys() - present), sorted(present - wanted.keys())
    if not joined and not left:
        return
    drive.targets.filter(area__in=left).delete()
    drive.places.filter(commune__in=left).delete()
    DriveArea.objects.bulk_create([DriveArea(drive=drive, commune_id=each) for each in joined])
    record("drives.areas", viewer, drive=drive.pk, joined=joined, left=left)
    announce(DriveAreasChanged(drive.pk, tuple(joined), tuple(left)))
