"""The pages of who may be sent: people by unit, lists of them, absences, ties, supervisors."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.core.problems import Problem
from bacung.ground.figures import number
from bacung.ground.forms import done
from bacung.ground.permissions import AUDITOR, COORDINATOR, ViewerRequest, allow
from bacung.postings.actions import enlist as actions
from bacung.postings.forms.people import (
    AbsenceForm,
    EnlistmentForm,
    ListForm,
    SenderForm,
    SupervisorForm,
    TieForm,
)
from bacung.postings.models import Enlistment, Muster
from bacung.postings.queries import musters as queries
from bacung.postings.views.musters import form_page, of_muster
from bacung.postings.wording import reason_words
from bacung.staff.models import Member, Unit
from bacung.staff.queries import members


@require_GET
@allow(COORDINATOR, AUDITOR)
def enlisted(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Who may be sent, by unit, and who else could be called up."""
    found = queries.muster_by_id(request.viewer, muster_id)
    may_change = queries.may_change(request.whole_viewer, found) and found.state != "closed"
    by_unit: dict[Any, list[Enlistment]] = defaultdict(list)
    for each in queries.enlistments(found):
        by_unit[each.member.unit_id].append(each)
    senders = {each.unit_id: each for each in found.senders.select_related("unit")}
    others: dict[Unit, list[Member]] = defaultdict(list)
    for member in queries.enlistable(request.viewer, found) if may_change else []:
        if member.unit:
            others[member.unit].append(member)
    facts = {
        **of_muster(found),
        "units": [(senders[key], people) for key, people in by_unit.items() if key in senders],
        "others": list(others.items()),
        "list_form": ListForm(),
        "may_change": may_change,
    }
    return render(request, "postings/enlisted.html", facts)


@require_POST
@allow(COORDINATOR)
def enlist(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Call up those who were ticked, one by one or by whole units."""
    found = queries.own_muster(request.viewer, muster_id)
    ticked = {
        name: [int(each) for each in request.POST.getlist(name) if each.isdecimal()]
        for name in ("member", "unit")
    }
    chosen = Q(pk__in=ticked["member"]) | Q(unit__in=ticked["unit"])
    called = list(queries.enlistable(request.viewer, found).filter(chosen))
    _told(request, actions.enlist(request.viewer, found, called))
    return redirect("postings:enlisted", muster_id)


def _told(request: ViewerRequest, count: int, added: int = 0) -> None:
    words = ngettext("One person was enlisted.", "%(count)s people were enlisted.", count)
    if added:
        words += " " + _("%(added)s of them were not known before and have no log-in yet.")
    messages.success(request, words % {"count": number(count), "added": number(added)})


@require_POST
@allow(COORDINATOR)
def call_up(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Enlist everybody on a list."""
    found = queries.own_muster(request.viewer, muster_id)
    form = ListForm(request.POST, request.FILES)
    told: list[tuple[int, int]] = []
    if form.is_valid() and done(
        form, lambda: told.append(actions.call_up(request.viewer, found, form.called_up()))
    ):
        _told(request, *told[0])
        return redirect("postings:enlisted", muster_id)
    return form_page(
        request, form, _("Enlist a list"), _("Enlist everybody on the list"), _people(muster_id), found
    )


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def enlistment(request: ViewerRequest, muster_id: int, enlistment_id: int) -> HttpResponse:
    """What is known of somebody who may be sent."""
    found = queries.own_muster(request.viewer, muster_id)
    row = _enlistment(found, enlistment_id)
    initial = {"leads": row.leads, "languages": ", ".join(row.languages), "pace": row.pace}
    form = EnlistmentForm(request.POST or None, initial=initial)
    if form.is_valid() and done(
        form, lambda: actions.change_enlistment(request.viewer, row, **form.cleaned_data)
    ):
        messages.success(request, _("Written down; plans from now on keep to it."))
        return redirect("postings:enlisted", muster_id)
    return form_page(request, form, row.member.full_name, _("Save"), _people(muster_id), found)


@require_POST
@allow(COORDINATOR)
def discharge(request: ViewerRequest, muster_id: int, enlistment_id: int) -> HttpResponse:
    """Somebody is not sent any more."""
    found = queries.own_muster(request.viewer, muster_id)
    actions.discharge(request.viewer, _enlistment(found, enlistment_id))
    messages.success(request, _("They are not sent in this muster any more."))
    return redirect("postings:enlisted", muster_id)


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def sender(request: ViewerRequest, muster_id: int, sender_id: int) -> HttpResponse:
    """A unit's share and its weekends away."""
    found = queries.own_muster(request.viewer, muster_id)
    row = found.senders.select_related("unit", "muster__drive").filter(pk=sender_id).first()
    if row is None:
        raise Problem("ground.not-found")
    form = SenderForm(row, request.POST or None)
    if form.is_valid() and done(form, lambda: actions.change_sender(request.viewer, row, form.terms())):
        messages.success(request, _("Written down; plans from now on keep to it."))
        return redirect("postings:enlisted", muster_id)
    return form_page(request, form, row.unit.name, _("Save"), _people(muster_id), found)


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def absences(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Days on which somebody enlisted cannot be sent."""
    found = queries.own_muster(request.viewer, muster_id)
    people = _choices(found)
    form = AbsenceForm(people, request.POST or None)

    def act() -> None:
        said = dict(form.cleaned_data)
        actions.note_absence(request.viewer, Member.objects.get(pk=said.pop("member")), **said)

    if form.is_valid() and done(form, act):
        messages.success(request, _("Written down; plans from now on keep to it."))
        return redirect("postings:absences", muster_id)
    rows = [(each, reason_words(each.reason)) for each in queries.absences(found)]
    facts = {**of_muster(found), "rows": rows, "form": form}
    return render(request, "postings/absences.html", facts, status=400 if form.is_bound else 200)


@require_POST
@allow(COORDINATOR)
def drop_absence(request: ViewerRequest, muster_id: int, absence_id: int) -> HttpResponse:
    """Somebody can be sent after all."""
    found = queries.own_muster(request.viewer, muster_id)
    row = queries.absences(found).filter(pk=absence_id).first()
    if row is None:
        raise Problem("ground.not-found")
    actions.drop_absence(request.viewer, row)
    return redirect("postings:absences", muster_id)


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def ties(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Of a wave: who must or must not be together, and who looks after the students."""
    found = queries.own_muster(request.viewer, muster_id)
    people = _choices(found)
    tie_form = TieForm(people, request.POST if "one" in request.POST else None)
    overseers = [(each.pk, each.full_name) for each in members(request.viewer).order_by("full_name")]
    care_form = SupervisorForm(overseers, request.POST if "most" in request.POST else None)

    def tie() -> None:
        said = tie_form.cleaned_data
        one, other = (Member.objects.get(pk=said[name]) for name in ("one", "other"))
        actions.tie(request.viewer, found, one, other, together=said["how"] == "together")

    def care() -> None:
        said = care_form.cleaned_data
        actions.set_supervisor(request.viewer, found, Member.objects.get(pk=said["member"]), said["most"])

    if (tie_form.is_valid() and done(tie_form, tie)) or (care_form.is_valid() and done(care_form, care)):
        messages.success(request, _("Written down; plans from now on keep to it."))
        return redirect("postings:ties", muster_id)
    facts = {
        **of_muster(found),
        "ties": found.ties.select_related("first", "second").order_by("pk"),
        "supervisors": found.supervisors.select_related("member__unit").order_by("member__full_name"),
        "tie_form": tie_form,
        "care_form": care_form,
    }
    refused = tie_form.is_bound or care_form.is_bound
    return render(request, "postings/ties.html", facts, status=400 if refused else 200)


@require_POST
@allow(COORDINATOR)
def untie(request: ViewerRequest, muster_id: int, tie_id: int) -> HttpResponse:
    """Nothing is asked of two students any more."""
    found = queries.own_muster(request.viewer, muster_id)
    row = found.ties.filter(pk=tie_id).select_related("muster__drive").first()
    if row is None:
        raise Problem("ground.not-found")
    actions.untie(request.viewer, row)
    return redirect("postings:ties", muster_id)


def _enlistment(muster: Muster, enlistment_id: int) -> Enlistment:
    row = queries.enlistments(muster).select_related("muster__drive").filter(pk=enlistment_id).first()
    if row is None:
        raise Problem("ground.not-found")
    return row


def _choices(muster: Muster) -> list[tuple[int, str]]:
    return [
        (each.member_id, f"{each.member.full_name}, {each.member.unit}")
        for each in queries.enlistments(muster)
    ]


def _people(muster_id: int) -> str:
    return reverse("postings:enlisted", args=[muster_id])
