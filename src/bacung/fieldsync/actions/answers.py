"""Answering what phones brought: records kept apart, doors told of by two pairs, questions of walkers.

Nothing is deleted: what is taken after all is stored under its own id, so that the phone that sends it again
is answered "duplicate"; what is set aside stays, and its content is erased later.
"""

from collections.abc import Iterable
from datetime import timedelta

from bacung.core.problems import Problem
from bacung.fieldsync.actions.accepting import ACCEPTABLE, take_apart
from bacung.fieldsync.actions.echoing import echo
from bacung.fieldsync.convert import APART
from bacung.fieldsync.models import Answer, Flag, Quarantined, Received, Waiting
from bacung.fieldsync.queries.told import ANSWER
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.ground.vault import open_sealed, seal_text
from bacung.visits.actions import void_visit
from bacung.visits.models import Event as Visit

KEPT_FOR = timedelta(days=90)
"""So long the content of an answered record stays readable."""

WITHDRAWN_BY = {"both": None, "first": "second_id", "second": "first_id"}
"""Which of two visits an answer withdraws."""


def look(viewer: Viewer, row: Quarantined) -> bytes:
    """The content of a record kept apart, as it came; empty once erased. Leaves a line in the trail."""
    audit.record("fieldsync.look", viewer, apart=row.pk)
    return open_sealed(bytes(row.sealed), APART) if row.sealed else b""


@recording()
def accept(viewer: Viewer, row: Quarantined) -> bool:
    """Take a record of the viewer's areas after all; whether it counts already. Twice is as once.

    Refuses `fieldsync.cannot-take`, or what the room of visits refuses.
    """
    row = _held(row)
    if row.remedy == "accepted":
        return not Waiting.objects.filter(event=row.event_id).exists()
    if row.code not in ACCEPTABLE or not row.sealed:
        raise Problem("fieldsync.cannot-take")
    counted = take_apart(viewer, row, open_sealed(bytes(row.sealed), APART))
    _answered(viewer, row, "accepted")
    audit.record("fieldsync.accept", viewer, apart=row.pk, code=row.code)
    return counted


@recording()
def set_aside(viewer: Viewer, rows: Iterable[Quarantined]) -> None:
    """These records are answered and count nowhere; answered ones stay as they are."""
    for row in map(_held, rows):
        if row.answered_at is None:
            _answered(viewer, row, "set-aside")
            audit.record("fieldsync.set-aside", viewer, apart=row.pk, code=row.code)


def _held(row: Quarantined) -> Quarantined:
    return Quarantined.objects.select_for_update().get(pk=row.pk)


def _answered(viewer: Viewer, row: Quarantined, remedy: str) -> None:
    row.answered_at, row.answered_by_id, row.remedy = clock.now(), viewer.user_id, remedy
    row.save(update_fields=["answered_at", "answered_by_id", "remedy"])


@recording()
def answer_flag(viewer: Viewer, flag: Flag, answer: str) -> None:
    """Both visits stay, or the one that did not happen is withdrawn; the evening's phones are told.

    Refuses `fieldsync.unknown-answer` and `visits.already-withdrawn`.
    """
    if answer not in WITHDRAWN_BY:
        raise Problem("fieldsync.unknown-answer", answer=answer)
    flag = Flag.objects.select_for_update(of=("self",)).select_related("round__drive").get(pk=flag.pk)
    if flag.answered_at is not None:
        return
    wrong = WITHDRAWN_BY[answer]
    if wrong:
        void_visit(viewer, flag.round.drive, Visit.objects.get(pk=getattr(flag, wrong)))
    flag.answer, flag.answered_at, flag.answered_by_id = answer, clock.now(), viewer.user_id
    flag.save(update_fields=["answer", "answered_at", "answered_by_id"])
    counts = flag.second_id if answer == "second" else flag.first_id
    facts = {"answer": answer, "withdrawn": str(getattr(flag, wrong)) if wrong else ""}
    echo("resolution.made", flag.round_id, counts, flag.household_id, facts)
    audit.record("fieldsync.flag", viewer, flag=flag.pk, answer=answer)


@recording()
def answer_question(viewer: Viewer, asked: Received, text: str) -> None:
    """Answer a walker; a later answer replaces an earlier one. The phone is told when it is heard, also on
    another evening.
    """
    sealed = seal_text(text, ANSWER)
    told = {"sealed": sealed, "answered_at": clock.now(), "answered_by_id": viewer.user_id}
    Answer.objects.update_or_create(event=asked, defaults=told)
    for round_id in sorted({asked.round_id, asked.incarnation.device.round_id}):
        echo("answered", round_id, asked.pk)
    audit.record("fieldsync.answer", viewer, round=asked.round_id)


def forget_answered() -> int:
    """Erase the content of records answered long ago; reason, answer and digest stay. How many."""
    over = Quarantined.objects.filter(answered_at__lt=clock.now() - KEPT_FOR).exclude(sealed=b"")
    return over.update(sealed=b"")
