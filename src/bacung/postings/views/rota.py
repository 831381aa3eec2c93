"""The rota of a season: the calendar, one duty, what every rule says of a change, and the change itself."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from bacung.core.problems import Problem
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, SUPERVISOR, ViewerRequest, allow
from bacung.postings.actions.change import Change, Place, change_duty, let_plan, verdict_of
from bacung.postings.forms.rota import ChangeForm, ReleaseForm, move_choices, people_choices
from bacung.postings.models import Muster
from bacung.postings.queries import musters as queries
from bacung.postings.queries.duty import DutySeen, duty_seen
from bacung.postings.queries.stand_ins import stand_ins
from bacung.postings.queries.table import rota_table, token_of
from bacung.postings.rule_wording import Names
from bacung.postings.views import changing
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
    return changing.ask(request, muster_id, OF_A_ROTA)


@require_POST
@allow(COORDINATOR)
def change(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Make the change; what breaks a rule needs its reason."""
    return changing.make(request, muster_id, OF_A_ROTA)


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


OF_A_ROTA = changing.Changing(
    form=ChangeForm,
    verdict=verdict_of,
    make=change_duty,
    what=_what,
    done=gettext_noop("The rota was changed. It is not published yet; the next plan leaves this as it is."),
    confirm="postings:change_duty",
    back="postings:rota",
)
