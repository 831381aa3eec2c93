"""Why a door is on tonight's way or not, in words; and what rounds call their modes, states and steps."""

import math
from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from bacung.core.merging.reasons import REASONS
from bacung.ground.figures import NOTHING, day, number

WHY: dict[str, str] = {
    "promised": gettext_noop("promised between %(from)s and %(to)s"),
    "first-knock": gettext_noop("first visit"),
    "on-the-way": gettext_noop("on the way"),
    "best-per-minute": gettext_noop("many to help for the time it takes"),
    "missed-try-later": gettext_noop("nobody home %(times)s times, last at %(at)s: a later hour"),
    "missed-try-earlier": gettext_noop("nobody home %(times)s times, last at %(at)s: an earlier hour"),
    "missed-try-again": gettext_noop("nobody home %(times)s times, last at %(at)s"),
    "met-at": gettext_noop("somebody was home at %(at)s"),
    "home-from": gettext_noop("people like these are home from %(from)s on"),
    "refused-before": gettext_noop("said no %(days)s days ago: another pair is better"),
    "likely-home": gettext_noop(
        "home with a chance of about %(percent)s %% (between %(low)s and %(high)s %%)"
    ),
    "home-like-others": gettext_noop("homes like this one: somebody in at this hour in about %(percent)s %%"),
    "explores": gettext_noop("an hour drawn by lot, to learn when people are home"),
}
LEFT_OUT: dict[str, str] = {
    "done": gettext_noop("visited this evening already"),
    "do-not-visit": gettext_noop("asked not to be visited"),
    "nobody-left": gettext_noop("nobody left to help"),
    "cap-reached": gettext_noop("visited as often as is allowed"),
    "rests": gettext_noop("left in peace until a later day, as promised or after a no"),
    "no-skilled-pair": gettext_noop("no pair tonight brings what is needed"),
    "promise-missed": gettext_noop("the promised hour could not be kept"),
    "out-of-reach": gettext_noop("too far for this evening"),
    "no-prize": gettext_noop("nothing to do at the door now, awaiting approval"),
    "stopped": gettext_noop("planning was stopped before it"),
    "no-time": gettext_noop("the evening is too short for it"),
    "first-knocks-first": gettext_noop("the evening goes to households nobody has visited yet"),
    "no-pair": gettext_noop("no pair goes out"),
    "no-evening": gettext_noop("no evening is left"),
    "no-evening-left": gettext_noop("the evenings there are do not suffice"),
    "came-later": gettext_noop("it came onto the list after this plan was made"),
}
FIGURES: dict[str, str] = {
    "prize": gettext_noop("a visit would bring %(prize)s activations"),
    "hour": gettext_noop("at best around %(hour)s"),
    "minutes": gettext_noop("it takes %(minutes)s minutes with the way from the nearest door"),
    "rate": gettext_noop("so %(rate)s an hour, while every door on the way brings %(least)s or more"),
}
"""The figures behind a door left out; each is said where the plan knows it."""
NOTES: dict[str, str] = {
    "by-hamlet-and-number": gettext_noop(
        "%(doors)s doors have no point on the map: planned by hamlet and house number."
    ),
    "straight-line": gettext_noop("Ways between %(doors)s doors are straight lines made a little longer."),
    "by-matrix": gettext_noop("Ways are by the table of travel times."),
    "by-streets": gettext_noop(
        "Ways are measured along the streets of “%(map)s”; doors off the map: %(astray)s."
    ),
    "swapped": gettext_noop("Latitude and longitude of %(doors)s doors were the wrong way round: turned."),
    "point-elsewhere": gettext_noop(
        "The points of %(doors)s doors lie far from the commune: planned by hamlet and house number."
    ),
    "start-elsewhere": gettext_noop(
        "The point from which pairs set out lies far from the commune: the first hamlet stands in."
    ),
    "map-elsewhere": gettext_noop("No street map that is placed covers this commune."),
    "presence-assumed": gettext_noop(
        "Who is home when is assumed: %(visits)s visits have told too little so far."
    ),
    "first-knocks-short": gettext_noop(
        "%(doors)s households still wait for their first visit, and %(evenings)s evenings until the date "
        "hold %(capacity)s: %(missing)s would be late. Send more pairs or move the date."
    ),
    "first-knocks-late": gettext_noop(
        "The date of the first visits is past and %(doors)s households still wait for theirs."
    ),
    "first-knocks-after": gettext_noop(
        "%(doors)s households would get their first visit after %(by)s, the date set for it."
    ),
    "evenings-short": gettext_noop(
        "%(routes)s evenings of a pair are missing: send more pairs, go by bicycle, or go for longer."
    ),
    "evening-past": gettext_noop("The evening of %(on)s is past: this plan is for looking back."),
    "begins-now": gettext_noop("The evening has begun: planned from %(from)s on."),
}
MODES: dict[str, str] = {
    "foot": gettext_noop("on foot"),
    "bicycle": gettext_noop("by bicycle"),
    "motorbike": gettext_noop("by motorbike"),
}
STATES: dict[str, str] = {
    "planned": gettext_noop("planned"),
    "walked": gettext_noop("walked"),
    "cancelled": gettext_noop("replaced by a later plan"),
}
STEPS: dict[str, str] = {
    "collect": gettext_noop("to be collected"),
    "approve": gettext_noop("awaits approval"),
    "activate": gettext_noop("to be activated"),
}
SCENARIOS: dict[str, str] = {
    "as-asked": gettext_noop("As asked"),
    "one-more-pair": gettext_noop("One pair more"),
    "one-hour-later": gettext_noop("One hour later"),
    "bicycles": gettext_noop("By bicycle"),
}
# The step says it already.
_SILENT = {"NOT_VISITED", "AWAITING_APPROVAL", "AWAITING_ACTIVATION"}


def _facts(told: Mapping[str, object]) -> dict[str, object]:
    facts = dict(told)
    for name in ("from", "to", "at"):
        if name in facts:
            facts[name] = clock_words(str(facts[name]))
    for name in ("until", "on", "by"):
        if name in facts:
            facts[name] = day(date.fromisoformat(str(facts[name])))
    for name in ("doors", "routes", "visits", "capacity", "missing", "evenings"):
        if name in facts:
            facts[name] = number(int(str(facts[name])))
    return facts


def clock_words(text: str) -> str:
    """20h00 for "20:00" or "20:00:30"; 20:00 in English."""
    return text[:5] if get_language() == "en" else text[:5].replace(":", "h")


def why_words(reasons: list[dict[str, object]]) -> str:
    """Why a door is on the way, all reasons of a stop in one phrase."""
    return ", ".join(_(WHY[str(each["code"])]) % _facts(each) for each in reasons)


def left_out_words(code: str) -> str:
    """Why doors are not on the way."""
    return _(LEFT_OUT[code])


def note_words(note: Mapping[str, object]) -> str:
    """What the plan rests on; `note` as a plan's JSON holds it."""
    facts = note["facts"]
    return _(NOTES[str(note["code"])]) % _facts(facts if isinstance(facts, Mapping) else {})


def mode_words(mode: str) -> str:
    """How a pair goes."""
    return _(MODES[mode])


def state_words(state: str) -> str:
    """Where a round stands."""
    return _(STATES[state])


def to_do_words(step: str, reason: str) -> str:
    """What is to do for somebody, with the reason last told and its next step."""
    words = _(STEPS[step])
    if reason in _SILENT or reason not in REASONS:
        return words
    told = REASONS[reason]
    if get_language() == "en":
        return f"{words} · {told.en} → {told.next_step.en}"
    return f"{words} · {told.vi} → {told.next_step.vi}"


def why_not_words(code: str, facts: Mapping[str, object]) -> str:
    """Why one door is not on the way, with the figures that decided it."""
    told = dict(_facts(facts))
    for name, decimals in (("prize", 2), ("rate", 1), ("least", 1), ("minutes", 0)):
        if name in told:
            told[name] = number(float(str(told[name])), decimals)
    if "hour" in told:
        told["hour"] = clock_words(str(told["hour"]))
    figures = [_(words) % told for name, words in FIGURES.items() if name in told and _speaks(name, facts)]
    return _(LEFT_OUT[code]) + (f" ({'; '.join(figures)})" if figures else "")


def _speaks(name: str, facts: Mapping[str, object]) -> bool:
    """A comparison that would not say why is left unsaid."""
    return name != "rate" or float(str(facts["rate"])) <= float(str(facts["least"]))


def bound_words(plan: Mapping[str, object]) -> str:
    """How far the plan is at most from the best possible one; empty where nothing is proven."""
    bound, totals = plan.get("bound"), plan["totals"]
    prize = float(totals["prize"]) if isinstance(totals, Mapping) else 0.0
    if not isinstance(bound, int | float) or prize <= 0:
        return ""
    gap = max(0.0, float(bound) / prize - 1)
    if gap < 0.0005:
        return _("No plan for this evening brings more: that is proven.")
    return _("No plan for this evening brings over %(gap)s more: that is proven.") % {"gap": gap_words(gap)}


def gap_words(gap: float | None) -> str:
    """A share of what a plan brings, by which another may bring more at most; a dash where none is proven."""
    return NOTHING if gap is None else f"{number(math.ceil(gap * 1000) / 10, 1)}\u00a0%"


def scenario_words(code: str) -> str:
    """What is different in one way of an evening."""
    return _(SCENARIOS[code])


def gain_words(plan: Mapping[str, object]) -> str:
    """What searching has brought over the first plan; empty where it is the first one."""
    first, totals = plan.get("first_prize"), plan["totals"]
    prize = float(totals["prize"]) if isinstance(totals, Mapping) else 0.0
    if not isinstance(first, int | float) or first <= 0 or prize <= first * 1.0005:
        return ""
    return _("The search has brought %(gain)s %% more than the first plan (%(prize)s for %(first)s).") % {
        "gain": number((prize / first - 1) * 100, 1),
        "prize": number(prize, 1),
        "first": number(first, 1),
    }


def needed_words(needed: Mapping[str, int], mode: str) -> str:
    """How many evenings of a pair a commune takes, the way asked for first: on foot 645, by bicycle 358."""
    ways = sorted(needed.items(), key=lambda way: way[0] != mode)
    return ", ".join(f"{mode_words(code)} {number(count)}" for code, count in ways)


def cover_note_words(note: Mapping[str, object]) -> str:
    """What the plan of a whole commune rests on; a late first visit has an evening there, if a late one."""
    late = note["code"] == "first-knocks-late"
    return note_words({**note, "code": "first-knocks-after"} if late else note)
