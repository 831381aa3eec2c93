"""What phones said in words, opened for somebody who may read it."""

from dataclasses import dataclass

from bacung.core.syncing.events import Fault, read_event
from bacung.core.syncing.payloads import QuestionAsked
from bacung.fieldsync.convert import BODY
from bacung.fieldsync.models import Answer, Body, Flag, Received
from bacung.ground.vault import open_sealed, open_text
from bacung.staff.models import Member
from bacung.visits.models import Event as Visit

ANSWER = "fieldsync.answer"
"""What an answer to a walker is sealed for."""


@dataclass(frozen=True)
class VisitTold:
    """One of the visits a flag asks about, and who told it."""

    event: Visit
    who: str


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
