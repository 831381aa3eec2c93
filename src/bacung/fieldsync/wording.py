"""What phones, their records and what is wrong with them are called on the console."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from bacung.core.syncing.ranges import RangeList
from bacung.fieldsync.queries.phones import PhoneSeen
from bacung.ground import clock
from bacung.ground.figures import moment, number
from bacung.visits.wording import fault_words

KINDS: dict[str, str] = {
    "visit.recorded": gettext_noop("a visit"),
    "visit.voided": gettext_noop("a visit withdrawn"),
    "hh.created": gettext_noop("a household found"),
    "person.created": gettext_noop("somebody found"),
    "note.added": gettext_noop("a note"),
    "question.asked": gettext_noop("a question"),
    "companion.named": gettext_noop("the local companion"),
    "handover.given": gettext_noop("recording handed over"),
    "handover.taken": gettext_noop("recording taken over"),
}
RESULTS: dict[str, str] = {
    "stored": gettext_noop("taken"),
    "duplicate": gettext_noop("was here already"),
    "quarantined": gettext_noop("kept apart"),
}
REMEDIES: dict[str, str] = {
    "accepted": gettext_noop("taken after all"),
    "set-aside": gettext_noop("set aside"),
}


@dataclass(frozen=True)
class Reason:
    """Why a record was kept apart, and what one can do."""

    why: str
    then: str


_BY_HAND = gettext_noop("Read it, enter the visit by hand if it is missing, then set this aside.")
_TAKE = gettext_noop("If the pair was there, take it after all.")
_AFTER_UPDATE = gettext_noop("Take it after all once this server has been brought up to date.")

REASONS: dict[str, Reason] = {
    "revoked": Reason(gettext_noop("The phone had been revoked when it sent this."), _TAKE),
    "other-round": Reason(
        gettext_noop("It belongs to an evening in which this walker walks in no pair."), _TAKE
    ),
    "not-your-door": Reason(gettext_noop("The household is not one of this round."), _TAKE),
    "not-yours": Reason(
        gettext_noop("It withdraws a visit of another pair."),
        gettext_noop("Ask both pairs. If the visit was a mistake, take it after all."),
    ),
    "promise-in-quiet-hours": Reason(
        gettext_noop("It promises an hour in which nobody may knock."),
        gettext_noop("Take it after all without the promise, and let the household know."),
    ),
    "kit-needs-an-officer": Reason(
        gettext_noop("It says an account was collected, and no officer with a kit was in this pair."),
        gettext_noop("If an officer was there with a kit after all, an officer may take it."),
    ),
    "impossible": Reason(gettext_noop("It cannot have been like this: %(faults)s."), _BY_HAND),
    "not-behind-this-door": Reason(
        gettext_noop("Somebody named in it does not live behind that door."), _BY_HAND
    ),
    "already-withdrawn": Reason(
        gettext_noop("It replaces a visit that has been withdrawn already."), _BY_HAND
    ),
    "other-phone": Reason(
        gettext_noop("The record belongs to another phone, and was not sealed by it."), _TAKE
    ),
    "id-clash": Reason(
        gettext_noop("A different record with the same key came before; that one counts."), _BY_HAND
    ),
    "number-clash": Reason(
        gettext_noop("Another record has the same number: this phone's data was copied."), _TAKE
    ),
    "unopenable": Reason(
        gettext_noop("It is sealed, and no key of this server opens it."),
        gettext_noop("When the old keys have been put back on the server, take it after all."),
    ),
    "kind-not-from-a-phone": Reason(gettext_noop("Phones may not say this."), _BY_HAND),
    "kind-unknown": Reason(gettext_noop("This server does not know this kind of record."), _AFTER_UPDATE),
    "version-unknown": Reason(
        gettext_noop("It was written by a newer version of the phone app."), _AFTER_UPDATE
    ),
    "event-malformed": Reason(gettext_noop("A part of it cannot be read."), _BY_HAND),
    "event-too-large": Reason(gettext_noop("It is larger than a record may be."), _BY_HAND),
    "push-malformed": Reason(gettext_noop("What was sent cannot be read at all."), _BY_HAND),
    "not-taken": Reason(gettext_noop("It could not be taken, for a reason nobody foresaw."), _AFTER_UPDATE),
}
_UNKNOWN = Reason(gettext_noop("It could not be taken."), _BY_HAND)


def kind_words(kind: str) -> str:
    """What a kind of record is; an unknown one speaks for itself."""
    return _(KINDS[kind]) if kind in KINDS else kind


def result_words(result: str) -> str:
    """What became of a record that was carried here."""
    return _(RESULTS[result])


def remedy_words(remedy: str) -> str:
    """How a record kept apart was answered."""
    return _(REMEDIES[remedy])


def reason_words(code: str, facts: Mapping[str, object] | None = None) -> str:
    """Why a record was kept apart, as one sentence."""
    told = dict(facts or {})
    faults = told.get("faults")
    told["faults"] = fault_words(str(faults)) if faults else _("not said")
    return _(REASONS.get(code, _UNKNOWN).why) % told


def then_words(code: str) -> str:
    """What one can do about it."""
    return _(REASONS.get(code, _UNKNOWN).then)


def ago(at: datetime | None) -> str:
    """How long since the phone was heard, in words."""
    if at is None:
        return _("never yet")
    minutes = int((clock.now() - at) / timedelta(minutes=1))
    if minutes < 2:
        return _("just now")
    if minutes < 60:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", minutes // 60) % {"n": minutes // 60}
    return moment(at)


def ranges_words(gaps: RangeList) -> str:
    """Numbers that are missing: 3–4, 7."""
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in gaps)


def records_line(recorded: int, here: int, held: int, missing: int) -> str:
    """What was recorded and where it is: “37 recorded, 37 on the server”."""
    parts = [_("%(n)s recorded") % {"n": number(recorded)}, _("%(n)s on the server") % {"n": number(here)}]
    if held:
        parts.append(_("%(n)s still on the phone") % {"n": number(held)})
    if missing:
        parts.append(_("%(n)s missing") % {"n": number(missing)})
    return ", ".join(parts)


def clock_words(offset_ms: int) -> str:
    """How far the phone's clock is off; the offset is the server's time minus the phone's."""
    minutes = abs(offset_ms) // 60_000
    days, hours = minutes // (24 * 60), minutes // 60
    if days:
        span = ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)}
    elif hours:
        span = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    else:
        span = ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    template = _("The clock is %(span)s slow.") if offset_ms > 0 else _("The clock is %(span)s fast.")
    return template % {"span": span}


def alarm_words(alarm: str, phone: PhoneSeen) -> str:
    """What somebody should look at, and what to do."""
    records = {"n": number(phone.missing)}
    if alarm == "gone":
        return _("The data on this phone was erased with %(n)s records not sent. Ask for an export file.") % (
            records
        )
    if alarm == "missing":
        return _("%(n)s records are missing. Let the phone open the app and send once more.") % records
    if alarm == "silent":
        return _("Not heard for a day, with %(n)s records still on it.") % {"n": number(phone.held)}
    if alarm == "apart":
        return _("%(n)s records are kept apart and wait for an answer.") % {"n": number(phone.apart)}
    if alarm == "clock":
        return (
            clock_words(phone.device.clock_offset_ms or 0) + " " + _("The order of records does not suffer.")
        )
    return _(_ABOUT[alarm])


_ABOUT: dict[str, str] = {
    "full": gettext_noop("Almost no room is left on the phone. Free some before the next shift."),
    "not-persisted": gettext_noop("The phone may erase the app's data when it needs room. Install the app."),
    "not-installed": gettext_noop("The app is open in a browser tab. Add it to the home screen."),
}
ANSWERS: dict[str, str] = {
    "both": gettext_noop("Both visits happened"),
    "first": gettext_noop("Only the first counts, withdraw the second"),
    "second": gettext_noop("Only the second counts, withdraw the first"),
}


def answer_words(answer: str) -> str:
    """What may be answered where two pairs told of one door."""
    return _(ANSWERS[answer])
