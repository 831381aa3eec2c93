"""A commune invented: hamlets, households and residents who agree with themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from bacung.core.coverage.measures import Phone, Presence
from bacung.core.people.citizen_numbers import PROVINCES, Sex
from bacung.core.people.dates import Born
from bacung.core.people.phones import PREFIXES
from bacung.core.simulation.families import Member, invent_family
from bacung.core.simulation.naming import family_name, own_name
from bacung.core.simulation.places import Hamlet, house, invent_hamlets

Counting = Literal["people", "eligible", "phones"]

_SPARE = 20  # serials of those who did not fit behind the last door


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneSpec:
    """What is asked for: a commune with exactly `size` people, counted as `counts` says, on the day `on`.

    'people' counts everybody, 'eligible' those of age (`of_age`), 'phones' those of age with a smartphone.
    `province` is the code most births were registered under ('042'). Only people of `youngest` years and more
    are listed. The middle is in degrees, `radius` in metres; hamlets not named are invented.
    """

    code: str
    name: str
    province: str
    latitude: float
    longitude: float
    size: int
    on: date
    counts: Counting = "people"
    of_age: int = 14
    youngest: int = 0
    hamlets: tuple[str, ...] = ()
    hamlet_count: int = 9
    radius: float = 2200.0


@dataclass(frozen=True, slots=True)
class Resident:
    """One invented person as the office knows them: `born` may be the year only, or a placeholder 01/01."""

    name: str
    sex: Sex
    born: Born
    citizen_number: str | None
    phone: str | None
    relation: str
    presence: Presence
    phone_kind: Phone
    hamlet: str
    household: int
    head: str
    address: str


@dataclass(frozen=True, slots=True)
class Household:
    """The people behind one door, head first; `number` counts through the commune in walking order."""

    number: int
    hamlet: str
    address: str
    latitude: float
    longitude: float
    people: tuple[Resident, ...]


@dataclass(frozen=True, slots=True)
class Commune:
    """An invented commune in walking order."""

    spec: CommuneSpec
    hamlets: tuple[Hamlet, ...]
    households: tuple[Household, ...]

    @property
    def people(self) -> Iterator[Resident]:
        """Everybody, household by household."""
        return (person for household in self.households for person in household.people)


@dataclass(slots=True)
class _Draft:
    """A person before the household has a place."""

    member: Member
    name: str
    born: Born
    citizen_number: str | None
    phone: str | None
    presence: Presence
    phone_kind: Phone
    counted: bool


def invent_communes(specs: Iterable[CommuneSpec], seed: int) -> Iterator[Commune]:
    """Several communes in which no two people have one number."""
    people = 0
    for spec in specs:
        commune = invent_commune(spec, seed, first_serial=people)
        people += sum(len(household.people) for household in commune.households) + _SPARE
        yield commune


def invent_commune(spec: CommuneSpec, seed: int, *, first_serial: int = 0) -> Commune:
    """The commune that `spec` and `seed` describe. Numbers and phones differ between people whose serials do,
    up to a million serials.
    """
    rng = Random(f"{seed} {spec.code}")
    hamlets = invent_hamlets(
        rng, spec.hamlets, spec.hamlet_count, (spec.latitude, spec.longitude), spec.radius
    )
    sizes = [rng.uniform(0.6, 1.6) for _ in hamlets]
    drafts: list[list[list[_Draft]]] = [[] for _ in hamlets]
    invent = _Inventor(rng, spec, first_serial)
    for family in invent.families():
        drafts[rng.choices(range(len(hamlets)), sizes)[0]].append(family)
    households: list[Household] = []
    for hamlet, families in zip(hamlets, drafts, strict=True):
        for position, family in enumerate(families):
            address, latitude, longitude = house(rng, hamlet, position)
            number = len(households) + 1
            people = tuple(_resident(draft, hamlet.name, number, family[0].name, address) for draft in family)
            households.append(Household(number, hamlet.name, address, latitude, longitude, people))
    return Commune(spec, tuple(hamlets), tuple(households))


def _resident(draft: _Draft, hamlet: str, household: int, head: str, address: str) -> Resident:
    return Resident(
        draft.name,
        draft.member.sex,
        draft.born,
        draft.citizen_number,
        draft.phone,
        draft.member.relation,
        draft.presence,
        draft.phone_kind,
        hamlet,
        household,
        head,
        address,
    )


class _Inventor:
    """Families, one after the other, until the commune is as large as asked for."""

    def __init__(self, rng: Random, spec: CommuneSpec, first_serial: int) -> None:
        self._rng, self._spec, self._serial = rng, spec, first_serial
        self._of_age_since = _years_before(spec.on, spec.of_age)
        self._youngest_since = _years_before(spec.on, spec.youngest)
        self._elsewhere = sorted(PROVINCES)
        self._prefixes = sorted(PREFIXES)

    def families(self) -> Iterator[list[_Draft]]:
        missing = self._spec.size
        while missing > 0:
            family = self._family()
            # The last door has exactly as many as are still missing.
            surplus = sum(draft.counted for draft in family) - missing
            for draft in reversed(family):
                if surplus > 0 and draft.counted:
                    family.remove(draft)
                    surplus -= 1
            missing -= sum(draft.counted for draft in family)
            if family:
                yield family

    def _family(self) -> list[_Draft]:
        surnames: dict[int, str] = {}
        taken: set[str] = set()
        family = []
        for member in invent_family(self._rng):
            day = self._birthday(member.age)
            if day > self._youngest_since:
                continue
            surname = surnames.get(member.line) or surnames.setdefault(member.line, family_name(self._rng))
            family.append(
                self._draft(member, f"{surname} {own_name(self._rng, member.sex, day.year, taken)}", day)
            )
        return family

    def _draft(self, member: Member, name: str, day: date) -> _Draft:
        rng, age = self._rng, member.age
        self._serial += 1
        adult = day <= self._of_age_since
        kind = self._phone_kind(age)
        away = 0.22 if 18 <= age <= 40 else 0.03
        counts = self._spec.counts
        return _Draft(
            member=member,
            name=name,
            born=self._as_known(day),
            citizen_number=None if age > 80 and rng.random() < 0.03 else self._number(member.sex, day.year),
            phone=None if kind == "none" else self._phone(),
            presence="away" if rng.random() < away else "here",
            phone_kind=kind,
            counted=counts == "people" or (adult and (counts == "eligible" or kind == "smartphone")),
        )

    def _birthday(self, age: int) -> date:
        """A day on which someone turned `age` within the last year."""
        return _years_before(self._spec.on, age) - timedelta(days=self._rng.randrange(365))

    def _as_known(self, day: date) -> Born:
        """Many elders' papers hold the year only, or the first of January in its place."""
        luck = self._rng.random()
        if day.year < 1958 and luck < 0.24:
            return Born(day.year) if luck < 0.22 else Born(day.year, day.month)
        if luck > (0.88 if day.year < 1970 else 0.995) and _known_by_the_year(day.year, self._of_age_since):
            return Born(day.year, 1, 1)
        return Born(day.year, day.month, day.day)

    def _number(self, sex: Sex, year: int) -> str:
        at_home = self._rng.random() < 0.93
        province = self._spec.province if at_home else self._rng.choice(self._elsewhere)
        sign = 2 * (year // 100 - 19) + (sex == "female")
        # Steps without a common divisor with the modulus: serials below a million never meet.
        return f"{province}{sign}{year % 100:02}{(self._serial * 617_283 + 90_001) % 1_000_000:06}"

    def _phone(self) -> str:
        return f"{self._rng.choice(self._prefixes)}{(self._serial * 7_654_321 + 12_347) % 10_000_000:07}"

    def _phone_kind(self, age: int) -> Phone:
        smart, plain = next(shares for under, shares in _PHONES if age < under)
        luck = self._rng.random()
        return "smartphone" if luck < smart else "plain" if luck < smart + plain else "none"


# Under which age, the shares that have a smartphone and a simple phone.
_PHONES = (
    (12, (0.0, 0.0)),
    (14, (0.25, 0.05)),
    (18, (0.8, 0.05)),
    (50, (0.96, 0.03)),
    (65, (0.76, 0.2)),
    (75, (0.45, 0.37)),
    (200, (0.15, 0.4)),
)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def _known_by_the_year(year: int, of_age_since: date) -> bool:
    """Whether moving a birthday to 1 January leaves it on the same side of being of age."""
    return year != of_age_since.year
