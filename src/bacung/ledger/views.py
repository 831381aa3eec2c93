"""What lists contradict: one question a line, two answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bacung.ground.permissions import COORDINATOR, OFFICER, ViewerRequest, allow, fetch
from bacung.ledger import actions, queries
from bacung.ledger.models import Question
from bacung.ledger.wording import ANSWERS, QUESTIONS, named

KEEPERS = (COORDINATOR, OFFICER)
ROWS = 50


@require_GET
@allow(*KEEPERS)
def questions(request: ViewerRequest) -> HttpResponse:
    """What somebody still has to ask."""
    rows = queries.open_questions(request.viewer).select_related("person", "commune")
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "questions": [(row, named(QUESTIONS, row.code)) for row in page],
        "answers": [(code, named(ANSWERS, code)) for code in ANSWERS],
    }
    return render(request, "ledger/questions.html", facts)


@require_POST
@allow(*KEEPERS)
def answer(request: ViewerRequest, question_id: int) -> HttpResponse:
    """Decide one."""
    question = fetch(Question.objects.filter(answered_at=None), request.viewer, "commune", pk=question_id)
    actions.answer_question(request.viewer, question, request.POST.get("answer", ""))
    messages.success(request, _("Answered; the account counts accordingly."))
    return redirect("ledger:questions")
