"""What rates, reasons and next steps are called on screen; measures are called as in `drives.wording`."""

from django.utils.translation import get_language, gettext, gettext_noop

from bacung.core.coverage.measures import LEFT
from bacung.core.merging.reasons import REASONS, NextStep, Reason

NAMED_RATES: dict[str, str] = {
    "collected": gettext_noop("Collected of eligible"),
    "activated": gettext_noop("Activated of collected"),
    "activated_present": gettext_noop("Activated of eligible present"),
    "phones": gettext_noop("Phones activated of those needing the app"),
}


def left_name(measure: str) -> str:
    """Why people are still to do, from a measure `left.<REASON>`."""
    return told(REASONS[measure.removeprefix(LEFT)])


def rate_name(code: str) -> str:
    """What a named rate is called."""
    return gettext(NAMED_RATES[code])


def told(row: Reason | NextStep) -> str:
    """A reason or a next step in the language now spoken."""
    return row.en if (get_language() or "vi").startswith("en") else row.vi
