"""The pages of musters: which there are, one with all it rests on, and the forms that change it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.drives.queries import drives
from bacung.ground.forms import done
from bacung.ground.permissions import (
    AUDITOR,
    COORDINATOR,
    OFFICER,
    ROLES,
    SUPERVISOR,
    ViewerRequest,
    allow,
)
from bacung.postings.actions.muster import change_muster, close_muster, make_muster, say_of_weekend
from bacung.postings.forms.musters import MusterForm, NewMusterForm, WeekendForm
from bacung.postings.models import Muster
from bacung.postings.queries import musters as queries
from bacung.postings.queries.outlook import outlook
from bacung.postings.queries.own import own_duties
from bacung.postings.queries.readiness import unready_by_topic
from bacung.postings.queries.stays import OVERSEERS
from bacung.postings.queries.swaps import open_swaps
from bacung.postings.stay_wording import unready_words
from bacung.postings.wording import kind_words, muster_state_words

READERS = (COORDINATOR, OFFICER, SUPERVISOR, AUDITOR)


@require_GET
@allow(*ROLES)
def index(request: ViewerRequest) -> HttpResponse:
    """The seasons and waves of the viewer's areas, newest first; a walker is led to the own duties."""
    readers = request.viewer.narrowed(READERS)
    if not readers.grants:
        return redirect("postings:mine")
    rows = [
        (each, kind_words(each.kind), muster_state_words(each.state)) for each in queries.musters(readers)
    ]
    facts = {
        "rows": rows,
        "may_add": request.viewer.may(COORDINATOR),
        "own": len(own_duties(request.viewer)),
        "looks_after": request.viewer.may(*OVERSEERS),
        "swaps": open_swaps(readers.narrowed((COORDINATOR,))).count(),
    }
    return render(request, "postings/index.html", facts)


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def new(request: ViewerRequest) -> HttpResponse:
    """A muster set up; who receives and who may be sent come next."""
    form = NewMusterForm(
        drives(request.viewer), request.POST or None, initial={"drive": request.GET.get("drive", "")}
    )
    made: list[Muster] = []
    if form.is_valid() and done(form, lambda: made.append(make_muster(request.viewer, **form.cleaned_data))):
        messages.success(
            request, _("The muster was set up; every commune of the drive receives. Say who may be sent.")
        )
        return redirect("postings:muster", made[0].pk)
    return form_page(request, form, _("Set up a muster"), _("Set this muster up"), reverse("postings:index"))


@require_GET
@allow(*READERS)
def muster(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """One muster: what it rests on, what was planned, what is left out and why."""
    found = queries.muster_by_id(request.viewer, muster_id)
    may_change = queries.may_change(request.whole_viewer, found)
    facts = {
        **of_muster(found),
        "may_change": may_change and found.state != "closed",
        "sees_drafts": queries.sees_drafts(request.viewer),
        "unready": unready_words(unready_by_topic(found)) if found.state != "closed" else [],
        "may_sum": may_change and found.state != "drafted",
        "may_brief": request.viewer.may(COORDINATOR, SUPERVISOR),
        "outlook": outlook(request.viewer, found) if queries.sees_drafts(request.viewer) else None,
        "weekend_form": WeekendForm(found) if may_change and found.kind == "weekends" else None,
    }
    return render(request, "postings/muster.html", facts)


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def change(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Another name, other dates, other rules."""
    found = queries.own_muster(request.viewer, muster_id)
    form = MusterForm(found, request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        change_muster(
            request.viewer,
            found,
            name=said["name"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            rules=form.rules(),
        )

    if form.is_valid() and done(form, act):
        messages.success(request, _("The muster was changed. A plan made before may break its rules now."))
        return redirect("postings:muster", muster_id)
    return form_page(request, form, _("Dates and rules"), _("Change the muster"), _page(muster_id), found)


@require_POST
@allow(COORDINATOR)
def weekend(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Whether anybody is sent on a weekend."""
    found = queries.own_muster(request.viewer, muster_id)
    form = WeekendForm(found, request.POST)
    if form.is_valid() and done(
        form, lambda: say_of_weekend(request.viewer, found, form.cleaned_data["friday"], form.said())
    ):
        messages.success(request, _("Written down; plans from now on keep to it."))
        return redirect("postings:muster", muster_id)
    return form_page(
        request, form, _("Weekends without duties"), _("Write this down"), _page(muster_id), found
    )


@require_POST
@allow(COORDINATOR)
def close(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Nothing is planned in it any more."""
    found = queries.own_muster(request.viewer, muster_id)
    close_muster(request.viewer, found)
    messages.success(request, _("The muster is closed. Its diaries and papers stay."))
    return redirect("postings:muster", muster_id)


def of_muster(found: Muster) -> dict[str, Any]:
    """What every page of a muster shows of it."""
    return {
        "muster": found,
        "kind": kind_words(found.kind),
        "state": muster_state_words(found.state),
        "shows_demo": found.drive.is_demo,
    }


def form_page(
    request: ViewerRequest,
    form: forms.Form,
    heading: str,
    submit: str,
    back: str,
    found: Muster | None = None,
) -> HttpResponse:
    """A page with one form."""
    facts = {"form": form, "heading": heading, "submit": submit, "cancel": back, "muster": found}
    return render(request, "postings/form.html", facts, status=400 if form.is_bound else 200)


def _page(muster_id: int) -> str:
    return reverse("postings:muster", args=[muster_id])
