"""The list of a commune's phones that need the app: whose they are, and which were activated before."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bacung.core.people.dates import age_at_least
from bacung.core.simulation.population import CommuneSpec, Resident, invent_commune
from bacung.core.simulation.workbooks import messy_workbook


@dataclass(frozen=True, slots=True)
class Asked:
    """A commune's list as it is asked for: so many phones, of which so many were `active` before."""

    spec: CommuneSpec
    seed: int
    first_serial: int
    style: str
    place: str
    active: int
    approved: float


@dataclass(frozen=True, slots=True)
class Listed:
    """The workbook, whom it is about, and name by number of those who are not active yet."""

    book: bytes
    people: list[Resident]
    to_do: dict[str, str]
    hamlets: tuple[tuple[str, float, float], ...]


def list_of_phones(asked: Asked) -> Listed:
    """Invent the commune and write the list of those in it who need the app."""
    spec, rng = asked.spec, Random(f"{asked.seed} {asked.spec.code} phones")
    commune = invent_commune(spec, asked.seed, first_serial=asked.first_serial)
    people = [each for each in commune.people if _needs_app(each, spec)]
    order = rng.sample(range(len(people)), len(people))
    active = {people[place].citizen_number for place in order[: asked.active]}
    marks: dict[str | None, tuple[date | None, date | None]] = {}
    for each in people:
        day = spec.on - timedelta(days=rng.randint(8, 120))
        if each.citizen_number in active:
            marks[each.citizen_number] = (None, day)
        elif rng.random() < asked.approved:
            marks[each.citizen_number] = (day, None)
    book = messy_workbook(
        people,
        asked.style,
        asked.seed,
        place=asked.place,
        on=spec.on,
        more={
            "Điện thoại thông minh": lambda each: "Có",
            "Ngày duyệt": lambda each: marks.get(each.citizen_number, (None, None))[0],
            "Ngày kích hoạt": lambda each: marks.get(each.citizen_number, (None, None))[1],
        },
    )
    to_do = {each.citizen_number: each.name for each in people if each.citizen_number not in active}
    hamlets = tuple((hamlet.name, hamlet.latitude, hamlet.longitude) for hamlet in commune.hamlets)
    return Listed(book, people, {number: name for number, name in to_do.items() if number}, hamlets)


def _needs_app(each: Resident, spec: CommuneSpec) -> bool:
    return each.phone_kind == "smartphone" and age_at_least(each.born, spec.of_age, spec.on) is not False
