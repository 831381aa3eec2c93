"""Setting up a muster: its name and dates, its rules, the weekends on which nobody is sent, the communes
that receive.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.core.rota.problem import Rules
from bacung.core.rota.wire import read
from bacung.drives.models import Drive
from bacung.drives.queries import is_wholly_of
from bacung.ground import audit
from bacung.ground.permissions import Viewer
from bacung.postings.duties import fridays
from bacung.postings.models import Host, Muster
from bacung.postings.queries.musters import may_change

STUDENTS = (3, 6)
PAIR = (2, 2)


def make_muster(
    viewer: Viewer, drive: Drive, *, kind: str, name: str, starts_on: date, ends_on: date
) -> Muster:
    """A new muster of a drive the viewer wholly coordinates; all its communes receive until one says less.

    A season is cut to its first Friday and last Sunday. Refuses `drives.partly-yours`,
    `postings.outside-the-drive`, `postings.no-weekend`, `postings.name-taken`.
    """
    if not is_wholly_of(viewer, drive):
        raise Problem("drives.partly-yours")
    starts_on, ends_on = _dates(drive, kind, starts_on, ends_on)
    _refuse_name(drive, name)
    least, most = PAIR if kind == "weekends" else STUDENTS
    with transaction.atomic():
        muster = Muster.objects.create(
            drive=drive, kind=kind, name=name, starts_on=starts_on, ends_on=ends_on
        )
        Host.objects.bulk_create(
            Host(muster=muster, commune_id=commune, least=least, most=most)
            for commune in drive.places.values_list("commune", flat=True)
        )
        audit.record("postings.muster.make", viewer, muster=muster.pk, drive=drive.pk)
    return muster


def change_muster(
    viewer: Viewer, muster: Muster, *, name: str, starts_on: date, ends_on: date, rules: dict[str, Any]
) -> None:
    """Another name, other dates, other rules. Refuses as `make_muster`, and `rota.malformed`."""
    refuse_stranger(viewer, muster)
    starts_on, ends_on = _dates(muster.drive, muster.kind, starts_on, ends_on)
    if name != muster.name:
        _refuse_name(muster.drive, name)
    if muster.kind == "weekends":
        read(Rules, rules)
    with transaction.atomic():
        Muster.objects.filter(pk=muster.pk).update(
            name=name, starts_on=starts_on, ends_on=ends_on, rules=rules
        )
        audit.record("postings.muster.change", viewer, muster=muster.pk)


def close_muster(viewer: Viewer, muster: Muster) -> None:
    """Nothing is planned in it any more."""
    refuse_stranger(viewer, muster)
    with transaction.atomic():
        Muster.objects.filter(pk=muster.pk).update(state="closed")
        audit.record("postings.muster.close", viewer, muster=muster.pk)


def say_of_weekend(viewer: Viewer, muster: Muster, friday: date, because: str | None) -> None:
    """Why nobody is sent on a weekend; "" opens one the calendar blocks, None lets the calendar speak."""
    refuse_stranger(viewer, muster)
    if friday not in fridays(muster.starts_on, muster.ends_on):
        raise Problem("postings.not-a-weekend", on=f"{friday:%d/%m/%Y}")
    with transaction.atomic():
        held = Muster.objects.select_for_update().get(pk=muster.pk)
        said = {day: words for day, words in held.blocked.items() if day != friday.isoformat()}
        if because is not None:
            said[friday.isoformat()] = because
        Muster.objects.filter(pk=muster.pk).update(blocked=said)
        audit.record("postings.muster.weekend", viewer, muster=muster.pk, at=friday.isoformat())
    muster.blocked = said


def add_hosts(viewer: Viewer, muster: Muster, communes: Collection[Area]) -> int:
    """These communes of the drive receive too; how many are new."""
    refuse_stranger(viewer, muster)
    inside = set(muster.drive.places.values_list("commune", flat=True))
    held = set(muster.hosts.values_list("commune", flat=True))
    fresh = [each.pk for each in communes if each.pk in inside and each.pk not in held]
    least, most = PAIR if muster.kind == "weekends" else STUDENTS
    with transaction.atomic():
        Host.objects.bulk_create(Host(muster=muster, commune_id=key, least=least, most=most) for key in fresh)
        audit.record("postings.host.add", viewer, muster=muster.pk, joined=len(fresh))
    return len(fresh)


@dataclass(frozen=True)
class HostTerms:
    """What a commune says of how it receives; as the fields of `models.Host`."""

    least: int = 2
    most: int = 2
    beds: int | None = None
    languages: tuple[str, ...] = ()
    speakers: int = 1
    leaders: int = 0
    work: float | None = None
    closed: tuple[str, ...] = ()
    wished: tuple[int, ...] = ()
    companions: tuple[str, ...] = ()
    alone_because: str = ""


def change_host(viewer: Viewer, host: Host, terms: HostTerms) -> None:
    """How a commune receives from now on. Refuses `postings.nobody-along`: visitors who go without a local
    companion need the reason.
    """
    refuse_stranger(viewer, host.muster)
    if not terms.companions and not terms.alone_because:
        raise Problem("postings.nobody-along", commune=host.commune.name)
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(terms).items()}
    with transaction.atomic():
        Host.objects.filter(pk=host.pk).update(**said)
        audit.record("postings.host.change", viewer, muster=host.muster_id, commune=host.commune_id)


def drop_host(viewer: Viewer, host: Host) -> None:
    """The commune receives nobody in this muster; refused once somebody is posted there."""
    refuse_stranger(viewer, host.muster)
    if host.muster.postings.filter(commune=host.commune_id, cancelled_because="").exists():
        raise Problem("postings.host-in-use", commune=host.commune.name)
    with transaction.atomic():
        host.delete()
        audit.record("postings.host.drop", viewer, muster=host.muster_id, commune=host.commune_id)


def refuse_stranger(viewer: Viewer, muster: Muster) -> None:
    """Only who coordinates every commune of the drive changes its musters, and none that is closed."""
    if not may_change(viewer, muster):
        raise Problem("drives.partly-yours")
    if muster.state == "closed":
        raise Problem("postings.closed", name=muster.name)


def _dates(drive: Drive, kind: str, starts_on: date, ends_on: date) -> tuple[date, date]:
    if not drive.starts_on <= starts_on <= ends_on <= drive.ends_on:
        raise Problem("postings.outside-the-drive", first=drive.starts_on, last=drive.ends_on)
    if kind != "weekends":
        return starts_on, ends_on
    days = fridays(starts_on, ends_on)
    if not days:
        raise Problem("postings.no-weekend")
    return days[0], days[-1] + timedelta(days=2)


def _refuse_name(drive: Drive, name: str) -> None:
    if drive.musters.filter(name=name).exists():
        raise Problem("postings.name-taken", name=name)
