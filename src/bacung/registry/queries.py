"""Who lives behind the door, for somebody who may know."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from bacung.areas.models import Area
from bacung.areas.queries import inside
from bacung.core.people.citizen_numbers import masked as mask_number
from bacung.core.people.names import fold
from bacung.core.people.phones import masked as mask_phone
from bacung.ground import bulk
from bacung.ground.permissions import Viewer, within
from bacung.ground.vault import blind_index
from bacung.registry.convert import NUMBER, open_number, open_phone
from bacung.registry.models import Admission, Household, NameRun, Person

ENOUGH = 500
"""So many matches are sorted by tên; a search that finds more asks for another word."""


@dataclass(frozen=True)
class Found:
    """The first people found, by tên, and whether there are more than were looked at."""

    people: list[Person]
    more: bool


def people(viewer: Viewer) -> QuerySet[Person]:
    """Everybody on the list whom this viewer may see."""
    return Person.admitted.filter(within(viewer, "commune"))


def households(viewer: Viewer) -> QuerySet[Household]:
    """Every household this viewer may see."""
    return Household.admitted.filter(within(viewer, "commune"))


def communes_of(viewer: Viewer, household_ids: Collection[int]) -> dict[int, int]:
    """The commune of each of these households that the viewer may see."""
    rows = bulk.read(Household, ("pk", "commune", "admission"), pk=household_ids)
    waiting, visible = _waiting(), inside(viewer, {commune for _, commune, _ in rows})
    return {key: commune for key, commune, entry in rows if commune in visible and entry not in waiting}


def homes_of(person_ids: Collection[int]) -> dict[int, int]:
    """The household of each of these people, as far as they are on the list."""
    rows = bulk.read(Person, ("pk", "household", "admission"), pk=person_ids)
    waiting = _waiting()
    return {key: home for key, home, entry in rows if entry not in waiting}


def _waiting() -> set[int]:
    """The admissions that are not open yet, seldom any: nobody of them is on the list."""
    return {key for (key,) in bulk.read(Admission, ("pk",), admitted_at=None)}


def search_people(viewer: Viewer, text: str, *, commune: Area | None = None, limit: int = 50) -> Found:
    """People any run of whose name's words begins with `text`, accents aside; or who have this citizen
    number.

    The cost follows the matches looked at (at most `ENOUGH`), not the size of the registry: every folded
    name is indexed from each of its words on.
    """
    seen = people(viewer) if commune is None else people(viewer).filter(commune=commune)
    digits = "".join(character for character in text if character.isdigit())
    if len(digits) == 12:
        return Found(list(seen.filter(citizen_number_index=blind_index(digits, NUMBER))), more=False)
    start = fold(text)
    if not start:
        return Found([], more=False)
    runs = NameRun.objects.filter(text__gte=start, text__lt=start + "~").order_by("text")
    # Whether somebody may be seen is asked of each match in turn; as a set it would be made of everybody.
    matches = runs.filter(Exists(seen.filter(pk=OuterRef("person"))))
    keys = list(matches.values_list("person_id", flat=True)[: ENOUGH + 1])
    rows = Person.admitted.filter(pk__in=keys[:ENOUGH]).select_related("household__hamlet", "commune")
    return Found(
        sorted(rows, key=lambda person: (person.sort_key, person.pk))[:limit], more=len(keys) > limit
    )


def by_citizen_number(numbers: Sequence[str]) -> dict[str, Person]:
    """Who has each of these numbers, wherever they live; unscoped, for matching only, never for showing."""
    indexes = {blind_index(number, NUMBER): number for number in numbers if number}
    rows: Iterable[Person] = Person.admitted.filter(citizen_number_index__in=list(indexes))
    return {indexes[bytes(person.citizen_number_index or b"")]: person for person in rows}


def masked_number(person: Person) -> str:
    """The citizen number with its middle hidden."""
    return mask_number(open_number(person)) if person.citizen_number else ""


def masked_phone(person: Person) -> str:
    """The phone number with its middle hidden."""
    return mask_phone(open_phone(person)) if person.phone else ""


def behind(household: Household) -> list[Person]:
    """Who lives behind a door, the head first as the list had it."""
    return list(Person.admitted.filter(household=household).order_by("pk"))
