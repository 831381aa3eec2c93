"""Answering what a list contradicts: a person decides, and the decision is another fact."""

from bacung.core.problems import Problem
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.ledger.actions.record_entries import void_entries
from bacung.ledger.models import Entry, Question

ANSWERS = ("stands", "withdrawn")


@recording()
def answer_question(viewer: Viewer, question: Question, answer: str) -> None:
    """What was declared stands, or it is withdrawn; the viewer was allowed to fetch the question."""
    if answer not in ANSWERS:
        raise Problem("ledger.unknown-answer", answer=answer)
    question.answer = answer
    question.answered_at = clock.now()
    question.answered_by_id = viewer.user_id
    question.save(update_fields=["answer", "answered_at", "answered_by_id"])
    audit.record("ledger.answer", viewer, question=question.pk, answer=answer)
    losing = "declared" if answer == "withdrawn" else "denied"
    said = Entry.objects.filter(person=question.person_id, mark=losing).exclude(kind="void")
    void_entries(viewer, set(said.values_list("evidence", flat=True)), person_id=question.person_id)
