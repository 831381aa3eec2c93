"""What waits for an answer: records kept apart, doors told of by two pairs, and questions of walkers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.core.problems import Problem
from bacung.fieldsync.actions import answers
from bacung.fieldsync.actions.answers import ACCEPTABLE
from bacung.fieldsync.forms import AnswerForm, WhichForm
from bacung.fieldsync.models import Flag, Quarantined, Received
from bacung.fieldsync.queries import asked, phones
from bacung.fieldsync.queries.told import VisitTold, answer_text, both_visits, question_text
from bacung.fieldsync.reading import readable
from bacung.fieldsync.views.phones import DIRECTORS
from bacung.fieldsync.wording import ANSWERS, answer_words, reason_words, remedy_words, then_words
from bacung.ground.permissions import ViewerRequest, allow
from bacung.ground.wording import sentence
from bacung.rounds.queries import heads_of
from bacung.visits.models import PersonOutcome
from bacung.visits.wording import door_words, outcome_words
from bacung.visits.wording import reason_words as of_reason

LINES = 50


@require_GET
@allow(*DIRECTORS)
def apart(request: ViewerRequest) -> HttpResponse:
    """Records kept apart: those that wait, or those that were answered."""
    form = WhichForm(request.GET.dict())
    rows = asked.apart(request.viewer).filter(answered_at__isnull=not form.answered())
    page = Paginator(rows, LINES).get_page(request.GET.get("page"))
    facts = {
        "form": form,
        "answered": form.answered(),
        "page": page,
        "rows": [_row_shown(row) for row in page],
        "alike": [] if form.answered() else _alike(request),
    }
    return render(request, "fieldsync/apart.html", facts)


def _row_shown(row: Quarantined) -> dict[str, Any]:
    return {
        "row": row,
        "why": reason_words(row.code, row.facts),
        "then": then_words(row.code),
        "remedy": remedy_words(row.remedy) if row.remedy else "",
        "acceptable": row.code in ACCEPTABLE,
    }


def _alike(request: ViewerRequest) -> list[dict[str, Any]]:
    found = asked.apart_alike(request.viewer)
    devices = phones.devices(request.viewer).in_bulk([each.device_id for each in found])
    return [
        {
            "device": devices[each.device_id],
            "code": each.code,
            "why": reason_words(each.code),
            "records": each.records,
            "acceptable": each.code in ACCEPTABLE,
        }
        for each in found
        if each.device_id in devices
    ]


@never_cache
@require_http_methods(["GET", "POST"])
@allow(*DIRECTORS)
def apart_record(request: ViewerRequest, row_id: int) -> HttpResponse:
    """One record kept apart. Its content is opened when asked for, which leaves a line in the trail."""
    row = asked.apart_by_id(request.viewer, row_id)
    lines = readable(request.viewer, answers.look(request.viewer, row)) if request.method == "POST" else []
    facts = {
        **_row_shown(row),
        "lines": lines,
        "opened": request.method == "POST",
        "gone": not row.sealed,
        "shows_demo": bool(row.device and row.device.round.drive.is_demo),
    }
    return render(request, "fieldsync/apart_record.html", facts)


@require_POST
@allow(*DIRECTORS)
def answer_apart(request: ViewerRequest, row_id: int) -> HttpResponse:
    """Take a record after all, or set it aside."""
    row = asked.apart_by_id(request.viewer, row_id)
    if request.POST.get("remedy") == "accepted":
        counted = answers.accept(request.viewer, row)
        words = (
            _("Taken: it counts now.") if counted else _("Taken. It counts once what it waits for is here.")
        )
    else:
        answers.set_aside(request.viewer, [row])
        words = _("Set aside. It is kept, and counts nowhere.")
    messages.success(request, words)
    return redirect("fieldsync:apart")


@require_POST
@allow(*DIRECTORS)
def answer_alike(request: ViewerRequest) -> HttpResponse:
    """One remedy for all records of a phone with one reason; what cannot be taken stays, and is told."""
    device = phones.device_by_id(request.viewer, _uuid(request.POST.get("device", "")))
    waiting = asked.apart(request.viewer).filter(answered_at=None, device=device)
    rows = list(waiting.filter(code=request.POST.get("code", "")).order_by("n", "pk"))
    if request.POST.get("remedy") == "accepted":
        taken = _accept_all(request, rows)
        words = ngettext("%(n)s record taken.", "%(n)s records taken.", taken) % {"n": taken}
    else:
        answers.set_aside(request.viewer, rows)
        words = ngettext("%(n)s record set aside.", "%(n)s records set aside.", len(rows)) % {"n": len(rows)}
    messages.success(request, words)
    return redirect("fieldsync:apart")


def _accept_all(request: ViewerRequest, rows: list[Quarantined]) -> int:
    """How many could be taken; each refusal is said once."""
    taken, refused = 0, {}
    for row in rows:
        try:
            answers.accept(request.viewer, row)
            taken += 1
        except Problem as problem:
            refused[problem.code] = sentence(problem)
    for words in refused.values():
        messages.warning(request, words)
    return taken


@require_GET
@allow(*DIRECTORS)
def questions(request: ViewerRequest) -> HttpResponse:
    """Doors told of by two pairs, and what walkers ask."""
    viewer = request.viewer
    open_flags = list(asked.flags(viewer).filter(answered_at=None)[:LINES])
    heads = heads_of([flag.household_id for flag in open_flags])
    answered = asked.questions(viewer).exclude(answer=None).order_by("-answer__answered_at")
    facts = {
        "flags": [_flag_shown(flag, heads.get(flag.household_id, "")) for flag in open_flags],
        "answers": [(code, answer_words(code)) for code in ANSWERS],
        "questions": [
            (_question_shown(row), AnswerForm(prefix=f"q-{row.pk.hex}"))
            for row in asked.open_questions(viewer)[:LINES]
        ],
        "answered": [_question_shown(row) for row in answered[:LINES]],
    }
    return render(request, "fieldsync/questions.html", facts)


def _flag_shown(flag: Flag, head: str) -> dict[str, Any]:
    return {"flag": flag, "head": head, "visits": [_visit_shown(told) for told in both_visits(flag)]}


def _visit_shown(told: VisitTold) -> dict[str, Any]:
    event = told.event
    return {
        "event": event,
        "who": told.who,
        "outcome": door_words(event.outcome),
        "people": [(each.person.name, _outcome(each)) for each in event.people.all()],
        "withdrawn": bool(event.voided_by.all()),
    }


def _outcome(told: PersonOutcome) -> str:
    words = outcome_words(told.outcome)
    return f"{words}, {of_reason(told.reason)}" if told.reason else words


def _question_shown(row: Received) -> dict[str, Any]:
    return {
        "row": row,
        "text": question_text(row),
        "answer": answer_text(row),
        "member": row.incarnation.device.member,
    }


@require_POST
@allow(*DIRECTORS)
def answer_flag(request: ViewerRequest, flag_id: int) -> HttpResponse:
    """Both visits happened, or one of them is withdrawn."""
    flag = asked.flag_by_id(request.viewer, flag_id)
    answers.answer_flag(request.viewer, flag, request.POST.get("answer", ""))
    messages.success(request, _("Answered. The other phones of this evening are told."))
    return redirect("fieldsync:questions")


@require_POST
@allow(*DIRECTORS)
def answer_question(request: ViewerRequest, event_id: UUID) -> HttpResponse:
    """Answer a walker; the phone shows it when it is heard next."""
    row = asked.question_by_id(request.viewer, event_id)
    form = AnswerForm(request.POST, prefix=f"q-{row.pk.hex}")
    if form.is_valid():
        answers.answer_question(request.viewer, row, form.cleaned_data["text"])
        messages.success(request, _("Answered. The phone shows it as soon as it is heard again."))
    else:
        messages.error(request, _("Write an answer of at most 500 letters."))
    return redirect("fieldsync:questions")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Problem("ground.not-understood") from None
