"""One's own duties: when, where and with whom; a calendar to carry along; days one cannot be sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.core.problems import Problem
from bacung.ground import audit
from bacung.ground.forms import done
from bacung.ground.permissions import COORDINATOR, ViewerRequest, allow, known
from bacung.postings.actions.enlist import drop_absence, note_absence
from bacung.postings.calendars import calendar_of
from bacung.postings.forms.people import AbsenceForm
from bacung.postings.queries import musters as queries
from bacung.postings.queries.own import duties_of_member, own_absences, own_duties
from bacung.postings.queries.swaps import swaps
from bacung.postings.wording import reason_words, swap_words
from bacung.staff.models import Member

CALENDAR = "text/calendar; charset=utf-8"


@require_http_methods(["GET", "POST"])
@known
def mine(request: ViewerRequest) -> HttpResponse:
    """My weekends and weeks, swaps asked by me or of me, and days I cannot be sent."""
    viewer = request.viewer
    form = AbsenceForm(None, request.POST or None)
    if form.is_valid() and done(form, lambda: note_absence(viewer, _self(request), **form.cleaned_data)):
        messages.success(request, _("Written down. Duties already published are not changed by it."))
        return redirect("postings:mine")
    own = [each for each in swaps(viewer) if viewer.user_id in (each.asked_by_id, each.substitute_id)]
    facts = {
        "duties": own_duties(viewer),
        "asked": {each.assignment_id for each in own if each.state == "asked"},
        "swaps": [(each, swap_words(each.state)) for each in own],
        "absences": [(each, reason_words(each.reason)) for each in own_absences(viewer)],
        "form": form,
    }
    return render(request, "postings/mine.html", facts, status=400 if form.is_bound else 200)


@require_POST
@known
def drop_own(request: ViewerRequest, absence_id: int) -> HttpResponse:
    """I can be sent after all."""
    row = own_absences(request.viewer).filter(pk=absence_id).first()
    if row is None:
        raise Problem("ground.not-found")
    drop_absence(request.viewer, row)
    return redirect("postings:mine")


@require_GET
@known
def own_calendar(request: ViewerRequest) -> HttpResponse:
    """My duties for my own calendar."""
    member = _self(request)
    return _calendar(calendar_of(member, duties_of_member(member.pk)), "lich-tang-cuong.ics")


@require_GET
@allow(COORDINATOR)
def member_calendar(request: ViewerRequest, muster_id: int, member_id: int) -> HttpResponse:
    """The duties of somebody enlisted, for who has no log-in."""
    found = queries.own_muster(request.viewer, muster_id)
    row = queries.enlistments(found).filter(member=member_id).first()
    if row is None:
        raise Problem("ground.not-found")
    audit.record("postings.calendar", request.viewer, muster=found.pk, member=member_id)
    duties = duties_of_member(member_id).filter(posting__muster=found)
    return _calendar(calendar_of(row.member, duties), f"lich-tang-cuong-{member_id}.ics")


def _self(request: ViewerRequest) -> Member:
    key = request.viewer.user_id
    member = Member.objects.filter(pk=key).first() if key is not None else None
    if member is None:
        raise Problem("ground.not-found")
    return member


def _calendar(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=CALENDAR, headers=headers)
