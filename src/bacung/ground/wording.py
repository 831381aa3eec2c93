"""A problem's one clear sentence in the user's language, and what to do next."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.core.problems import Problem

SENTENCES: dict[str, str] = {
    "ground.login-needed": gettext_noop("Please log in first."),
    "ground.not-your-role": gettext_noop(
        "This page is not for your role. Ask the coordinator if you need it."
    ),
    "ground.not-found": gettext_noop("There is nothing here that you may see."),
    "sheets.not-a-workbook": gettext_noop(
        "“%(name)s” is not a workbook. Save it as .xlsx and send it again."
    ),
    "sheets.password-protected": gettext_noop(
        "“%(name)s” has a password. Remove it in Excel and send it again."
    ),
    "sheets.truncated": gettext_noop("“%(name)s” is cut short. Copy it again from where it was made."),
    "sheets.too-large": gettext_noop(
        "“%(name)s” is too large to be read. Split it by hamlet and send the parts."
    ),
    "sheets.no-header": gettext_noop(
        "No header row was found in “%(name)s”. It needs at least a column of names."
    ),
    "sheets.stopped": gettext_noop(
        "Reading was stopped. Nothing was taken over; start it again when you like."
    ),
    "intake.not-a-value": gettext_noop("“%(value)s” cannot stand there. Write it as the other rows do."),
    "intake.wrong-state": gettext_noop(
        "This list is not in a state in which that can be done. Open it again to see where it stands."
    ),
    "intake.answer-does-not-fit": gettext_noop("That answer does not fit this question."),
    "intake.not-in-this-drive": gettext_noop(
        "This place is not part of the drive. Add it to the drive, or choose another place."
    ),
    "intake.not-taken-here": gettext_noop("Books of this kind are not taken in here."),
    "routing.malformed": gettext_noop("The plan was asked in a way that cannot be read: %(what)s."),
    "routing.quiet-hours": gettext_noop("%(what)s lies in quiet hours. Choose an earlier time."),
}


def sentence(problem: Problem) -> str:
    """The sentence for this problem; every declared code has one, and a test keeps it so."""
    return _(SENTENCES[problem.code]) % problem.facts


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer to a refused request: log-in, JSON, or a page with the sentence and its code."""
    if problem.code == "ground.login-needed" and "application/json" not in request.headers.get("Accept", ""):
        return redirect(f"/account/login/?next={request.path}")
    facts = {"code": problem.code, "sentence": sentence(problem)}
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": facts}, status=problem.kind.value)
    return render(request, "ground/problem.html", facts, status=problem.kind.value)
