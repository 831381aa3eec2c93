"""Which evening a phone's walker walks, and what of it a phone may know."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from bacung.areas.models import Area
from bacung.fieldsync.models import Device, Received
from bacung.ground import clock
from bacung.ground.permissions import OFFICER, WALKER, Viewer
from bacung.rounds.models import Pair, Round
from bacung.staff.models import Grant, Member
from bacung.staff.queries import holding, viewer_of


def bound(device_id: UUID) -> Device:
    """A phone with its walker, round, commune and drive; without what was asked and answered, which is
    large.
    """
    rows = Device.objects.select_related("member", "round__commune", "round__drive")
    return rows.defer("round__problem", "round__plan").get(pk=device_id)


def walker_of(device: Device) -> Viewer:
    """The phone's walker with the rights to stand at doors that hold today; none for who may not log in."""
    viewer = viewer_of(device.member, f"device:{device.pk}").narrowed((OFFICER, WALKER))
    return viewer if device.member.is_active else viewer.narrowed(())


def pairs_walking(member: Member, commune: Area) -> QuerySet[Pair]:
    """The pairs of a commune's standing rounds in which a member walks, with their walkers and rounds."""
    rounds = Prefetch("round", Round.objects.select_related("drive", "commune").defer("problem", "plan"))
    walkers = Prefetch("walkers", Member.objects.order_by("full_name", "pk"))
    return (
        Pair.objects.filter(walkers=member, round__commune=commune)
        .exclude(round__state="cancelled")
        .prefetch_related(rounds, walkers)
    )


def next_pair(device: Device) -> Pair | None:
    """The pair in which the phone's walker walks next in this commune: tonight before tomorrow, and of two
    plans for one evening in the later one.
    """
    walking = pairs_walking(device.member, device.round.commune)
    return walking.filter(round__on__gte=clock.today()).order_by("round__on", "-round").first()


def bound_pair(device: Device) -> Pair | None:
    """The pair of the round a phone is bound to, while that round stands and its walker walks in it."""
    return pairs_walking(device.member, device.round.commune).filter(round=device.round_id).first()


def officer_along(pair: Pair) -> bool:
    """Whether an officer of the commune walks in the pair: then a kit may be used at a door."""
    rights = Grant.objects.filter(holding(), role=OFFICER, member__in=pair.walkers.all())
    paths = rights.values_list("area__path", flat=True)
    return any(pair.round.commune.path.startswith(path or "") for path in paths)


def handovers(pair: Pair) -> int:
    """How often one phone of the pair took over from the other this evening."""
    taken = Received.objects.filter(round=pair.round_id, kind="handover.taken")
    members = [member.pk for member in pair.walkers.all()]
    return taken.filter(incarnation__device__member__in=members).count()
