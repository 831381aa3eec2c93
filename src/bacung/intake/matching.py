"""Whom a row may mean among the people on the list, and what it would change about them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from bacung.core.matching.likeness import Likeness, likeness
from bacung.core.matching.persons import Candidate, Row, differences
from bacung.core.people.citizen_numbers import Sex
from bacung.core.people.dates import Born
from bacung.core.people.names import fold
from bacung.core.sheets.answers import Values
from bacung.ground.vault import blind_index
from bacung.registry.convert import NUMBER, PHONE
from bacung.registry.models import Person

PRESENCE = {"present": "here", "away": "away", "moved": "moved", "dead": "deceased"}
"""What a list says of presence, as the registry writes it."""

CHANGEABLE = ("name", "sex", "born", "citizen_number", "phone", "relation", "hamlet")
"""What a later book may change, of what matching compares."""

_SEXES: dict[str, Sex] = {"male": "male", "female": "female"}


def row_of(values: Values, commune_id: int) -> Row:
    """A staged row as matching compares it: numbers as their blind indexes."""
    return Row(
        name=values.name or "",
        sex=_SEXES.get(values.sex or ""),
        born=Born.from_iso(values.born) if values.born else None,
        citizen_number=blind_index(values.citizen_number, NUMBER).hex() if values.citizen_number else None,
        phone=blind_index(values.phone, PHONE).hex() if values.phone else None,
        commune=str(commune_id),
        hamlet=values.hamlet,
        household=values.household,
        relation=values.relation,
    )


def _known(person: Person) -> Row:
    household = person.household
    return Row(
        name=person.name,
        sex=_SEXES.get(person.sex),
        born=Born.from_iso(person.born) if person.born else None,
        citizen_number=bytes(person.citizen_number_index).hex() if person.citizen_number_index else None,
        phone=bytes(person.phone_index).hex() if person.phone_index else None,
        commune=str(person.commune_id),
        hamlet=household.hamlet.name if household.hamlet else None,
        household=household.label or None,
        relation=person.relation or None,
    )


def changed_fields(person: Person, values: Values) -> dict[str, str]:
    """What a row says otherwise than the registry: field → new value; what it leaves out is no change.

    A name typed without accents, or in capitals, is the same name.
    """
    known, row = _known(person), row_of(values, person.commune_id)
    fields = [name for name in differences(known, row) if name in CHANGEABLE]
    if "name" in fields and likeness(known.name, row.name) is Likeness.SAME:
        better = known.name.isascii() and not row.name.isascii()
        fields = fields if better else [name for name in fields if name != "name"]
    changes = {name: getattr(values, name) for name in fields}
    presence = PRESENCE.get(values.presence or "", person.presence)
    if presence != person.presence:
        changes["presence"] = presence
    if values.phone_kind and values.phone_kind != person.phone_kind:
        changes["phone_kind"] = values.phone_kind
    if values.address and values.address != person.household.address:
        changes["address"] = values.address
    return changes


class Known:
    """The people on the list, as candidates for rows of one commune; `people` are those of the last question.

    A citizen number is looked for everywhere: whoever holds it elsewhere must become a question. For a few
    rows it is enough to remember who was `born` on their days; without, everybody's birth is remembered.
    """

    def __init__(self, commune_id: int, born: Collection[str] | None = None) -> None:
        self._commune_id = commune_id
        self.people: dict[int, Person] = {}
        self._by_birth: dict[tuple[str, str], list[int]] = defaultdict(list)
        births = Person.admitted.filter(commune_id=commune_id).exclude(born="")
        births = births if born is None else births.filter(born__in=born)
        for key, born, hamlet in births.values_list("pk", "born", "household__hamlet__name").iterator():
            if hamlet and len(born) == 10:
                self._by_birth[born, hamlet].append(key)

    def candidates(self, rows: Sequence[Row]) -> list[list[Candidate[int]]]:
        """For each row, everybody who shares its number, its folded name, or its birth date in its hamlet."""
        self.people = {}
        numbers: dict[str, list[Person]] = defaultdict(list)
        names: dict[str, list[Person]] = defaultdict(list)
        indexes = [bytes.fromhex(row.citizen_number) for row in rows if row.citizen_number]
        people = Person.admitted.select_related("household__hamlet")
        for person in people.filter(citizen_number_index__in=indexes):
            numbers[bytes(person.citizen_number_index or b"").hex()].append(person)
        folded = [fold(row.name) for row in rows]
        if not self._by_birth and not Person.admitted.filter(commune_id=self._commune_id).exists():
            return [self._distinct(numbers.get(row.citizen_number or "", ())) for row in rows]
        for person in people.filter(commune_id=self._commune_id, folded__in=set(folded)):
            names[person.folded].append(person)
        births = [self._by_birth.get(_birth_key(row), ()) for row in rows]
        neighbours = people.in_bulk({key for keys in births for key in keys})
        return [
            self._distinct(
                [
                    *numbers.get(row.citizen_number or "", ()),
                    *names[name],
                    *(neighbours[key] for key in keys if key in neighbours),
                ]
            )
            for row, name, keys in zip(rows, folded, births, strict=True)
        ]

    def _distinct(self, people: Iterable[Person]) -> list[Candidate[int]]:
        distinct = {person.pk: person for person in people}
        self.people |= distinct
        return [Candidate(key, _known(person)) for key, person in distinct.items()]


def _birth_key(row: Row) -> tuple[str, str]:
    return (row.born.iso if row.born else "", row.hamlet or "")
