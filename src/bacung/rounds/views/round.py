"""A round as planned, and a pair's evening."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bacung.ground import clock
from bacung.ground.permissions import WALKER, ViewerRequest, allow
from bacung.rounds import queries
from bacung.rounds.drawing import drawn, has_point, look_of
from bacung.rounds.jobs import improving
from bacung.rounds.models import Round
from bacung.rounds.queries import PairSeen, StopSeen
from bacung.rounds.views import PLANNERS, READERS, of_round
from bacung.rounds.why import LOOKED_UP, asked_about
from bacung.rounds.wording import (
    bound_words,
    gain_words,
    left_out_words,
    mode_words,
    note_words,
    to_do_words,
    why_words,
)

PAST = "evening-past"
"""The note that outweighs all others: nobody walks by this plan."""


@require_GET
@allow(*READERS)
def round_(request: ViewerRequest, round_id: int) -> HttpResponse:
    """A round as planned: the doors of each pair in walking order, and what was left out, both with why."""
    found = queries.round_by_id(request.viewer, round_id)
    pairs = queries.pairs_seen(found)
    left, may_plan = found.plan["left_out"], request.whole_viewer.may_in(found.commune.path, *PLANNERS)
    asked = request.GET.get("ask", "").strip() if may_plan else ""
    facts = {
        **of_round(found),
        **_counted(pairs),
        "pairs": [pair_shown(pair) for pair in pairs],
        "totals": found.plan["totals"],
        "by_reason": sorted(
            ((left_out_words(code), count) for code, count in left["by_reason"].items()),
            key=lambda row: -row[1],
        ),
        "left_total": left["total"],
        "left_doors": _left_doors(left["doors"]),
        "past": [note_words(note) for note in found.plan["notes"] if note["code"] == PAST],
        "notes": [note_words(note) for note in found.plan["notes"] if note["code"] != PAST],
        "worth": [words for words in (bound_words(found.plan), gain_words(found.plan)) if words],
        "alone": [pair.pair.number for pair in pairs if not pair.pair.companion],
        "may_print": may_plan,
        "may_replan": may_plan and _goes_on(found, pairs),
        "improving": improving(found),
        "how_again": how_again(found.plan),
        "ask": asked,
        "answers": asked_about(request.viewer, found, asked) if asked else None,
        "looked_up": LOOKED_UP,
        "replan": urlencode({"drive": found.drive.code, "commune": found.commune_id, "on": found.on}),
    }
    return render(request, "rounds/round.html", facts)


def how_again(plan: dict[str, Any]) -> str:
    """The command by which the problem of a plan becomes this plan again, wherever Ba Cùng is installed."""
    work = f" --work {plan['work']}" if plan.get("work") else ""
    return f"python -m bacung.core.routing solve FILE --seed {plan['seed']}{work} --json"


@require_GET
@allow(*READERS)
def geojson(request: ViewerRequest, round_id: int) -> HttpResponse:
    """A round as a map draws it: ways, doors by their codes, hamlets; nobody's name."""
    found = queries.round_by_id(request.viewer, round_id)
    response = JsonResponse(drawn(found), content_type="application/geo+json")
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
@allow(*READERS, WALKER)
def pair(request: ViewerRequest, round_id: int, number: int) -> HttpResponse:
    """One pair's doors in large letters, for the phone in the hand of who walks."""
    readers = request.viewer.narrowed(READERS)
    found = queries.round_walked(request.viewer, readers, round_id, number)
    shown = pair_shown(queries.pairs_seen(found, number)[0])
    return render(request, "rounds/pair.html", {**of_round(found), "pair": shown})


def _goes_on(found: Round, pairs: list[PairSeen]) -> bool:
    """Whether this is tonight's plan and somebody is still to walk by it."""
    now = clock.local(clock.now()).time()
    tonight = found.state != "cancelled" and found.on == clock.today()
    return tonight and any(now < seen.pair.ends for seen in pairs)


def _counted(pairs: list[PairSeen]) -> dict[str, int]:
    """What stands on the ways now, also after they were set anew."""
    stops = [seen for pair in pairs for seen in pair.way]
    located = sum(has_point(seen.stop.household) for seen in stops)
    return {
        "door_count": len(stops),
        "promise_count": sum(seen.stop.promised for seen in stops),
        "first_count": sum(any(why["code"] == "first-knock" for why in seen.stop.why) for seen in stops),
        "located": located,
        "unlocated": len(stops) - located,
    }


def pair_shown(seen: PairSeen) -> dict[str, Any]:
    """A pair as its page shows it; doors dropped from its way stand apart."""
    return {
        "pair": seen.pair,
        "walkers": ", ".join(member.full_name for member in seen.walkers),
        "mode": mode_words(seen.pair.mode),
        "look": look_of(seen.pair.number),
        "people": sum(len(stop.people) for stop in seen.way),
        "stops": [_stop_shown(stop) for stop in seen.way],
        "dropped": [_stop_shown(stop) for stop in seen.stops if stop.stop.dropped_at],
        "ends_soon": seen.pair.rests_at,
    }


def _stop_shown(seen: StopSeen) -> dict[str, Any]:
    home, door = seen.stop.household, seen.door
    visited = queries.is_visited(seen)
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
