"""The pages of rounds: which there are, planning one, one as planned, a pair's evening, and the papers."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.figures import number as figure
from bacung.ground.permissions import (
    COORDINATOR,
    OFFICER,
    SUPERVISOR,
    WALKER,
    ViewerRequest,
    allow,
)
from bacung.ground.wording import sentence
from bacung.rounds import printing, queries
from bacung.rounds.actions import plan_round
from bacung.rounds.forms import PairForms, SheetForm, WhereForm, initial_of
from bacung.rounds.models import Round
from bacung.rounds.queries import PairSeen, StopSeen
from bacung.rounds.wording import (
    left_out_words,
    mode_words,
    note_words,
    state_words,
    to_do_words,
    why_words,
)

PLANNERS = (COORDINATOR, OFFICER)
READERS = (*PLANNERS, SUPERVISOR)
PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@allow(*READERS, WALKER)
def index(request: ViewerRequest) -> HttpResponse:
    """The rounds of the viewer's areas, newest first; a walker is led to the own pair."""
    own = queries.pairs_of(request.viewer, clock.today())
    readers = request.viewer.narrowed(READERS)
    if not readers.grants and len(own) == 1:
        return redirect("rounds:pair", own[0].round_id, own[0].number)
    rounds = (
        queries.rounds(readers)
        .exclude(state="cancelled")
        .annotate(
            pair_count=Count("pairs", distinct=True),
            stop_count=Count("pairs__stops"),
            promise_count=Count("pairs__stops", filter=Q(pairs__stops__promised=True)),
        )
    )
    page = Paginator(rounds, PER_PAGE).get_page(request.GET.get("page"))
    facts = {
        "own": own,
        "page": page,
        "rows": [(each, state_words(each.state)) for each in page],
        "reads": bool(readers.grants),
        "may_plan": request.viewer.may(*PLANNERS),
        "today": clock.today(),
    }
    return render(request, "rounds/index.html", facts)


@require_http_methods(["GET", "POST"])
@allow(*PLANNERS)
def plan(request: ViewerRequest) -> HttpResponse:
    """Plan an evening: where and when first, then who walks with whom."""
    where = WhereForm(request.viewer, request.GET.dict(), choosing=request.method == "GET")
    if not where.is_valid():
        return render(request, "rounds/plan.html", {"where": where})
    said = where.cleaned_data
    drive, commune = said["drive"], said["commune"]
    walkers = list(queries.walkers(request.viewer, commune))
    usual = queries.usual_pairs(request.viewer, drive, commune, said["pairs"])
    pairs = PairForms(
        request.POST or None,
        initial=[initial_of(pair, drive) for pair in usual],
        form_kwargs={"walkers": walkers},
    )
    sheet = SheetForm(
        request.POST or None, initial={"station_phone": queries.usual_phone(request.viewer, commune)}
    )
    fault = None
    if request.method == "POST" and pairs.is_valid() and sheet.is_valid():
        try:
            made = plan_round(
                request.viewer,
                drive=drive,
                commune=commune,
                on=said["on"],
                pairs=[form.pair() for form in pairs],
                station_phone=sheet.cleaned_data["station_phone"],
            )
        except Problem as problem:
            fault = problem
        else:
            doors = made.plan["totals"]["visits"]
            words = ngettext(
                "One door is planned. Plan again until somebody has walked; the last plan holds.",
                "%(count)s doors are planned. Plan again until somebody has walked; the last plan holds.",
                doors,
            )
            messages.success(request, words % {"count": figure(doors)})
            return redirect("rounds:round", made.pk)
    asked = {"drive": drive.code, "commune": commune.pk, "on": f"{said['on']:%d/%m/%Y}", "pairs": len(pairs)}
    facts = {
        "where": where,
        "pairs": pairs,
        "sheet": sheet,
        "drive": drive,
        "commune": commune,
        "on": said["on"],
        "shows_demo": drive.is_demo,
        "address": f"?{urlencode(asked)}",
        "no_walkers": not walkers,
        "fault": sentence(fault) if fault else "",
        "fault_code": fault.code if fault else "",
    }
    return render(request, "rounds/plan.html", facts, status=400 if fault else 200)


@require_GET
@allow(*READERS)
def round_(request: ViewerRequest, round_id: int) -> HttpResponse:
    """A round as planned: the doors of each pair in walking order, and what was left out, both with why."""
    found = queries.round_by_id(request.viewer, round_id)
    pairs = queries.pairs_seen(found)
    left = found.plan["left_out"]
    facts = {
        **_of_round(found),
        "pairs": [_pair_shown(pair) for pair in pairs],
        "totals": found.plan["totals"],
        "by_reason": sorted(
            ((left_out_words(code), count) for code, count in left["by_reason"].items()),
            key=lambda row: -row[1],
        ),
        "left_total": left["total"],
        "left_doors": _left_doors(left["doors"]),
        "notes": [note_words(note) for note in found.plan["notes"]],
        "alone": [pair.pair.number for pair in pairs if not pair.pair.companion],
        "may_print": request.whole_viewer.may_in(found.commune.path, *PLANNERS),
        "replan": urlencode({"drive": found.drive.code, "commune": found.commune_id, "on": found.on}),
    }
    return render(request, "rounds/round.html", facts)


@require_GET
@allow(*READERS, WALKER)
def pair(request: ViewerRequest, round_id: int, number: int) -> HttpResponse:
    """One pair's doors in large letters, for the phone in the hand of who walks."""
    readers = request.viewer.narrowed(READERS)
    found = queries.round_walked(request.viewer, readers, round_id, number)
    shown = _pair_shown(queries.pairs_seen(found, number)[0])
    return render(request, "rounds/pair.html", {**_of_round(found), "pair": shown})


@require_GET
@allow(*PLANNERS)
def sheets_pdf(request: ViewerRequest, round_id: int) -> HttpResponse:
    """The sheets of all pairs, made as they are asked for and kept nowhere."""
    found = queries.round_by_id(request.viewer, round_id)
    content = printing.round_pdf(request.viewer, found)
    return _paper(content, "application/pdf", _name(found, "pdf"))


@require_GET
@allow(*PLANNERS)
def sheet_pdf(request: ViewerRequest, round_id: int, number: int) -> HttpResponse:
    """One pair's sheet."""
    found = queries.round_by_id(request.viewer, round_id)
    content = printing.round_pdf(request.viewer, found, number)
    return _paper(content, "application/pdf", _name(found, "pdf", number))


@require_GET
@allow(*PLANNERS)
def sheet_xlsx(request: ViewerRequest, round_id: int, number: int) -> HttpResponse:
    """One pair's sheet as a workbook to fill in and give back."""
    found = queries.round_by_id(request.viewer, round_id)
    content = printing.pair_workbook(request.viewer, found, number)
    return _paper(content, XLSX, _name(found, "xlsx", number))


def _name(found: Round, ending: str, number: int | None = None) -> str:
    pair = f"-cap-{number}" if number else ""
    return f"phieu-{found.commune.code}-{found.on:%Y-%m-%d}{pair}.{ending}"


def _paper(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _of_round(found: Round) -> dict[str, Any]:
    return {"round": found, "state": state_words(found.state), "shows_demo": found.drive.is_demo}


def _pair_shown(seen: PairSeen) -> dict[str, Any]:
    people = sum(len(stop.people) for stop in seen.stops)
    return {
        "pair": seen.pair,
        "walkers": ", ".join(member.full_name for member in seen.walkers),
        "mode": mode_words(seen.pair.mode),
        "people": people,
        "stops": [_stop_shown(stop) for stop in seen.stops],
    }


def _stop_shown(seen: StopSeen) -> dict[str, Any]:
    home, door = seen.stop.household, seen.door
    visited = bool(door and door.last_at and clock.local(door.last_at).date() >= seen.stop.pair.round.on)
    wishes = []
    if home.not_before:
        wishes.append(_("please after %(hour)s") % {"hour": home.not_before.strftime("%H:%M")})
    if home.home_visit:
        wishes.append(_("a visit at home, please"))
    return {
        "stop": seen.stop,
        "code": f"{seen.stop.position:02d}",
        "head": seen.head,
        "place": ", ".join(part for part in (home.address, home.hamlet.name if home.hamlet else "") if part),
        "people": [(person, to_do_words(step, reason)) for person, step, reason in seen.people],
        "why": why_words(seen.stop.why),
        "wishes": wishes,
        "knocks": door.knocks if door and not visited else 0,
        "visited": visited,
        "never": bool(door and door.never),
    }


def _left_doors(listed: list[dict[str, Any]]) -> list[tuple[str, str]]:
    heads = queries.heads_of([int(each["door"]) for each in listed])
    return [(heads.get(int(each["door"]), ""), left_out_words(each["why"]["code"])) for each in listed]
