"""The pages of briefings: the sessions of a muster, who has missed what, and the tick list of each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bacung.ground import clock
from bacung.ground.figures import number
from bacung.ground.forms import done
from bacung.ground.permissions import COORDINATOR, SUPERVISOR, ViewerRequest, allow
from bacung.postings.actions import brief as actions
from bacung.postings.forms.stays import AttendanceForm, BriefingForm
from bacung.postings.models import TOPICS
from bacung.postings.queries import readiness as queries
from bacung.postings.queries.musters import muster_by_id
from bacung.postings.stay_wording import topic_words

HOLDERS = (COORDINATOR, SUPERVISOR)


@require_http_methods(["GET", "POST"])
@allow(*HOLDERS)
def briefings(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """The sessions of a muster, who still lacks which topic, and a further session for them."""
    muster = muster_by_id(request.viewer, muster_id)
    whole = queries.is_whole(request.viewer, muster)
    asked = request.GET.get("topic", "")
    form = BriefingForm(request.POST or None, initial={"topic": asked if asked in TOPICS else TOPICS[0]})
    sent = request.method == "POST" and form.is_valid()
    if sent and done(form, lambda: actions.hold_briefing(request.viewer, muster, form.briefing())):
        messages.success(request, _("The session was set up. Tick who was there once it is held."))
        return redirect("postings:briefings", muster.pk)
    held = [(each, topic_words(each.briefing.topic)) for each in queries.sessions(muster)]
    facts = {
        "muster": muster,
        "rows": held,
        "topics": [
            {
                "topic": topic,
                "name": topic_words(topic),
                "missing": queries.missing(request.viewer, muster, topic),
                "held": any(each.briefing.topic == topic for each, _name in held),
            }
            for topic in TOPICS
        ],
        "called": queries.mine(request.viewer, muster).count(),
        "whole": whole,
        "form": form,
        "now": clock.now(),
        "shows_demo": muster.drive.is_demo,
    }
    return render(request, "postings/briefings.html", facts, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@allow(*HOLDERS)
def briefing(request: ViewerRequest, muster_id: int, briefing_id: int) -> HttpResponse:
    """One session: its material, and the list to tick."""
    muster = muster_by_id(request.viewer, muster_id)
    held = queries.briefing_of(muster, briefing_id)
    listed = queries.invited(request.viewer, held)
    form = AttendanceForm([member for member, _present in listed], request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.told()
        if done(form, lambda: actions.note_attendance(request.viewer, held, told)):
            there = sum(told.values())
            words = ngettext(
                "Noted: %(there)s of one was there.", "Noted: %(there)s of %(count)s were there.", len(told)
            )
            messages.success(request, words % {"there": number(there), "count": number(len(told))})
            return redirect("postings:briefing", muster.pk, held.pk)
    facts = {
        "muster": muster,
        "briefing": held,
        "topic": topic_words(held.topic),
        "listed": listed,
        "form": form,
        "begun": held.held_at <= clock.now(),
        "may_drop": queries.is_whole(request.viewer, muster) and not held.attendances.exists(),
        "shows_demo": muster.drive.is_demo,
    }
    return render(request, "postings/briefing.html", facts, status=400 if form.errors else 200)


@require_POST
@allow(*HOLDERS)
def drop(request: ViewerRequest, muster_id: int, briefing_id: int) -> HttpResponse:
    """A session nobody was noted at, taken back."""
    muster = muster_by_id(request.viewer, muster_id)
    actions.drop_briefing(request.viewer, queries.briefing_of(muster, briefing_id))
    messages.success(request, _("The session was taken back."))
    return redirect("postings:briefings", muster.pk)
