"""What postings call their kinds and states."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

KINDS: dict[str, str] = {
    "weekends": gettext_noop("weekends"),
    "wave": gettext_noop("wave of students"),
}
STATES: dict[str, str] = {
    "drafted": gettext_noop("being planned"),
    "published": gettext_noop("published"),
    "closed": gettext_noop("closed"),
}


def kind_words(kind: str) -> str:
    """Whether a muster is a season of weekends or a wave of students."""
    return _(KINDS[kind])


def muster_state_words(state: str) -> str:
    """Where a muster stands."""
    return _(STATES[state])
