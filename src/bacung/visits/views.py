"""The pages of visits: an evening's list, entering by the printed sheet, a sheet given back, one visit."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.core.problems import Problem
from bacung.ground.permissions import (
    COORDINATOR,
    OFFICER,
    SUPERVISOR,
    ViewerRequest,
    allow,
    fetch,
)
from bacung.ground.wording import sentence
from bacung.registry.models import Person
from bacung.rounds.models import Round
from bacung.rounds.queries import PairSeen, StopSeen, heads_of, pairs_seen, round_by_id
from bacung.rounds.wording import to_do_words
from bacung.visits import queries
from bacung.visits.actions import import_sheet, record_visits, void_visit
from bacung.visits.forms import DoorEntry, EveningForm, SheetForm
from bacung.visits.models import Event
from bacung.visits.walked import DoorWalked, PairWalked, pairs_walked
from bacung.visits.wording import (
    complaint_words,
    door_words,
    fault_words,
    next_step_words,
    outcome_words,
    reason_words,
    source_words,
    walked_words,
)

WRITERS = (COORDINATOR, OFFICER)
READERS = (*WRITERS, SUPERVISOR)
PER_PAGE = 100


@require_GET
@allow(*READERS)
def index(request: ViewerRequest) -> HttpResponse:
    """The visits of an evening and a commune."""
    form = EveningForm(request.viewer, request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = queries.of_evening(request.viewer, asked.get("on"), asked.get("commune"))
    page = Paginator(rows.prefetch_related("voided_by", "people"), PER_PAGE).get_page(request.GET.get("page"))
    heads = heads_of([event.household_id for event in page])
    facts = {
        "form": form,
        "page": page,
        "rows": [
            {
                "event": event,
                "head": heads.get(event.household_id, ""),
                "outcome": door_words(event.outcome),
                "people": ", ".join(outcome_words(told.outcome) for told in event.people.all()),
                "withdrawn": bool(event.voided_by.all()),
            }
            for event in page
        ],
        "may_write": request.viewer.may(*WRITERS),
    }
    return render(request, "visits/index.html", facts)


@require_GET
@allow(*WRITERS)
def enter(request: ViewerRequest, round_id: int, number: int) -> HttpResponse:
    """Every door of a pair's sheet, in its order, to be entered one after the other."""
    found, pair = _sheet(request, round_id, number)
    told = _told(found, pair.stops)
    doors = [_door_shown(request, found, pair, seen, told) for seen in pair.stops]
    facts = {
        "round": found,
        "pair": pair.pair,
        "walkers": ", ".join(member.full_name for member in pair.walkers),
        "doors": doors,
        "entered": sum(bool(each["told"]) for each in doors),
        "shows_demo": found.drive.is_demo,
    }
    return render(request, "visits/enter.html", facts)


@require_http_methods(["GET", "POST"])
@allow(*WRITERS)
def door(request: ViewerRequest, round_id: int, number: int, position: int) -> HttpResponse:
    """One door of the sheet: its forms, empty or to enter anew, and what was saved."""
    found, pair = _sheet(request, round_id, number)
    seen = next((each for each in pair.stops if each.stop.position == position), None)
    if seen is None:
        raise Problem("ground.not-found")
    if request.method == "GET":
        return _door_page(
            request, found, pair, _door_shown(request, found, pair, seen, _told(found, [seen]), again=True)
        )
    entry = DoorEntry(seen.stop, on=found.on, may_collect=_may_collect(request, pair), data=request.POST)
    fault = _save(request, found, pair, entry) if entry.is_valid() else ""
    if entry.is_valid() and not fault:
        if request.headers.get("HX-Request"):
            shown = _door_shown(request, found, pair, seen, _told(found, [seen]))
            return _door_page(request, found, pair, shown)
        return redirect(reverse("visits:enter", args=[round_id, number]) + f"#door-{position:02d}")
    shown = _shown(found, pair, seen, entry, []) | {"fault": fault}
    return _door_page(request, found, pair, shown)


def _save(request: ViewerRequest, found: Round, pair: PairSeen, entry: DoorEntry) -> str:
    """Record the visit; what is wrong with it, if it cannot be."""
    try:
        record_visits(request.viewer, found.drive, [entry.visit(found.pk, pair.pair.number)])
    except Problem as problem:
        if problem.code == "visits.impossible":
            problem.facts["faults"] = fault_words(str(problem.facts["faults"]))
        return sentence(problem)
    return ""


def _sheet(request: ViewerRequest, round_id: int, number: int) -> tuple[Round, PairSeen]:
    found = round_by_id(request.viewer, round_id)
    return found, pairs_seen(found, number)[0]


def _may_collect(request: ViewerRequest, pair: PairSeen) -> bool:
    return pair.pair.has_kit and request.viewer.may_in(pair.pair.round.commune.path, OFFICER)


def _told(found: Round, stops: Iterable[StopSeen]) -> dict[int, list[Event]]:
    """What counts of this round's visits, by household."""
    homes = [seen.stop.household_id for seen in stops]
    rows = Event.objects.filter(round=found, household__in=homes).order_by("recorded_at")
    told: dict[int, list[Event]] = {}
    for event in queries.live_events(rows).prefetch_related("people__person"):
        told.setdefault(event.household_id, []).append(event)
    return told


def _door_shown(
    request: ViewerRequest,
    found: Round,
    pair: PairSeen,
    seen: StopSeen,
    of_round: Mapping[int, list[Event]],
    *,
    again: bool = False,
) -> dict[str, Any]:
    told = of_round.get(seen.stop.household_id, [])
    entry = None
    if again or not told:
        entry = DoorEntry(
            seen.stop,
            on=found.on,
            may_collect=_may_collect(request, pair),
            again=told[-1] if again and told else None,
        )
    return _shown(found, pair, seen, entry, [] if again else told)


def _shown(
    found: Round, pair: PairSeen, seen: StopSeen, entry: DoorEntry | None, told: list[Event]
) -> dict[str, Any]:
    home = seen.stop.household
    code = f"{seen.stop.position:02d}"
    people = {person.pk: (person, step, reason) for person, step, reason in seen.people}
    rows = [
        (f"{code}{chr(ord('a') + place)}", people[told_of[0]], place)
        for place, told_of in enumerate(seen.stop.people)
        if told_of[0] in people
    ]
    return {
        "code": code,
        "stop": seen.stop,
        "head": seen.head,
        "place": ", ".join(part for part in (home.address, home.hamlet.name if home.hamlet else "") if part),
        "entry": entry,
        "rows": [
            (row_code, person, to_do_words(step, reason), entry.people[place] if entry else None)
            for row_code, (person, step, reason), place in rows
        ],
        "told": [_event_shown(event) for event in told],
        "address": reverse("visits:door", args=[found.pk, pair.pair.number, seen.stop.position]),
    }


def _event_shown(event: Event) -> dict[str, Any]:
    return {
        "event": event,
        "outcome": door_words(event.outcome),
        "people": [
            {
                "told": told,
                "outcome": outcome_words(told.outcome),
                "reason": reason_words(told.reason) if told.reason else "",
                "next_step": next_step_words(told.reason) if told.reason else "",
            }
            for told in event.people.all()
        ],
    }


def _door_page(request: HttpRequest, found: Round, pair: PairSeen, shown: dict[str, Any]) -> HttpResponse:
    part = bool(request.headers.get("HX-Request"))
    facts = {"round": found, "pair": pair.pair, "door": shown, "shows_demo": found.drive.is_demo}
    return render(request, "visits/door.html" if part else "visits/door_page.html", facts)


@require_GET
@allow(*READERS)
def walked(request: ViewerRequest, round_id: int) -> HttpResponse:
    """A round as planned against how it was walked, pair by pair, door by door."""
    found = round_by_id(request.viewer, round_id)
    pairs = pairs_walked(found)
    facts = {
        "round": found,
        "pairs": [(pair, walked_words(pair), _doors_walked(pair)) for pair in pairs],
        "planned": sum(pair.followed.planned for pair in pairs),
        "walked": sum(pair.followed.walked for pair in pairs),
        "promises": sum(pair.promises for pair in pairs),
        "promises_kept": sum(pair.promises_kept for pair in pairs),
        "activated": sum(pair.activated for pair in pairs),
        "expected": found.plan["totals"]["prize"],
        "shows_demo": found.drive.is_demo,
    }
    return render(request, "visits/walked.html", facts)


def _doors_walked(pair: PairWalked) -> list[tuple[DoorWalked, str]]:
    return [(door, door_words(door.event.outcome) if door.event else "") for door in pair.doors]


@require_http_methods(["GET", "POST"])
@allow(*WRITERS)
def give_back(request: ViewerRequest) -> HttpResponse:
    """The filled sheet as a workbook: what was taken from it and what was not understood."""
    form = SheetForm(request.viewer, request.POST or None, request.FILES or None)
    taken, complaints, fault = None, [], None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = import_sheet(request.viewer, form.cleaned_data["drive"], file, file.name)
        except Problem as problem:
            fault = problem
            form.add_error("file", sentence(Problem(problem.code, **{"name": file.name, **problem.facts})))
        else:
            complaints = [(each, complaint_words(each)) for each in taken.complaints]
    facts = {"form": form, "taken": taken, "complaints": complaints}
    return render(request, "visits/give_back.html", facts, status=400 if fault else 200)


@require_GET
@allow(*READERS)
def visit(request: ViewerRequest, event_id: UUID) -> HttpResponse:
    """One visit as it was told, and whether it still counts."""
    event = _event(request, event_id)
    told = _event_shown(event)
    writes = request.viewer.may_in(event.commune.path, *WRITERS)
    facts = {
        **told,
        "source": source_words(event.source),
        "note": queries.note_of(event) if writes else "",
        "behind": Person.admitted.filter(household=event.household_id).count(),
        "head": heads_of([event.household_id]).get(event.household_id, ""),
        "withdrawn_by": event.voided_by.order_by("recorded_at").first(),
        "may_withdraw": writes and event.outcome != "void",
        "shows_demo": event.drive.is_demo,
    }
    return render(request, "visits/visit.html", facts)


@require_POST
@allow(*WRITERS)
def withdraw(request: ViewerRequest, event_id: UUID) -> HttpResponse:
    """Withdraw a visit: as if it had not been, and still on record."""
    event = _event(request, event_id)
    void_visit(request.viewer, event.drive, event)
    messages.success(request, _("The visit is withdrawn. It stays on record and no longer counts."))
    return redirect("visits:visit", event_id)


def _event(request: ViewerRequest, event_id: UUID) -> Event:
    rows = Event.objects.select_related("drive", "commune", "round", "household__hamlet")
    return fetch(rows.prefetch_related("people__person"), request.viewer, "commune", pk=event_id)
