"""What postings call their kinds, states, days and reasons."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.ground.figures import day
from bacung.postings.convert import HOLIDAY, SATURDAY_WORKED

KINDS: dict[str, str] = {
    "weekends": gettext_noop("weekends"),
    "wave": gettext_noop("wave of students"),
}
STATES: dict[str, str] = {
    "drafted": gettext_noop("being planned"),
    "published": gettext_noop("published"),
    "closed": gettext_noop("closed"),
}
REASONS: dict[str, str] = {
    "leave": gettext_noop("leave"),
    "exam": gettext_noop("exam"),
    "duty": gettext_noop("other duty"),
    "other": gettext_noop("another reason"),
}
SWAPS: dict[str, str] = {
    "asked": gettext_noop("awaits an answer"),
    "agreed": gettext_noop("agreed"),
    "refused": gettext_noop("refused"),
    "withdrawn": gettext_noop("withdrawn"),
}
BLOCKED: dict[str, str] = {
    HOLIDAY: gettext_noop("public holiday or Tết"),
    SATURDAY_WORKED: gettext_noop("offices work on this Saturday or Sunday"),
}


def kind_words(kind: str) -> str:
    """Whether a muster is a season of weekends or a wave of students."""
    return _(KINDS[kind])


def muster_state_words(state: str) -> str:
    """Where a muster stands."""
    return _(STATES[state])


def reason_words(reason: str) -> str:
    """Why somebody cannot be sent."""
    return _(REASONS[reason])


def swap_words(state: str) -> str:
    """Where a swap stands."""
    return _(SWAPS[state])


def blocked_words(because: str) -> str:
    """Why nobody is sent on a weekend: the calendar's reason, or what was written."""
    return _(BLOCKED[because]) if because in BLOCKED else because


def friday_words(friday: date) -> str:
    """A weekend by its first and last day: 2–4/6/2023, and 30/6–2/7/2023 where a month ends in it."""
    sunday = friday + timedelta(days=2)
    if friday.month == sunday.month:
        return f"{friday.day}–{day(sunday)}"
    begins = day(friday)
    first = begins.removesuffix(f"/{friday.year}").removesuffix(f" {friday.year}")
    return f"{first} – {day(sunday)}" if friday.year == sunday.year else f"{begins} – {day(sunday)}"
