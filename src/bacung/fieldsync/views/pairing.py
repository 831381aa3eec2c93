"""Binding phones: one-time codes for the walkers of an evening, one by one or as a sheet for all."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bacung.core.problems import Problem
from bacung.fieldsync.actions import pairing
from bacung.fieldsync.convert import is_over
from bacung.fieldsync.queries import phones
from bacung.fieldsync.views.phones import DIRECTORS
from bacung.ground import clock
from bacung.ground.permissions import ViewerRequest, allow
from bacung.ground.qr import drawing
from bacung.postings.queries.readiness import unready_on
from bacung.postings.stay_wording import lack_words
from bacung.rounds.models import Pair, Round
from bacung.rounds.queries import round_by_id, rounds
from bacung.staff.models import Member

PHONE_APP = "/phone/"
OVER_SHOWN = 10
LOCAL_NAMES = ("localhost", "127.0.0.1", "::1", "[::1]")


@require_GET
@allow(*DIRECTORS)
def choose(request: ViewerRequest) -> HttpResponse:
    """The evenings a phone may be paired with: those to come, the next first, and the last that are over."""
    now = clock.now()
    known = rounds(request.viewer).exclude(state="cancelled")
    new = known.filter(on__gte=clock.today() - timedelta(days=1))  # one may last past midnight
    coming = sorted((one for one in new if not is_over(one, now)), key=_place_and_day)
    over = known.exclude(pk__in=[one.pk for one in coming])[:OVER_SHOWN]
    return render(request, "fieldsync/choose.html", {"coming": coming, "over": over})


def _place_and_day(one: Round) -> tuple[date, str]:
    return one.on, one.commune.folded


@require_GET
@allow(*DIRECTORS)
def walkers(request: ViewerRequest, round_id: int) -> HttpResponse:
    """The walkers of a round by pair, each with the phones they have and a button for a code; who was sent
    here and lacks a briefing is marked.
    """
    found = _open_round(request, round_id)
    bound: dict[int, list[phones.PhoneSeen]] = {}
    for seen in phones.seen([found])[0].phones:
        if seen.device.revoked_at is None:
            bound.setdefault(seen.device.member_id, []).append(seen)
    lacks = unready_on(found.commune, found.on)
    facts = {
        "round": found,
        "over": is_over(found, clock.now()),
        "pairs": [
            (
                pair,
                [
                    (member, bound.get(member.pk, []), lack_words(lacks.get(member.pk, ())))
                    for member in pair.walkers.all()
                ],
            )
            for pair in _pairs(found)
        ],
        "shows_demo": found.drive.is_demo,
    }
    return render(request, "fieldsync/walkers.html", facts)


@never_cache
@require_POST
@allow(*DIRECTORS)
def code(request: ViewerRequest, round_id: int) -> HttpResponse:
    """A new code for one walker. It is shown once: only its hash is kept."""
    found = _open_round(request, round_id)
    chosen = request.POST.get("member", "")
    for pair in _pairs(found):
        for member in pair.walkers.all():
            if str(member.pk) == chosen:
                return _shown(request, found, [_code_for(request, found, pair, member)])
    raise Problem("ground.not-understood")


@never_cache
@require_POST
@allow(*DIRECTORS)
def codes(request: ViewerRequest, round_id: int) -> HttpResponse:
    """A sheet of codes for all walkers of the round who have no phone yet, to print and cut."""
    found = _open_round(request, round_id)
    have = {seen.device.member_id for seen in phones.seen([found])[0].phones if not seen.device.revoked_at}
    made = [
        _code_for(request, found, pair, member)
        for pair in _pairs(found)
        for member in pair.walkers.all()
        if member.pk not in have
    ]
    return _shown(request, found, made)


@dataclass(frozen=True)
class Code:
    """A code as it is shown: for whom, in groups of four, and as a picture that a phone's camera reads."""

    pair: Pair
    member: Member
    groups: tuple[str, ...]
    picture: SafeString


def _code_for(request: ViewerRequest, found: Round, pair: Pair, member: Member) -> Code:
    made = pairing.make_code(request.viewer, member, found)
    plain = made.replace("-", "").replace(" ", "")
    groups = tuple(plain[at : at + 4] for at in range(0, len(plain), 4))
    words = _("The code of %(name)s as a picture") % {"name": member.full_name}
    return Code(pair, member, groups, drawing(f"{phone_app(request)}#pair={plain}", words))


def _shown(request: ViewerRequest, found: Round, made: list[Code]) -> HttpResponse:
    facts = {
        "round": found,
        "codes": made,
        "minutes": int(pairing.CODE_HOLDS / timedelta(minutes=1)),
        "address": phone_app(request),
        "unreachable": urlsplit(phone_app(request)).hostname in LOCAL_NAMES,
        "shows_demo": found.drive.is_demo,
    }
    return render(request, "fieldsync/codes.html", facts)


def phone_app(request: HttpRequest) -> str:
    """Where the phone app is served, as a phone beside this screen would write it."""
    host, colon, port = request.get_host().rpartition(":")
    if settings.BACUNG_LAN and (host or port) in LOCAL_NAMES:
        return f"{request.scheme}://{settings.ALLOWED_HOSTS[0]}{colon}{port if colon else ''}{PHONE_APP}"
    return request.build_absolute_uri(PHONE_APP)


def _open_round(request: ViewerRequest, round_id: int) -> Round:
    found = round_by_id(request.viewer, round_id)
    if found.state == "cancelled":
        raise Problem("ground.not-found")
    return found


def _pairs(found: Round) -> list[Pair]:
    return list(found.pairs.prefetch_related("walkers").order_by("number"))
