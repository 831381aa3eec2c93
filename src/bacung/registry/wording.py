"""What is known of people and households, in words: facts keep short codes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.areas.models import Hamlet
from bacung.core.people.dates import Born
from bacung.ground.figures import NOTHING
from bacung.registry.forms import ELIGIBLE, PHONES, PRESENCE, YES_NO
from bacung.registry.models import Fact, Household

KINDS: dict[str, str] = {
    "household": gettext_noop("Household"),
    "presence": gettext_noop("Presence"),
    "phone": gettext_noop("Phone"),
    "eligible": gettext_noop("Counts in the drive"),
    "born": gettext_noop("Date of birth"),
    "hamlet": gettext_noop("Hamlet"),
    "not_before": gettext_noop("Not before"),
    "home_visit": gettext_noop("Home visit, please"),
}
NEVER = {
    "person": gettext_noop("Said no to the account for good"),
    "household": gettext_noop("Wants no knocking at all"),
}
_WORDS = {
    "presence": dict(PRESENCE),
    "phone": dict(PHONES),
    "eligible": dict(ELIGIBLE),
    "never": dict(YES_NO),
    "home_visit": dict(YES_NO),
}


def kind_name(fact: Fact) -> str:
    """What a fact is about."""
    if fact.kind == "never":
        return _(NEVER["person" if fact.person_id else "household"])
    return _(KINDS[fact.kind])


def said(kind: str, value: str) -> str:
    """A fact's value as people say it."""
    if kind in _WORDS:
        return str(_WORDS[kind].get(value, value or NOTHING))
    if not value:
        return NOTHING
    if kind == "born":
        return Born.from_iso(value).text
    if kind == "not_before":
        return value[:5].replace(":", "h")
    rows = Hamlet.objects if kind == "hamlet" else Household.objects
    return str(rows.filter(pk=value).first() or value)


def told(facts: list[Fact]) -> list[tuple[Fact, str, str, str]]:
    """Each fact with what it is about, what it was before, and what it became."""
    return [
        (fact, kind_name(fact), said(fact.kind, fact.before), said(fact.kind, fact.value)) for fact in facts
    ]


def known(values: dict[str, str]) -> list[tuple[str, str]]:
    """What is known of a person now, kind by kind, as the page says it."""
    kinds = KINDS | {"never": NEVER["person"]}
    return [(_(kinds[kind]), said(kind, value)) for kind, value in values.items()]
