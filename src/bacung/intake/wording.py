"""What complaints, verdicts and answers are called, and what to do: on pages and in the returned book."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.core.people.citizen_numbers import masked as masked_number
from bacung.core.people.dates import Born
from bacung.core.people.phones import masked as masked_phone
from bacung.core.sheets.answers import Complaint


@dataclass(frozen=True)
class Words:
    """Of one code: what is the matter, and what to do about it ('' where nothing needs to be done)."""

    what: str
    to_do: str = ""


_CHECK_CARD = gettext_noop("Look at the card or VNeID and write all twelve digits.")
_CHECK_DATE = gettext_noop("Look at the card and write day/month/year.")
_CHECK_PHONE = gettext_noop("Ask for the phone number and write its ten digits.")
_GLANCE = gettext_noop("Have a look; nothing else is needed if it is right.")
_NUMBER_RIGHT = gettext_noop("As the number says")
_SAY_WHICH = gettext_noop("Say whether this is the same person or another one.")

WORDS: dict[str, Words] = {
    # Texts.
    "legacy-charset": Words(gettext_noop("Old font (TCVN3 or VNI) turned into Unicode")),
    "decomposed-text": Words(gettext_noop("Letters and accents joined again")),
    "foreign-d": Words(gettext_noop("A foreign letter that looks like Đ became Đ")),
    "invisible-characters": Words(gettext_noop("Invisible characters removed")),
    "soft-hyphen": Words(gettext_noop("Soft hyphens removed")),
    "white-space": Words(gettext_noop("Spaces put right")),
    "lost-letter": Words(
        gettext_noop("A letter of the name seems to be lost"), gettext_noop("Write the full name.")
    ),
    "person-beside": Words(
        gettext_noop("A second person stands in the same row"),
        gettext_noop("Put the right-hand list below the left-hand one."),
    ),
    "odd-name": Words(
        gettext_noop("This does not look like a person’s name"), gettext_noop("Write the full name.")
    ),
    "cell-error": Words(
        gettext_noop("The cell shows an error instead of a value"), gettext_noop("Write the value itself.")
    ),
    # The person.
    "honorific": Words(gettext_noop("“Ông”, “Bà” before the name left out")),
    "year-beside-name": Words(gettext_noop("The birth year taken out of the name")),
    "name-missing": Words(gettext_noop("There is no name"), gettext_noop("Write the full name.")),
    "too-little": Words(
        gettext_noop("A name alone: nobody can tell who this is"),
        gettext_noop("Add the birth date or the citizen number."),
    ),
    "sex-unclear": Words(gettext_noop("The sex is not clear"), gettext_noop("Write Nam or Nữ.")),
    "duplicate-in-book": Words(gettext_noop("This person stands in the list twice"), _SAY_WHICH),
    # Birth dates.
    "two-birth-dates": Words(gettext_noop("Two birth dates, under Nam and under Nữ"), _CHECK_DATE),
    "date-unreadable": Words(gettext_noop("The birth date cannot be read"), _CHECK_DATE),
    "date-ambiguous": Words(gettext_noop("Day and month may be exchanged"), _CHECK_DATE),
    "date-order": Words(gettext_noop("Day and month exchanged back")),
    "english-month": Words(gettext_noop("A month in English turned into digits")),
    "year-in-date-cell": Words(gettext_noop("A year shown as a day of 1905 became the year again")),
    "placeholder-birthday": Words(gettext_noop("1 January taken as “only the year is known”"), _GLANCE),
    # Citizen numbers.
    "lost-zeros": Words(gettext_noop("Leading zeros of the citizen number"), _CHECK_CARD),
    "number-malformed": Words(gettext_noop("This is no citizen number of twelve digits"), _CHECK_CARD),
    "scientific-notation": Words(gettext_noop("Excel destroyed the citizen number (4.2E+10)"), _CHECK_CARD),
    "rounded-number": Words(gettext_noop("Excel rounded the citizen number"), _CHECK_CARD),
    "old-identity-number": Words(
        gettext_noop("An old identity number of nine digits"),
        gettext_noop("Write the citizen number; who has none needs a card first."),
    ),
    "number-as-amount": Words(gettext_noop("The citizen number was written as an amount")),
    "number-in-old-column": Words(gettext_noop("The citizen number stood in the column of old numbers")),
    "digits-apart": Words(gettext_noop("Spaces and dots between digits removed")),
    "number-among-words": Words(gettext_noop("The number taken out of the words around it")),
    "letters-for-digits": Words(gettext_noop("Letters typed for digits (O for 0, l for 1)"), _CHECK_CARD),
    "swapped-phone-and-number": Words(gettext_noop("Phone and citizen number put back in their columns")),
    "number-province-unknown": Words(
        gettext_noop("The citizen number begins with a province code that is not known"), _GLANCE
    ),
    "number-sex-disagrees": Words(
        gettext_noop("The citizen number and the row say different sexes"), _CHECK_CARD
    ),
    "number-century-disagrees": Words(
        gettext_noop("The citizen number and the row say different centuries of birth"), _CHECK_CARD
    ),
    "number-year-disagrees": Words(
        gettext_noop("The citizen number and the row say different years of birth"), _CHECK_CARD
    ),
    # Phones.
    "phone-form": Words(gettext_noop("Phone number brought to form")),
    "phone-zero-restored": Words(gettext_noop("The phone number got its leading zero back")),
    "old-mobile-prefix": Words(gettext_noop("Old eleven-digit mobile number renumbered")),
    "phone-malformed": Words(gettext_noop("This is no phone number"), _CHECK_PHONE),
    "phone-prefix-unknown": Words(gettext_noop("No network uses this prefix"), _CHECK_PHONE),
    "phone-landline": Words(gettext_noop("A landline: the app cannot be activated on it"), _GLANCE),
    "phone-several": Words(gettext_noop("Several phone numbers; the first is kept"), _GLANCE),
    # Marks and notes.
    "mark-unclear": Words(gettext_noop("The mark is neither yes nor no"), _GLANCE),
    "point-swapped": Words(gettext_noop("Latitude and longitude put back in their order")),
    "point-elsewhere": Words(gettext_noop("This point does not lie in Vietnam: left out"), _GLANCE),
    "point-unreadable": Words(gettext_noop("Latitude and longitude cannot be read: left out"), _GLANCE),
    "sensitive-note": Words(gettext_noop("The note says what may not be held; it was left out")),
    # Totals.
    "day-missing": Words(
        gettext_noop("The totals do not say of which day they are"),
        gettext_noop("Write “tính đến ngày …” above the table."),
    ),
    "count-unreadable": Words(gettext_noop("This is no whole number"), gettext_noop("Write the number.")),
    "decimal-for-thousands": Words(
        gettext_noop("A dot between thousands was taken for a decimal point"),
        gettext_noop("Write the number."),
    ),
    "sum-disagrees": Words(gettext_noop("The sum is not the sum of its rows"), _GLANCE),
    "intake.area-unknown": Words(
        gettext_noop("The drive has no such commune"),
        gettext_noop("Write the commune's name as it was on that day."),
    ),
    "intake.area-ambiguous": Words(
        gettext_noop("The commune's name could mean two"), gettext_noop("Write the district beside the name.")
    ),
    # Said by intake itself.
    "intake.hamlet-unknown": Words(
        gettext_noop("The commune keeps no such hamlet"),
        gettext_noop("Choose the hamlet meant, or say that it is a new one."),
    ),
    "intake.hamlet-ambiguous": Words(
        gettext_noop("The hamlet's name could mean two"), gettext_noop("Write the hamlet's full name.")
    ),
    "intake.met-at-door": Words(
        gettext_noop("Met at a door, not on the list yet"),
        gettext_noop("Say whether this person comes onto the list."),
    ),
    "intake.perhaps-twice": Words(gettext_noop("This person may stand in the list twice"), _SAY_WHICH),
    "intake.perhaps-known": Words(gettext_noop("Somebody like this is on the list already"), _SAY_WHICH),
    "intake.known-elsewhere": Words(
        gettext_noop("This citizen number is on the list of another commune"),
        gettext_noop("Look at the number; if it is right, ask the coordinator."),
    ),
    "intake.known-meanwhile": Words(
        gettext_noop("Somebody with this number or name came onto the list meanwhile"),
        gettext_noop("Send the row once more with the next list."),
    ),
}

ANSWERS: dict[str, str] = {
    "accept": gettext_noop("Take the proposal"),
    "keep": gettext_noop("Leave it as it is"),
    "same": gettext_noop("The same person"),
    "new": gettext_noop("Another person"),
    "correct": gettext_noop("Write it right"),
    "undo": gettext_noop("Undo the repair"),
    "drop": gettext_noop("Leave the row out"),
}

VERDICTS: dict[str, str] = {
    "accepted": gettext_noop("Clean"),
    "repaired": gettext_noop("Repaired"),
    "question": gettext_noop("A question"),
    "refused": gettext_noop("Not taken"),
    "not-a-person": gettext_noop("Not a person"),
}

STATES: dict[str, str] = {
    "waiting": gettext_noop("waiting to be read"),
    "reading": gettext_noop("being read"),
    "read": gettext_noop("waiting for you"),
    "accepting": gettext_noop("being taken over"),
    "accepted": gettext_noop("taken over"),
    "undone": gettext_noop("taken back"),
    "failed": gettext_noop("could not be read"),
    "cancelled": gettext_noop("stopped"),
    "expired": gettext_noop("expired, deleted"),
}

KINDS: dict[str, str] = {
    "people": gettext_noop("List of people"),
    "totals": gettext_noop("Reported totals"),
    "reconciliation": gettext_noop("Reconciliation list"),
    "visits": gettext_noop("Filled visit sheet"),
    "found": gettext_noop("People met at doors who are on no list"),
}

FIELDS: dict[str, str] = {
    "order": gettext_noop("Number in the list"),
    "name": gettext_noop("Full name"),
    "family_name": gettext_noop("Family and middle name"),
    "given_name": gettext_noop("Given name"),
    "sex": gettext_noop("Sex"),
    "male": gettext_noop("Male (mark)"),
    "female": gettext_noop("Female (mark)"),
    "born": gettext_noop("Birth date"),
    "born_male": gettext_noop("Birth date of men"),
    "born_female": gettext_noop("Birth date of women"),
    "born_day": gettext_noop("Day of birth"),
    "born_month": gettext_noop("Month of birth"),
    "born_year": gettext_noop("Year of birth"),
    "age": gettext_noop("Age"),
    "citizen_number": gettext_noop("Citizen number"),
    "old_number": gettext_noop("Old identity number"),
    "phone": gettext_noop("Phone"),
    "hamlet": gettext_noop("Hamlet"),
    "household": gettext_noop("Head of household"),
    "household_number": gettext_noop("Household number"),
    "relation": gettext_noop("Relation to the head"),
    "address": gettext_noop("Address"),
    "latitude": gettext_noop("Latitude of the house"),
    "longitude": gettext_noop("Longitude of the house"),
    "point": gettext_noop("Latitude and longitude of the house"),
    "presence": gettext_noop("Present or away"),
    "collected": gettext_noop("Collected"),
    "collected_on": gettext_noop("Collected on"),
    "approved": gettext_noop("Approved"),
    "approved_on": gettext_noop("Approved on"),
    "activated": gettext_noop("Activated"),
    "activated_on": gettext_noop("Activated on"),
    "note": gettext_noop("Note"),
    "ignored": gettext_noop("Not used"),
}


def what(code: str) -> str:
    """What is the matter, as the heading of all complaints with this code."""
    return _(WORDS[code].what)


def to_do(code: str) -> str:
    """What to do about it; '' where nothing needs to be done."""
    return _(WORDS[code].to_do) if WORDS[code].to_do else ""


def answer_name(code: str, answer: str) -> str:
    """What an answer to such a complaint is called on its button; '' for none."""
    special = {
        ("intake.hamlet-unknown", "new"): gettext_noop("A new hamlet"),
        ("intake.met-at-door", "new"): gettext_noop("Take onto the list"),
        ("intake.met-at-door", "drop"): gettext_noop("Not onto the list"),
        ("number-sex-disagrees", "accept"): _NUMBER_RIGHT,
        ("number-year-disagrees", "accept"): _NUMBER_RIGHT,
        ("number-century-disagrees", "accept"): _NUMBER_RIGHT,
    }
    words = special.get((code, answer)) or ANSWERS.get(answer)
    return _(words) if words else ""


def reason(complaint: Complaint) -> str:
    """The complaint in one line: what is the matter, before → after."""
    parts = [part for part in (complaint.before, complaint.after) if part]
    return f"{what(complaint.code)}: {' → '.join(parts)}" if parts else what(complaint.code)


def shown(field: str | None, value: str | None) -> str:
    """A value as a page shows it: numbers masked, dates as written in Vietnam, sexes in words."""
    if not value:
        return "—"
    if field in ("citizen_number", "old_number"):
        return masked_number(value)
    if field == "phone":
        return masked_phone(value)
    if field == "sex" and value in ("male", "female"):
        return _("Male") if value == "male" else _("Female")
    if field == "born" and value[:4].isdigit() and "/" not in value:
        return Born.from_iso(value).text
    return value


MEASURES: dict[str, str] = {
    "target": gettext_noop("Target"),
    "residents": gettext_noop("Residents"),
    "eligible": gettext_noop("Eligible"),
    "present": gettext_noop("Present"),
    "phones": gettext_noop("Phones that need the app"),
    "collected": gettext_noop("Collected"),
    "collected_today": gettext_noop("Collected on the day"),
    "approved": gettext_noop("Approved"),
    "activated": gettext_noop("Activated"),
    "activated_today": gettext_noop("Activated on the day"),
    "remaining": gettext_noop("Remaining"),
}


def measure_name(measure: str) -> str:
    """What a reported measure is called."""
    return _(MEASURES[measure]) if measure in MEASURES else measure
