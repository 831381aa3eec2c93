"""Which doors, for somebody who may know."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet

from bacung.areas.models import Area, Hamlet
from bacung.drives.models import Drive
from bacung.ground.permissions import Viewer, within
from bacung.registry.models import Person
from bacung.rounds.models import Door, Pair, Round, Stop


def doors(viewer: Viewer, drive: Drive, commune: Area) -> QuerySet[Door]:
    """The doors of a commune in a drive, with their households."""
    return (
        Door.objects.filter(within(viewer, "commune"), drive=drive, commune=commune)
        .filter(household__admission__admitted_at__isnull=False)
        .select_related("household")
        .order_by("household_id")
    )


def hamlets_in_order(commune: Area) -> Sequence[Hamlet]:
    """The hamlets of a commune in the order in which one walks it, merged ones left out."""
    return list(Hamlet.objects.filter(commune=commune, merged_into=None).order_by("position", "name"))


def rounds(viewer: Viewer) -> QuerySet[Round]:
    """The rounds this viewer may see, newest first."""
    return Round.objects.filter(within(viewer, "commune")).select_related("drive", "commune")


def rounds_walked_by(viewer: Viewer, on: date) -> QuerySet[Round]:
    """The rounds of an evening in which the viewer walks."""
    return rounds(viewer).filter(pairs__walkers=viewer.user_id, on=on).distinct()


def with_stops(round_: Round) -> list[Pair]:
    """The pairs of a round, each with its stops in order, the household, its hamlet and its people."""
    people = Prefetch("household__people", Person.admitted.order_by("pk"))
    stops = Prefetch("stops", Stop.objects.select_related("household__hamlet").prefetch_related(people))
    return list(round_.pairs.prefetch_related(stops, "walkers"))
