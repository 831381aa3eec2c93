"""How people enter.

An admission is begun, filled in transactions of at most a thousand people, and opened in one flip. Until then
nobody sees any of it, and it can be withdrawn without a trace.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bacung.areas.models import Area
from bacung.ground import audit, bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.registry.convert import name_fields, name_runs, number_fields, phone_fields
from bacung.registry.events import AdmissionOpened, PeopleStaged
from bacung.registry.models import Admission, Household, Person


@dataclass(frozen=True)
class Newcomer:
    """One person as accepted; `born` as precise as known ("1954", "1954-07", "1954-07-01")."""

    name: str
    sex: str = ""
    born: str = ""
    citizen_number: str = ""
    phone: str = ""
    relation: str = ""
    presence: str = "here"
    phone_kind: str = ""


@dataclass(frozen=True)
class NewHousehold:
    """People behind one door: a new one, or one that is known by `household_id`."""

    people: tuple[Newcomer, ...]
    hamlet_id: int | None = None
    label: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    household_id: int | None = None


def begin_admission(viewer: Viewer, *, commune: Area, source: str) -> Admission:
    """An admission nobody sees yet. `source` is the key of what it comes from."""
    return Admission.objects.create(commune=commune, source=source, began_at=clock.now())


@recording()
def admit(viewer: Viewer, admission: Admission, households: Sequence[NewHousehold]) -> list[int]:
    """Write these households and their people under the admission; the person keys, in the order given."""
    known = [household.household_id for household in households]
    fresh = Household.objects.bulk_create(
        Household(
            commune_id=admission.commune_id,
            hamlet_id=household.hamlet_id,
            label=household.label,
            address=household.address,
            latitude=household.latitude,
            longitude=household.longitude,
            admission=admission,
        )
        for household in households
        if household.household_id is None
    )
    keys = iter(household.pk for household in fresh)
    household_ids = [key if key is not None else next(keys) for key in known]
    people = Person.objects.bulk_create(
        Person(
            household_id=household_id,
            commune_id=admission.commune_id,
            admission=admission,
            sex=newcomer.sex,
            born=newcomer.born,
            relation=newcomer.relation,
            presence=newcomer.presence,
            phone_kind=newcomer.phone_kind,
            **name_fields(newcomer.name),
            **number_fields(newcomer.citizen_number),
            **phone_fields(newcomer.phone),
        )
        for household_id, household in zip(household_ids, households, strict=True)
        for newcomer in household.people
    )
    bulk.insert(run for person in people for run in name_runs(person))
    ids = [person.pk for person in people]
    announce(PeopleStaged(admission.pk, tuple(ids), tuple(dict.fromkeys(household_ids))))
    return ids


@recording()
def open_admission(viewer: Viewer, admission: Admission) -> None:
    """The flip: from now on everybody of the admission is on the list."""
    admission.admitted_at = clock.now()
    admission.save(update_fields=["admitted_at"])
    audit.record("registry.admit", viewer, admission=admission.pk, commune=admission.commune_id)
    announce(AdmissionOpened(admission.pk, admission.admitted_at))


@recording()
def withdraw_admission(viewer: Viewer, admission: Admission) -> None:
    """Take back an admission that was never opened, with everybody in it."""
    if admission.admitted_at is not None:
        raise ValueError("an opened admission is history")
    Person.objects.filter(admission=admission).delete()
    Household.objects.filter(admission=admission).delete()
    admission.delete()
