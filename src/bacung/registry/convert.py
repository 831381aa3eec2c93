"""Between what people write and what the registry keeps: sealed numbers, folded names, facts as text."""

from collections.abc import Callable
from datetime import time

from bacung.core.people.names import fold, sort_key, suffixes
from bacung.ground.vault import blind_index, open_text, seal_text
from bacung.registry.models import Household, NameRun, Person

NUMBER = "registry.citizen-number"
PHONE = "registry.phone"


def name_fields(name: str) -> dict[str, str]:
    """The name with the two keys it is sorted and found by."""
    return {"name": name, "sort_key": sort_key(name), "folded": fold(name)}


def number_fields(number: str) -> dict[str, bytes | None]:
    """The citizen number, sealed, with its blind index."""
    return {
        "citizen_number": seal_text(number, NUMBER),
        "citizen_number_index": blind_index(number, NUMBER) if number else None,
    }


def phone_fields(phone: str) -> dict[str, bytes | None]:
    """The phone number, sealed, with its blind index."""
    return {"phone": seal_text(phone, PHONE), "phone_index": blind_index(phone, PHONE) if phone else None}


def open_number(person: Person) -> str:
    """The full citizen number; for `actions.reveal` and for masking only."""
    return open_text(bytes(person.citizen_number), NUMBER)


def open_phone(person: Person) -> str:
    """The full phone number; for `actions.reveal` and for masking only."""
    return open_text(bytes(person.phone), PHONE)


def name_runs(person: Person) -> list[NameRun]:
    """The rows by which this person is found."""
    return [NameRun(person_id=person.pk, text=text) for text in suffixes(person.name)]


def _flag(text: str) -> bool:
    return text == "yes"


def _maybe(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


def _key(text: str) -> int | None:
    return int(text) if text else None


def _hour(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _same(text: str) -> str:
    return text


SHADOWS: dict[tuple[type, str], tuple[str, Callable[[str], object]]] = {
    (Person, "household"): ("household_id", _key),
    (Person, "presence"): ("presence", _same),
    (Person, "phone"): ("phone_kind", _same),
    (Person, "eligible"): ("eligible_override", _maybe),
    (Person, "never"): ("never", _flag),
    (Person, "born"): ("born", _same),
    (Household, "hamlet"): ("hamlet_id", _key),
    (Household, "never"): ("never", _flag),
    (Household, "not_before"): ("not_before", _hour),
    (Household, "home_visit"): ("home_visit", _flag),
}
"""For each kind of fact: the shadow column it moves, and how its text is read."""


def as_text(value: object) -> str:
    """A shadow's value as a fact writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat("minutes") if isinstance(value, time) else str(value)
