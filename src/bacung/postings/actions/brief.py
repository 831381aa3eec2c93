"""Sessions before a muster: set up, and who was there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.audit import record
from bacung.ground.figures import moment
from bacung.ground.permissions import Viewer
from bacung.postings.actions.stay import known_word
from bacung.postings.models import TOPICS, Attendance, Briefing, Muster
from bacung.postings.queries.readiness import is_whole, mine


@dataclass(frozen=True)
class NewBriefing:
    """A session about the area, or training to install and activate."""

    topic: str
    held_at: datetime
    place: str
    held_by: str = ""
    material: str = ""


@transaction.atomic
def hold_briefing(viewer: Viewer, muster: Muster, said: NewBriefing) -> Briefing:
    """Set up a session of a muster all of whose communes are the viewer's."""
    known_word(said.topic, TOPICS)
    if not is_whole(viewer, muster):
        raise Problem("drives.partly-yours")
    held = Briefing.objects.create(
        muster=muster,
        topic=said.topic,
        held_at=said.held_at,
        place=said.place.strip(),
        held_by=said.held_by.strip(),
        material=said.material.strip(),
    )
    record("postings.briefing.hold", viewer, briefing=held.pk)
    return held


@transaction.atomic
def drop_briefing(viewer: Viewer, briefing: Briefing) -> None:
    """Take back a session nobody has been noted at; one that was held stays."""
    if not is_whole(viewer, briefing.muster):
        raise Problem("drives.partly-yours")
    if briefing.attendances.exists():
        raise Problem("postings.briefing-held")
    record("postings.briefing.drop", viewer, briefing=briefing.pk)
    briefing.delete()


@transaction.atomic
def note_attendance(viewer: Viewer, briefing: Briefing, told: Mapping[int, bool]) -> None:
    """Who was at a session that has begun and who was not, by member; said again it is corrected.

    Refuses somebody who is not among the viewer's people in the muster (`postings.not-called-up`).
    """
    if clock.now() < briefing.held_at:
        raise Problem("postings.not-held-yet", at=moment(briefing.held_at))
    known = set(mine(viewer, briefing.muster).filter(pk__in=told).values_list("pk", flat=True))
    if not known.issuperset(told):
        raise Problem("postings.not-called-up")
    now = clock.now()
    Attendance.objects.bulk_create(
        [
            Attendance(
                briefing=briefing,
                member_id=member,
                present=present,
                noted_by_id=viewer.user_id,
                noted_at=now,
            )
            for member, present in sorted(told.items())
        ],
        update_conflicts=True,
        unique_fields=("briefing", "member"),
        update_fields=("present", "noted_by_id", "noted_at"),
    )
    record("postings.briefing.attend", viewer, briefing=briefing.pk, people=sum(told.values()))
