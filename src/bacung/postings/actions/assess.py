"""How a student's stay ends: with an essay of their own, and with what the commune says."""

from dataclasses import dataclass

from django.db import transaction

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.audit import record
from bacung.ground.figures import moment
from bacung.ground.permissions import OFFICER, Viewer
from bacung.postings import sealed
from bacung.postings.actions.stay import known_word
from bacung.postings.models import GRADES, Assessment, Assignment, Essay
from bacung.postings.queries.stays import forgotten_from, part_of


@dataclass(frozen=True)
class Told:
    """The words about a student's stay; empty where there are none or the viewer may not read them."""

    essay: str = ""
    assessment: str = ""


@transaction.atomic
def hand_in(viewer: Viewer, assignment: Assignment, words: str) -> Essay:
    """The student's essay, handed in; it can be changed until the commune has given its assessment."""
    if viewer.user_id is None or assignment.member_id != viewer.user_id:
        raise Problem("postings.not-yours-to-write")
    _open(assignment)
    if not words.strip():
        raise Problem("postings.nothing-said")
    if Assessment.objects.filter(assignment=assignment).exists():
        raise Problem("postings.essay-assessed")
    told = {"words": sealed.seal(words, sealed.ESSAY), "handed_in_at": clock.now()}
    essay, _ = Essay.objects.update_or_create(assignment=assignment, defaults=told)
    record("postings.essay", viewer, assignment=assignment.pk)
    return essay


@transaction.atomic
def assess(viewer: Viewer, assignment: Assignment, *, grade: str, words: str) -> Assessment:
    """What the commune's officer says of a student; said again it is corrected."""
    if not viewer.may_in(assignment.posting.commune.path, OFFICER):
        raise Problem("postings.not-yours-to-write")
    _open(assignment)
    known_word(grade, GRADES)
    told = {
        "grade": grade,
        "words": sealed.seal(words, sealed.ASSESSMENT),
        "given_by_id": viewer.user_id,
        "given_at": clock.now(),
    }
    given, _ = Assessment.objects.update_or_create(assignment=assignment, defaults=told)
    record("postings.assess", viewer, assignment=assignment.pk)
    return given


def _open(assignment: Assignment) -> None:
    posting = assignment.posting
    if posting.muster.kind != "wave":
        raise Problem("postings.no-essay-here")
    if posting.cancelled_because or assignment.released_at:
        raise Problem("postings.stay-cancelled")
    if clock.now() < posting.begins_at:
        raise Problem("postings.not-begun", begins=moment(posting.begins_at))
    if clock.now() >= forgotten_from(posting):
        raise Problem("postings.stay-forgotten")


def is_open(assignment: Assignment) -> bool:
    """Whether an essay or an assessment can be written now."""
    try:
        _open(assignment)
    except Problem:
        return False
    return True


def read_student(viewer: Viewer, assignment: Assignment) -> Told:
    """Essay and assessment for the student, the supervisor, the commune and the coordinator; reading those of
    somebody else is written down.
    """
    its_own = viewer.user_id is not None and assignment.member_id == viewer.user_id
    if not its_own and not part_of(viewer, assignment.posting).oversees:
        return Told()
    essay = Essay.objects.filter(assignment=assignment).first()
    given = Assessment.objects.filter(assignment=assignment).first()
    told = Told(
        essay=sealed.unseal(essay.words, sealed.ESSAY) if essay else "",
        assessment=sealed.unseal(given.words, sealed.ASSESSMENT) if given else "",
    )
    if not its_own and (told.essay or told.assessment):
        record("postings.student.read", viewer, assignment=assignment.pk)
    return told
