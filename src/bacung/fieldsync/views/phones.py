"""All phones of an evening, one phone, revoking it, and the code that lets the pair's other phone record."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.fieldsync.actions import pairing
from bacung.fieldsync.actions.telling import tell_handover
from bacung.fieldsync.forms import EveningForm
from bacung.fieldsync.queries import asked, phones
from bacung.fieldsync.queries.phones import PairSeen, PhoneSeen, RoundSeen
from bacung.fieldsync.wording import (
    ago,
    alarm_words,
    kind_words,
    ranges_words,
    reason_words,
    records_line,
    remedy_words,
)
from bacung.ground import clock
from bacung.ground.figures import moment
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, SUPERVISOR, Viewer, ViewerRequest, allow
from bacung.intake.queries import met_waiting

DIRECTORS = (COORDINATOR, OFFICER, SUPERVISOR)
READERS = (*DIRECTORS, AUDITOR)
ROUNDS_PER_PAGE = 20
LINES = 50


@require_GET
@allow(*READERS)
def index(request: ViewerRequest) -> HttpResponse:
    """The phones of an evening, by commune and pair; the last evening if none is asked for."""
    viewer = request.viewer
    form = EveningForm(viewer, request.GET.dict())
    on, commune = form.chosen()
    evening = phones.evening(viewer, on or clock.today(), commune)
    page = Paginator(evening, ROUNDS_PER_PAGE).get_page(request.GET.get("page"))
    rounds = phones.seen(list(page))
    facts = {
        "form": form,
        "on": on,
        "is_today": on == clock.today(),
        "page": page,
        "rounds": [_round_shown(each) for each in rounds],
        "last": None if any(each.phones for each in rounds) else phones.last_with_phones(viewer),
        "looks": [look for each in rounds for look in _looks(each)],
        "waiting": asked.waiting(viewer.narrowed(DIRECTORS)),
        "met": met_waiting(viewer.narrowed((COORDINATOR, OFFICER)))[:LINES],
        "directs": viewer.may(*DIRECTORS),
        "shows_demo": any(each.round.drive.is_demo for each in rounds),
    }
    return render(request, "fieldsync/index.html", facts)


def _round_shown(each: RoundSeen) -> dict[str, Any]:
    return {
        "round": each.round,
        "pairs": [_pair_shown(pair) for pair in each.pairs],
        "phones": [(pair, _phone_shown(phone)) for pair in each.pairs for phone in pair.phones],
    }


def _pair_shown(pair: PairSeen) -> dict[str, Any]:
    return {
        "number": pair.number,
        "walkers": ", ".join(member.full_name for member in pair.walkers),
        "line": records_line(pair.recorded, pair.here, pair.held, pair.missing) if _heard(pair) else "",
        "state": "stop" if pair.missing else "wait" if pair.held else "done",
    }


def _heard(pair: PairSeen) -> bool:
    return bool(pair.here or any(phone.lives for phone in pair.phones))


def _phone_shown(phone: PhoneSeen) -> dict[str, Any]:
    return {
        "seen": phone,
        "device": phone.device,
        "ago": ago(phone.device.last_seen_at),
        "heard": moment(phone.device.last_seen_at) if phone.device.last_seen_at else "",
        "alarms": [alarm_words(alarm, phone) for alarm in phone.alarms],
        "line": records_line(phone.recorded, phone.here, phone.held, phone.missing),
    }


def _looks(each: RoundSeen) -> list[tuple[PhoneSeen, list[str]]]:
    """The phones of a round that somebody should look at."""
    return [
        (phone, [alarm_words(alarm, phone) for alarm in phone.alarms])
        for phone in each.phones
        if phone.alarms
    ]


@require_GET
@allow(*READERS)
def phone(request: ViewerRequest, device_id: UUID) -> HttpResponse:
    """One phone: what it is bound to, its lives with what is missing, what was kept apart, what it sent."""
    device = phones.device_by_id(request.viewer, device_id)
    seen = phones.phone_seen(device)
    page = Paginator(phones.history(request.viewer, device), LINES).get_page(request.GET.get("page"))
    facts = {
        **_phone_shown(seen),
        "lives": [(life, ranges_words(life.gaps)) for life in reversed(seen.lives)],
        "apart": [
            (row, reason_words(row.code, row.facts), remedy_words(row.remedy) if row.remedy else "")
            for row in device.quarantined.order_by("-received_at", "-pk")[:LINES]
        ],
        "page": page,
        "history": [(row, kind_words(row.kind)) for row in page],
        "directs": directs(request.viewer, device.round.commune.path),
        "shows_demo": device.round.drive.is_demo,
    }
    return render(request, "fieldsync/phone.html", facts)


def directs(viewer: Viewer, path: str) -> bool:
    """Whether the viewer may decide about phones in the area at `path`, and not only read of them."""
    return viewer.may_in(path, *DIRECTORS)


@require_http_methods(["GET", "POST"])
@allow(*DIRECTORS)
def revoke(request: ViewerRequest, device_id: UUID) -> HttpResponse:
    """Take a phone's access away, after saying what that means."""
    device = phones.device_by_id(request.viewer, device_id)
    if request.method == "POST":
        pairing.revoke(request.viewer, device)
        messages.success(
            request, _("The phone is revoked. What it still sends is kept apart, nothing is lost.")
        )
        return redirect("fieldsync:phone", device.pk)
    facts = {**_phone_shown(phones.phone_seen(device)), "shows_demo": device.round.drive.is_demo}
    return render(request, "fieldsync/revoke.html", facts)


@never_cache
@require_POST
@allow(*DIRECTORS)
def handover(request: ViewerRequest, device_id: UUID) -> HttpResponse:
    """The code by which the pair's backup phone starts recording when the recording phone is dead."""
    device = phones.device_by_id(request.viewer, device_id)
    code = tell_handover(request.viewer, device)
    facts = {"device": device, "code": f"{code[:3]} {code[3:]}", "shows_demo": device.round.drive.is_demo}
    return render(request, "fieldsync/handover.html", facts)
