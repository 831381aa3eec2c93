"""A record a phone sent, opened as lines that people can read. Whoever lives elsewhere is not named."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from bacung.core.merging.reasons import REASONS
from bacung.core.syncing.events import Event, Fault, read_event
from bacung.core.syncing.payloads import (
    CompanionNamed,
    HandoverTaken,
    HouseholdCreated,
    NoteAdded,
    PersonCreated,
    PersonFound,
    QuestionAsked,
    Told,
    VisitRecorded,
    VisitVoided,
)
from bacung.fieldsync.wording import kind_words
from bacung.ground.figures import NOTHING, moment
from bacung.ground.permissions import Viewer
from bacung.registry.queries import households, people
from bacung.rounds.queries import heads_of
from bacung.visits.wording import door_words, outcome_words, reason_words

MOST_LETTERS = 4000

Line = tuple[str, str]


def readable(viewer: Viewer, raw: bytes) -> list[Line]:
    """What a record says, as pairs of what and its words; as it came where it cannot be understood."""
    event = read_event(raw)
    if isinstance(event, Fault):
        return [(_("As it came"), raw.decode("utf-8", "replace")[:MOST_LETTERS])]
    return [
        (_("What"), kind_words(event.at.k)),
        (_("By the phone's clock"), moment(_by_phone(event.at.t))),
        *_door(viewer, event.at.hh),
        *_said(viewer, event),
    ]


def _by_phone(ms: int) -> datetime | None:
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    except OverflowError:
        return None


def _door(viewer: Viewer, key: int | UUID | None) -> Iterator[Line]:
    if isinstance(key, UUID):
        yield _("Household"), _("one that this phone found")
    elif key is not None:
        home = households(viewer).filter(pk=key).select_related("hamlet").first()
        place = [home.address, home.hamlet.name if home.hamlet else ""] if home else []
        known = ", ".join(part for part in (heads_of([key]).get(key, ""), *place) if part) if home else ""
        yield _("Household"), known or _("not in your areas")


def _said(viewer: Viewer, event: Event) -> Iterator[Line]:
    match event.said:
        case VisitRecorded() as visit:
            yield from _visit(viewer, visit)
        case VisitVoided(voids=visit_id):
            yield _("Withdraws the visit"), str(visit_id)
        case HouseholdCreated() as found:
            yield _("Address"), found.address
            yield _("Head of the household"), found.head
            yield from _note(found.note)
            yield from _found(found.people)
        case PersonCreated(people=found_people):
            yield from _found(found_people)
        case NoteAdded(text=text) | QuestionAsked(text=text):
            yield _("Text"), text
        case CompanionNamed(name=name):
            yield _("Name"), name
        case HandoverTaken(code=code):
            yield _("Code typed"), code


def _visit(viewer: Viewer, visit: VisitRecorded) -> Iterator[Line]:
    yield _("The door"), door_words(visit.outcome)
    if visit.never:
        yield _("Wish"), _("please do not come again")
    if visit.back_at:
        yield _("Come back at"), moment(visit.back_at)
    told = visit.people or []
    keys = [one.person for one in told if isinstance(one.person, int)]
    names = dict(people(viewer).filter(pk__in=keys).values_list("pk", "name"))
    for one in told:
        known = names.get(one.person) if isinstance(one.person, int) else _("somebody this phone found")
        yield known or _("somebody not in your areas"), _told(one)
    yield from _note(visit.note)
    if visit.replaces:
        yield _("Told instead of the visit"), str(visit.replaces)


def _told(one: Told) -> str:
    reason = one.reason or ""
    parts = [
        outcome_words(one.outcome),
        reason_words(reason) if reason in REASONS else reason,
        _("expected at the station: %(at)s") % {"at": moment(one.slot_at)} if one.slot_at else "",
        _("a visit at home") if one.home_visit else "",
        _("an escort") if one.escort else "",
        _("do not ask again") if one.never else "",
    ]
    return ", ".join(part for part in parts if part)


def _found(found: Sequence[PersonFound]) -> Iterator[Line]:
    for each in found:
        details = [each.born, each.relation, each.phone and _("with a phone"), each.note]
        yield each.name, ", ".join(detail for detail in details if detail) or NOTHING


def _note(text: str | None) -> Iterator[Line]:
    if text:
        yield _("Note"), text
