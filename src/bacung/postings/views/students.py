"""The pages about people on stays: whom one looks after, and how one student's stay ends."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bacung.core.problems import Problem
from bacung.ground.forms import done
from bacung.ground.permissions import OFFICER, ViewerRequest, known
from bacung.postings.actions import assess as actions
from bacung.postings.forms.stays import AssessmentForm, EssayForm
from bacung.postings.models import Assignment
from bacung.postings.queries import students as queries
from bacung.postings.queries.stays import OVERSEERS, part_of
from bacung.postings.queries.students import Looked
from bacung.postings.stay_wording import absence_words, grade_words, lack_words, missing_words


@require_GET
@known
def people(request: ViewerRequest) -> HttpResponse:
    """My people in one muster, and what is missing of each; for whom a muster gives somebody to look after,
    also without any right.
    """
    musters = list(queries.musters_looked_after(request.viewer))
    if not musters and not request.viewer.may(*OVERSEERS):
        raise Problem("ground.not-your-role", roles=OVERSEERS)
    asked = request.GET.get("muster", "")
    chosen = next((each for each in musters if str(each.pk) == asked), musters[0] if musters else None)
    rows = [shown(each) for each in queries.people(request.viewer, chosen)] if chosen else []
    facts = {
        "musters": musters,
        "muster": chosen,
        "rows": rows,
        "lacking": [row for row in rows if row["missing"]],
        "is_wave": bool(chosen and chosen.kind == "wave"),
        "shows_demo": bool(chosen and chosen.drive.is_demo),
    }
    return render(request, "postings/people.html", facts)


def shown(each: Looked) -> dict[str, Any]:
    """A person with everything in words."""
    return {
        "looked": each,
        "assignment": each.assignment,
        "posting": each.assignment.posting,
        "member": each.assignment.member,
        "lacks": lack_words(each.lacks),
        "grade": grade_words(each.assessment.grade) if each.assessment else "",
        "absences": [(absence, absence_words(absence.reason)) for absence in each.absences],
        "missing": [missing_words(code) for code in each.missing],
    }


@require_GET
@known
def student(request: ViewerRequest, assignment_id: int) -> HttpResponse:
    """One student on one stay: essay, assessment, briefings, absences."""
    return _student_page(request, queries.student(request.viewer, assignment_id))


@require_POST
@known
def hand_in(request: ViewerRequest, assignment_id: int) -> HttpResponse:
    """The student's essay."""
    assignment = queries.student(request.viewer, assignment_id)
    if assignment.member_id != request.viewer.user_id:
        raise Problem("postings.not-yours-to-write")
    form = EssayForm(request.POST)
    if form.is_valid() and done(
        form, lambda: actions.hand_in(request.viewer, assignment, form.cleaned_data["words"])
    ):
        messages.success(
            request, _("The essay is handed in. You can change it until the commune gives its assessment.")
        )
        return redirect("postings:student", assignment.pk)
    return _student_page(request, assignment, essay_form=form)


@require_POST
@known
def assess(request: ViewerRequest, assignment_id: int) -> HttpResponse:
    """What the commune's officer says of the student."""
    assignment = queries.student(request.viewer, assignment_id)
    if not request.viewer.may_in(assignment.posting.commune.path, OFFICER):
        raise Problem("postings.not-yours-to-write")
    form = AssessmentForm(request.POST)
    if form.is_valid() and done(
        form, lambda: actions.assess(request.viewer, assignment, **form.cleaned_data)
    ):
        messages.success(request, _("The assessment was saved. The student can read it now."))
        return redirect("postings:student", assignment.pk)
    return _student_page(request, assignment, assessment_form=form)


def _student_page(
    request: ViewerRequest,
    assignment: Assignment,
    *,
    essay_form: EssayForm | None = None,
    assessment_form: AssessmentForm | None = None,
) -> HttpResponse:
    viewer, posting = request.viewer, assignment.posting
    told = actions.read_student(viewer, assignment)
    row = shown(queries.looked([assignment], posting.muster)[0])
    given = row["looked"].assessment
    is_open = actions.is_open(assignment)
    its_own = viewer.user_id is not None and assignment.member_id == viewer.user_id
    if its_own and is_open and given is None and essay_form is None:
        essay_form = EssayForm(initial={"words": told.essay})
    if viewer.may_in(posting.commune.path, OFFICER) and is_open and assessment_form is None:
        before = {"grade": given.grade if given else "", "words": told.assessment}
        assessment_form = AssessmentForm(initial=before)
    facts = {
        **row,
        "told": told,
        "its_own": its_own,
        "reads": its_own or part_of(viewer, posting).oversees,
        "essay_form": essay_form,
        "assessment_form": assessment_form,
        "shows_demo": posting.muster.drive.is_demo,
    }
    faulty = bool((essay_form and essay_form.errors) or (assessment_form and assessment_form.errors))
    return render(request, "postings/student.html", facts, status=400 if faulty else 200)
