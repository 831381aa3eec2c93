"""What phones brought that waits for an answer: records kept apart, doors told of twice, questions."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from bacung.fieldsync.models import Flag, Quarantined, Received
from bacung.ground.permissions import Viewer, fetch, within


@dataclass(frozen=True)
class Waiting:
    """How much waits for an answer."""

    apart: int
    flags: int
    questions: int


@dataclass(frozen=True)
class Alike:
    """Records of one phone that were kept apart for one reason."""

    device_id: UUID
    code: str
    records: int


def waiting(viewer: Viewer) -> Waiting:
    """Counted over all evenings of the viewer's areas."""
    return Waiting(
        apart(viewer).filter(answered_at=None).count(),
        flags(viewer).filter(answered_at=None).count(),
        open_questions(viewer).count(),
    )


def apart(viewer: Viewer) -> QuerySet[Quarantined]:
    """Records kept apart, newest first."""
    rows = Quarantined.objects.filter(within(viewer, "device__round__commune"))
    return rows.select_related("device__member", "device__round__commune").order_by("-received_at", "-pk")


def apart_by_id(viewer: Viewer, row_id: int) -> Quarantined:
    """One of them."""
    rows = Quarantined.objects.select_related(
        "device__member", "device__round__commune", "device__round__drive"
    )
    return fetch(rows, viewer, "device__round__commune", pk=row_id)


def apart_alike(viewer: Viewer) -> list[Alike]:
    """Where several records of one phone wait with the same reason, the most first."""
    rows = apart(viewer).filter(answered_at=None, device__isnull=False).order_by()
    counted = rows.values_list("device", "code").annotate(records=Count("pk")).filter(records__gt=1)
    return [Alike(*each) for each in counted.order_by("-records", "device", "code")]


def flags(viewer: Viewer) -> QuerySet[Flag]:
    """Questions about records, oldest first."""
    rows = Flag.objects.filter(within(viewer, "round__commune"))
    return rows.select_related("round__commune", "round__drive").order_by("raised_at", "pk")


def flag_by_id(viewer: Viewer, flag_id: int) -> Flag:
    """One of them that has no answer yet."""
    rows = Flag.objects.filter(answered_at=None).select_related("round__commune", "round__drive")
    return fetch(rows, viewer, "round__commune", pk=flag_id)


def questions(viewer: Viewer) -> QuerySet[Received]:
    """What walkers asked their supervisor, oldest first."""
    rows = Received.objects.filter(within(viewer, "round__commune"), kind="question.asked")
    return rows.select_related(
        "round__commune", "round__drive", "incarnation__device__member", "body", "answer"
    ).order_by("received_at", "seq")


def open_questions(viewer: Viewer) -> QuerySet[Received]:
    """Those nobody has answered, as long as their words are kept."""
    return questions(viewer).filter(answer=None, body__isnull=False)


def question_by_id(viewer: Viewer, event_id: UUID) -> Received:
    """One of them."""
    rows = Received.objects.filter(kind="question.asked").select_related("round__commune", "round__drive")
    return fetch(rows, viewer, "round__commune", pk=event_id)
