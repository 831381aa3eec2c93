"""What phones said in words, opened for somebody who may read it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from bacung.core.syncing.events import Fault, read_event
from bacung.core.syncing.payloads import QuestionAsked
from bacung.fieldsync.convert import BODY
from bacung.fieldsync.models import Answer, Body, Flag, Received
from bacung.ground import clock
from bacung.ground.vault import open_sealed, open_text
from bacung.staff.models import Member
from bacung.visits.models import Event as Visit

ANSWER = "fieldsync.answer"
"""What an answer to a walker is sealed for."""

ASKED_OF_LATE = timedelta(days=7)
MOST_ASKED = 10


@dataclass(frozen=True)
class VisitTold:
    """One of the visits a flag asks about, and who told it."""

    event: Visit
    who: str


def asked_by(member_id: int) -> list[Received]:
    """What a walker asked of late, oldest first, with body and answer."""
    rows = Received.objects.filter(incarnation__device__member=member_id, kind="question.asked")
    late = rows.filter(received_at__gte=clock.now() - ASKED_OF_LATE).select_related("body", "answer")
    return list(late.order_by("-received_at")[:MOST_ASKED])[::-1]


def answers_to(event_ids: Collection[UUID | None]) -> dict[UUID | None, str]:
    """The answers to these questions, opened."""
    if not event_ids:
        return {}
    rows = Answer.objects.filter(event__in=event_ids)
    return {row.event_id: open_text(bytes(row.sealed), ANSWER) for row in rows}


def both_visits(flag: Flag) -> list[VisitTold]:
    """The two visits, the first first; one of them may have been withdrawn meanwhile."""
    rows = Visit.objects.filter(pk__in=[flag.first_id, flag.second_id])
    found = {row.pk: row for row in rows.prefetch_related("people__person", "voided_by")}
    tellers = Member.objects.in_bulk([row.recorded_by_id for row in found.values() if row.recorded_by_id])
    return [
        VisitTold(
            found[key], teller.full_name if (teller := tellers.get(found[key].recorded_by_id or 0)) else ""
        )
        for key in (flag.first_id, flag.second_id)
        if key in found
    ]


def question_text(asked: Received) -> str:
    """What a walker asked; empty once it was erased."""
    body: Body | None = getattr(asked, "body", None)
    event = read_event(open_sealed(bytes(body.sealed), BODY)) if body else None
    if event is None or isinstance(event, Fault):
        return ""
    return event.said.text if isinstance(event.said, QuestionAsked) else ""


def answer_text(asked: Received) -> str:
    """What was answered to it; empty while nobody has."""
    answer: Answer | None = getattr(asked, "answer", None)
    return open_text(bytes(answer.sealed), ANSWER) if answer else ""
