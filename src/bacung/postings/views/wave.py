"""A wave's allocation: who goes to which commune and under whose care, and changing it by hand."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from bacung.core.problems import Problem
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, SUPERVISOR, ViewerRequest, allow
from bacung.postings.actions.place_students import Send, WaveChange, change_wave, verdict_of_wave
from bacung.postings.forms.rota import WaveChangeForm
from bacung.postings.queries import musters as queries
from bacung.postings.queries.wave_table import wave_table
from bacung.postings.rule_wording import Names
from bacung.postings.views import changing
from bacung.postings.views.musters import of_muster


@require_GET
@allow(COORDINATOR, OFFICER, SUPERVISOR, AUDITOR)
def wave(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """The table of communes with their students."""
    found = queries.muster_by_id(request.viewer, muster_id)
    if found.kind != "wave":
        raise Problem("ground.not-found")
    may_change = queries.may_change(request.whole_viewer, found) and found.state != "closed"
    facts = {
        **of_muster(found),
        "table": wave_table(request.viewer, found),
        "may_change": may_change,
        "may_print": request.viewer.may(COORDINATOR, OFFICER, AUDITOR),
        "supervisors": [
            (each.member_id, each.member.full_name)
            for each in found.supervisors.select_related("member").order_by("member__full_name")
        ]
        if may_change
        else [],
    }
    return render(request, "postings/wave.html", facts)


@require_POST
@allow(COORDINATOR)
def check(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """What every rule says of a change; nothing is saved."""
    return changing.ask(request, muster_id, OF_A_WAVE)


@require_POST
@allow(COORDINATOR)
def change(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Make the change; what breaks a rule needs its reason."""
    return changing.make(request, muster_id, OF_A_WAVE)


def _what(asked: WaveChange, names: Names) -> str:
    """The change in a sentence."""
    where = names.commune(asked.commune_id) if asked.commune_id else _("no commune for now")
    if isinstance(asked, Send):
        return f"{names.member(asked.member_id)} → {where}"
    who = [names.member(key) for key in (asked.leader_id, asked.supervisor_id) if key]
    return f"{where}: {', '.join(who)}" if who else where


OF_A_WAVE = changing.Changing(
    form=WaveChangeForm,
    verdict=verdict_of_wave,
    make=change_wave,
    what=_what,
    done=gettext_noop("The allocation was changed. It is not published yet."),
    confirm="postings:change_wave",
    back="postings:wave",
)
