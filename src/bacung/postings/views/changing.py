"""A change by hand, of a season or of a wave: what every rule says of it, and making it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bacung.core.problems import Problem
from bacung.ground.permissions import Viewer, ViewerRequest
from bacung.ground.wording import sentence
from bacung.postings.models import Muster
from bacung.postings.queries import musters as queries
from bacung.postings.queries.names import names_of
from bacung.postings.queries.verdict import Verdict
from bacung.postings.rule_wording import Names, breach_words, rule_words
from bacung.postings.views.musters import of_muster


@dataclass(frozen=True)
class Changing:
    """One kind of change: its form, its verdict, the action that makes it, its words, its pages by name."""

    form: Callable[[Any], Any]
    verdict: Callable[[Muster, Any], Verdict]
    make: Callable[[Viewer, Muster, Any, str], Verdict]
    what: Callable[[Any, Names], str]
    done: str
    confirm: str
    back: str


def ask(request: ViewerRequest, muster_id: int, kind: Changing) -> HttpResponse:
    """What every rule says of a change; nothing is saved."""
    found = queries.own_muster(request.viewer, muster_id)
    form = kind.form(request.POST)
    verdict, fault = None, None
    if form.is_valid():
        try:
            verdict = kind.verdict(found, form.change())
        except Problem as problem:
            fault = problem
    return _page(request, found, kind, form, verdict, fault)


def make(request: ViewerRequest, muster_id: int, kind: Changing) -> HttpResponse:
    """Make the change; what breaks a rule needs its reason."""
    found = queries.own_muster(request.viewer, muster_id)
    form = kind.form(request.POST)
    if not form.is_valid():
        return _page(request, found, kind, form, None, None)
    try:
        kind.make(request.viewer, found, form.change(), form.cleaned_data["because"])
    except Problem as problem:
        if problem.code != "postings.reason-needed":
            raise
        return _page(request, found, kind, form, kind.verdict(found, form.change()), problem)
    messages.success(request, _(kind.done))
    return redirect(kind.back, muster_id)


def _page(
    request: ViewerRequest,
    found: Muster,
    kind: Changing,
    form: Any,
    verdict: Verdict | None,
    fault: Problem | None,
) -> HttpResponse:
    """What the rules say: a part of the calendar's page for HTMX, else a page of its own."""
    names = names_of(found)
    asked = form.change() if form.is_valid() else None
    in_part = bool(request.headers.get("HX-Request"))
    facts = {
        **of_muster(found),
        "rules": [
            (said.state, rule_words(said.code), [breach_words(each, names) for each in said.breaches])
            for said in (verdict.rules if verdict else ())
        ],
        "breaks": bool(verdict and verdict.breaks),
        "asked": form.asked_again() if asked else [],
        "what": kind.what(asked, names) if asked else "",
        "because": request.POST.get("because", ""),
        "fault": sentence(fault) if fault else "" if asked else form.errors.as_text(),
        "reason_missing": bool(fault and fault.code == "postings.reason-needed"),
        "confirm": reverse(kind.confirm, args=[found.pk]),
        "back": reverse(kind.back, args=[found.pk]),
    }
    template = "postings/verdict.html" if in_part else "postings/verdict_page.html"
    return render(request, template, facts, status=400 if fault and not in_part else 200)
