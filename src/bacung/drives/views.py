"""The pages of drives: which there are, one with its mandate and targets, and the forms that change it."""

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.areas.queries import with_present_names
from bacung.core.problems import Problem
from bacung.drives import actions, queries
from bacung.drives.convert import new_mandate
from bacung.drives.forms import (
    AreasForm,
    CalendarDayForm,
    MandateForm,
    NewDriveForm,
    TargetsForm,
    TermsForm,
    mandate_fields,
)
from bacung.drives.models import Drive
from bacung.drives.wording import measure_name, rank_name, rules_name
from bacung.ground.forms import done
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, SUPERVISOR, ViewerRequest, allow

READERS = (COORDINATOR, OFFICER, SUPERVISOR, AUDITOR)


@require_GET
@allow(*READERS)
def index(request: ViewerRequest) -> HttpResponse:
    """The drives that reach into the viewer's areas."""
    drives = queries.drives(request.viewer).annotate(communes=Count("places"))
    return render(request, "drives/index.html", {"drives": drives, "may_add": _may_add(request)})


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def calendar(request: ViewerRequest) -> HttpResponse:
    """The days that are not as the calendar packed in has them."""
    form = CalendarDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.say_of_day(request.viewer, said["on"], works=said["works"] == "yes", note=said["note"])
        messages.success(request, _("Written down; deadlines set from now on count with it."))
        return redirect("drives:calendar")
    facts = {"form": form, "days": queries.said_days(), "may_say": queries.speaks_of_days(request.viewer)}
    return render(request, "drives/calendar.html", facts)


@require_POST
@allow(COORDINATOR)
def unsay(request: ViewerRequest, day_id: int) -> HttpResponse:
    """Let the calendar packed in hold again for a day."""
    day = queries.said_days().filter(pk=day_id).first()
    if day is None:
        raise Problem("ground.not-found")
    actions.unsay_day(request.viewer, day)
    return redirect("drives:calendar")


def _may_add(request: HttpRequest) -> bool:
    return bool(request.whole_viewer.may(COORDINATOR))  # type: ignore[attr-defined]


@require_GET
@allow(*READERS)
def drive(request: ViewerRequest, code: str) -> HttpResponse:
    """One drive: terms, mandate and committee, communes with what was assigned to them."""
    found = _drive(request, code)
    director = request.whole_viewer.narrowed((COORDINATOR,))
    places = list(queries.communes(found, request.viewer))
    named = with_present_names(places)
    mandate = queries.mandate_of(found)
    facts = {
        "drive": found,
        "shows_demo": found.is_demo,
        "rules": rules_name(found.rules),
        "mandate": mandate,
        "committee": [(rank_name(seat.rank), seat) for seat in queries.committee(mandate)] if mandate else [],
        "places": [(each, named[each.pk]) for each in places],
        "targets": [
            {
                "target": each,
                "measure": measure_name(each.measure),
                "denominator": measure_name(each.denominator),
            }
            for each in queries.targets(found, request.viewer)
        ],
        "may_change": director.may(COORDINATOR) and queries.is_wholly_of(director, found),
    }
    return render(request, "drives/drive.html", facts)


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def new(request: ViewerRequest) -> HttpResponse:
    """A drive set up; its communes come next."""
    form = NewDriveForm(request.POST or None)

    def act() -> None:
        actions.create_drive(request.viewer, code=form.cleaned_data["code"], terms=form.cleaned_data["terms"])
        messages.success(request, _("The drive was set up. Now say which communes it covers."))

    if form.is_valid() and done(form, act):
        return redirect("drives:areas", form.cleaned_data["code"])
    return _form_page(request, form, _("Set up a drive"), _("Set this drive up"), reverse("drives:index"))


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def terms(request: ViewerRequest, code: str) -> HttpResponse:
    """Other dates, hours, rules or people who count."""
    found = _changeable(request, code)
    form = TermsForm(request.POST or None, initial=TermsForm.initial_of(found))
    if form.is_valid() and done(
        form, lambda: actions.change_drive(request.viewer, found, form.cleaned_data["terms"])
    ):
        messages.success(request, _("The terms were changed."))
        return redirect("drives:drive", code)
    return _form_page(
        request, form, _("Dates, hours and who counts"), _("Change the terms"), _page(code), found
    )


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def areas(request: ViewerRequest, code: str) -> HttpResponse:
    """Which communes it covers."""
    found = _changeable(request, code)
    form = AreasForm(
        request.POST or None, initial=AreasForm.initial_of(found), viewer=request.viewer, drive=found
    )
    if form.is_valid() and done(
        form, lambda: actions.set_areas(request.viewer, found, form.cleaned_data["places"])
    ):
        count = len(form.cleaned_data["places"])
        words = ngettext("The drive covers one commune.", "The drive covers %(count)s communes.", count)
        messages.success(request, words % {"count": count})
        return redirect("drives:drive", code)
    return _form_page(request, form, _("Communes of the drive"), _("Set these communes"), _page(code), found)


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def mandate(request: ViewerRequest, code: str) -> HttpResponse:
    """The papers it rests on and the committee that runs it."""
    found = _changeable(request, code)
    form = MandateForm(request.POST or None, initial=mandate_fields(new_mandate(queries.mandate_of(found))))
    if form.is_valid() and done(
        form, lambda: actions.set_mandate(request.viewer, found, form.cleaned_data["mandate"])
    ):
        messages.success(request, _("The mandate was written down. Reports print it."))
        return redirect("drives:drive", code)
    return _form_page(
        request, form, _("Mandate and committee"), _("Write the mandate down"), _page(code), found
    )


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def targets(request: ViewerRequest, code: str) -> HttpResponse:
    """Numbers assigned to communes, pasted as a table."""
    found = _changeable(request, code)
    form = TargetsForm(request.POST or None, drive=found)
    if form.is_valid() and done(form, lambda: actions.assign_targets(request.viewer, found, form.targets())):
        count = len(form.cleaned_data["table"])
        words = ngettext("One target was assigned.", "%(count)s targets were assigned.", count)
        messages.success(request, words % {"count": count})
        return redirect("drives:drive", code)
    return _form_page(request, form, _("Assign targets"), _("Assign these targets"), _page(code), found)


@require_POST
@allow(COORDINATOR)
def withdraw(request: ViewerRequest, code: str) -> HttpResponse:
    """Targets that are no longer asked."""
    found = _changeable(request, code)
    chosen = [int(each) for each in request.POST.getlist("target") if each.isdecimal()]
    actions.withdraw_targets(request.viewer, found, chosen)
    messages.success(request, _("These targets are no longer asked."))
    return redirect("drives:drive", code)


def _drive(request: ViewerRequest, code: str) -> Drive:
    found = queries.drives(request.viewer).filter(code=code).first()
    if found is None:
        raise Problem("ground.not-found")
    return found


def _changeable(request: ViewerRequest, code: str) -> Drive:
    found = _drive(request, code)
    if not queries.is_wholly_of(request.viewer, found):
        raise Problem("drives.partly-yours")
    return found


def _page(code: str) -> str:
    return reverse("drives:drive", args=[code])


def _form_page(
    request: HttpRequest, form: forms.Form, heading: str, submit: str, back: str, found: Drive | None = None
) -> HttpResponse:
    facts = {"form": form, "heading": heading, "submit": submit, "cancel": back, "drive": found}
    return render(request, "drives/form.html", facts, status=400 if form.is_bound else 200)
