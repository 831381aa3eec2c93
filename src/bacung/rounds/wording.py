"""Why a door is on tonight's way or not, in words; and what rounds call their modes, states and steps."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from bacung.core.merging.reasons import REASONS
from bacung.ground.figures import day, number

WHY: dict[str, str] = {
    "promised": gettext_noop("promised between %(from)s and %(to)s"),
    "first-knock": gettext_noop("first visit"),
    "on-the-way": gettext_noop("on the way"),
    "best-per-minute": gettext_noop("many to help for the time it takes"),
}
LEFT_OUT: dict[str, str] = {
    "do-not-visit": gettext_noop("asked not to be visited"),
    "nobody-left": gettext_noop("nobody left to help"),
    "cap-reached": gettext_noop("visited as often as is allowed"),
    "rests": gettext_noop("promised for a later day"),
    "no-skilled-pair": gettext_noop("no pair tonight brings what is needed"),
    "promise-missed": gettext_noop("the promised hour could not be kept"),
    "out-of-reach": gettext_noop("too far for this evening"),
    "no-prize": gettext_noop("nothing to do at the door now, awaiting approval"),
    "stopped": gettext_noop("planning was stopped before it"),
    "no-time": gettext_noop("the evening is too short for it"),
}
NOTES: dict[str, str] = {
    "by-hamlet-and-number": gettext_noop(
        "%(doors)s doors have no point on the map: planned by hamlet and house number."
    ),
    "straight-line": gettext_noop("Ways between %(doors)s doors are straight lines made a little longer."),
    "by-matrix": gettext_noop("Ways are by the table of travel times."),
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
# The step says it already.
_SILENT = {"NOT_VISITED", "AWAITING_APPROVAL", "AWAITING_ACTIVATION"}


def _facts(told: Mapping[str, object]) -> dict[str, object]:
    facts = dict(told)
    for name in ("from", "to"):
        if name in facts:
            facts[name] = clock_words(str(facts[name]))
    if "until" in facts:
        facts["until"] = day(date.fromisoformat(str(facts["until"])))
    if "doors" in facts:
        facts["doors"] = number(int(str(facts["doors"])))
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
