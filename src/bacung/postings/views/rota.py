"""The rota of a season: the calendar, one duty, what every rule says of a change, and the change itself."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bacung.core.problems import Problem
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, SUPERVISOR, ViewerRequest, allow
from bacung.ground.wording import sentence
from bacung.postings.actions.change import Change, Place, change_duty, let_plan, verdict_of
from bacung.postings.forms.rota import ChangeForm, ReleaseForm, move_choices, people_choices
from bacung.postings.models import Muster
from bacung.postings.queries import musters as queries
from bacung.postings.queries.duty import DutySeen, duty_seen
from bacung.postings.queries.names import names_of
from bacung.postings.queries.stand_ins import stand_ins
from bacung.postings.queries.table import rota_table, token_of
from bacung.postings.queries.verdict import Verdict
from bacung.postings.rule_wording import Names, breach_words, rule_words
from bacung.postings.views.musters import of_muster
from bacung.postings.wording import friday_words


@require_GET
@allow(COORDINATOR, OFFICER, SUPERVISOR, AUDITOR)
def rota(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """The calendar: weeks and communes, who goes, and how fairly it is shared."""
    found = _season(request, muster_id)
    facts = {
        **of_muster(found),
        "table": rota_table(request.viewer, found),
        "may_change": queries.may_change(request.whole_viewer, found) and found.state != "closed",
        "may_print": request.viewer.may(COORDINATOR, OFFICER, AUDITOR),
    }
    return render(request, "postings/rota.html", facts)


@require_GET
@allow(COORDINATOR, OFFICER, SUPERVISOR, AUDITOR)
def duty(request: ViewerRequest, muster_id: int, friday: date, commune: int) -> HttpResponse:
    """One commune on one weekend: who goes, what breaks a rule, who else could, and the ways to change it."""
    found = _season(request, muster_id)
    seen = duty_seen(request.viewer, found, (friday, commune))
    may_change = queries.may_change(request.whole_viewer, found) and found.state != "closed"
    facts = {
        **of_muster(found),
        "seen": seen,
        "weekend": friday_words(friday),
        "token": token_of(friday, commune),
        "may_change": may_change and not seen.begun,
        "release_form": ReleaseForm(),
    }
    if facts["may_change"]:
        weekends, communes = move_choices(found, list(queries.hosts(request.viewer, found)))
        rows = list(queries.enlistments(found))
        facts |= {
            "weekends": weekends,
            "communes": communes,
            "people": people_choices(rows),
            "places": _places(seen),
            "stand_ins": stand_ins(found, (friday, commune)) if len(seen.people) < seen.size else [],
        }
    return render(request, "postings/duty.html", facts)


def _places(seen: DutySeen) -> list[int | None]:
    """Who stands in each place of the team; None where nobody does."""
    held: list[int | None] = [person.member_id for person in seen.people]
    return held + [None] * (seen.size - len(held))


@require_POST
@allow(COORDINATOR)
def check(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """What every rule says of a change; nothing is saved."""
    found = queries.own_muster(request.viewer, muster_id)
    form = ChangeForm(request.POST)
    verdict, fault = None, None
    if form.is_valid():
        try:
            verdict = verdict_of(found, form.change())
        except Problem as problem:
            fault = problem
    return _verdict_page(request, found, form, verdict, fault)


@require_POST
@allow(COORDINATOR)
def change(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Make the change; what breaks a rule needs its reason."""
    found = queries.own_muster(request.viewer, muster_id)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _verdict_page(request, found, form, None, None)
    try:
        change_duty(request.viewer, found, form.change(), form.cleaned_data["because"])
    except Problem as problem:
        if problem.code != "postings.reason-needed":
            raise
        return _verdict_page(request, found, form, verdict_of(found, form.change()), problem)
    messages.success(
        request, _("The rota was changed. It is not published yet; the next plan leaves this as it is.")
    )
    return redirect("postings:rota", muster_id)


@require_POST
@allow(COORDINATOR)
def let(request: ViewerRequest, muster_id: int, friday: date, commune: int) -> HttpResponse:
    """The next plan may change this duty again."""
    found = queries.own_muster(request.viewer, muster_id)
    let_plan(request.viewer, found, (friday, commune))
    messages.success(request, _("The next plan may change this duty again."))
    return redirect("postings:duty", muster_id, friday, commune)


def _season(request: ViewerRequest, muster_id: int) -> Muster:
    found = queries.muster_by_id(request.viewer, muster_id)
    if found.kind != "weekends":
        raise Problem("ground.not-found")
    return found


def _verdict_page(
    request: ViewerRequest, found: Muster, form: ChangeForm, verdict: Verdict | None, fault: Problem | None
) -> HttpResponse:
    names = names_of(found)
    asked = form.change() if form.is_valid() else None
    return verdict_page(
        request,
        found,
        verdict,
        fault,
        asked=form.asked_again() if asked else [],
        what=_what(asked, names) if asked else "",
        errors="" if asked else form.errors.as_text(),
        confirm=reverse("postings:change_duty", args=[found.pk]),
        back=reverse("postings:rota", args=[found.pk]),
    )


def verdict_page(
    request: ViewerRequest,
    found: Muster,
    verdict: Verdict | None,
    fault: Problem | None,
    *,
    asked: list[tuple[str, str]],
    what: str,
    errors: str,
    confirm: str,
    back: str,
) -> HttpResponse:
    """What the rules say: a part of the calendar's page for HTMX, else a page of its own."""
    names = names_of(found)
    in_part = bool(request.headers.get("HX-Request"))
    facts = {
        **of_muster(found),
        "rules": [
            (said.state, rule_words(said.code), [breach_words(each, names) for each in said.breaches])
            for said in (verdict.rules if verdict else ())
        ],
        "breaks": bool(verdict and verdict.breaks),
        "asked": asked,
        "what": what,
        "because": request.POST.get("because", ""),
        "fault": sentence(fault) if fault else errors,
        "reason_missing": bool(fault and fault.code == "postings.reason-needed"),
        "confirm": confirm,
        "back": back,
    }
    template = "postings/verdict.html" if in_part else "postings/verdict_page.html"
    return render(request, template, facts, status=400 if fault and not in_part else 200)


def _what(asked: Change, names: Names) -> str:
    """The change in a sentence."""
    if isinstance(asked, Place):
        return f"{names.commune(asked.cell[1])}, {friday_words(asked.cell[0])}"
    return _("%(from)s, %(weekend)s → %(to)s, %(other)s") % {
        "from": names.commune(asked.source[1]),
        "weekend": friday_words(asked.source[0]),
        "to": names.commune(asked.target[1]),
        "other": friday_words(asked.target[0]),
    }
