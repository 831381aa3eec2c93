"""Somebody met at a door who is on no list enters as a question: matched against the list, and asked."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bacung.areas.models import Area, Hamlet
from bacung.core.matching.decision import decide
from bacung.core.matching.persons import Match
from bacung.core.people.names import clean
from bacung.core.problems import Problem
from bacung.core.sheets.answers import Complaint, Values
from bacung.drives.models import Drive
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.intake.convert import Staged, seal_row, typed_value, with_value
from bacung.intake.matching import Known, row_of
from bacung.intake.models import FOUND, Batch, StagedComplaint, StagedRow
from bacung.registry.models import Household

MET = "intake.met-at-door"
PERHAPS_KNOWN = "intake.perhaps-known"
MOST_CANDIDATES = 5


@dataclass(frozen=True)
class MetPerson:
    """Somebody as told at the door: `sex` male or female, `born` as precise as known ("1954", "1954-07")."""

    name: str
    sex: str = ""
    born: str = ""
    relation: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True)
class MetDoor:
    """People behind one door. `household_id`: the door is on the list; `beside`: a staged row of somebody met
    behind it before; neither: a household nobody knew, found at `address` under the name of its `head`.
    """

    people: tuple[MetPerson, ...]
    household_id: int | None = None
    beside: int | None = None
    hamlet_id: int | None = None
    address: str = ""
    head: str = ""


@recording()
def ask_of_found(
    viewer: Viewer, *, drive: Drive, commune: Area, doors: Sequence[MetDoor], source: str, name: str
) -> list[list[int]]:
    """Stage everybody met, each as a question; the staged rows door by door, in the order given.

    `source` is the key of the evening: everybody of one evening stands in one batch, shown as `name`. Raises
    `ground.not-found` for a household outside the commune.
    """
    batch = _batch_of(viewer, drive, commune, source, name)
    asked = _questions(commune, doors)
    beside = batch.rows.filter(pk__in=[door.beside for door in doors if door.beside])
    households = dict(beside.values_list("pk", "household"))
    position, rows = batch.rows_staged, []
    for door, people in zip(doors, asked, strict=True):
        household = households.get(door.beside or 0, position)
        rows += [_row(batch, position + at, household, staged) for at, staged in enumerate(people)]
        position += len(people)
    ids = iter([row.pk for row in StagedRow.objects.bulk_create(rows)])
    everybody = [staged for people in asked for staged in people]
    StagedComplaint.objects.bulk_create(
        StagedComplaint(
            batch=batch, position=row.position, place=0, code=staged.complaints[0].code, severity="question"
        )
        for row, staged in zip(rows, everybody, strict=True)
    )
    counted = batch.counts.get("verdict", {})
    more = len(rows)
    counts = {"verdict": {**counted, "question": counted.get("question", 0) + more}}
    Batch.objects.filter(pk=batch.pk).update(rows_staged=position, counts=counts)
    audit.record("intake.ask-found", viewer, batch=batch.pk, people=more)
    return [[next(ids) for _ in people] for people in asked]


def _questions(commune: Area, doors: Sequence[MetDoor]) -> list[list[Staged]]:
    """Everybody behind each door, with who on the list they may be."""
    places = _Places(commune, doors)
    values = [list(places.values(door)) for door in doors]
    keys = [row_of(each, commune.pk) for of_door in values for each in of_door]
    known = Known(commune.pk, {each.born for of_door in values for each in of_door if each.born})
    matches = iter([decide(key, them) for key, them in zip(keys, known.candidates(keys), strict=True)])
    return [
        [_asked(each, next(matches), door.household_id) for each in of_door]
        for door, of_door in zip(doors, values, strict=True)
    ]


def _asked(values: Values, match: Match[int], home: int | None) -> Staged:
    likely = [key for key in (match.person, *match.others) if key is not None][:MOST_CANDIDATES]
    return Staged(values, [question(values, asked=bool(likely))], candidates=likely, home=home)


def question(values: Values, *, asked: bool) -> Complaint:
    """What is asked about somebody met: is it one of those on the list, or may they come onto it."""
    told = (values.relation, values.address, values.hamlet, values.note)
    before = ", ".join(part for part in told if part)
    return Complaint(None, PERHAPS_KNOWN if asked else MET, before or None, None, "question")


def _batch_of(viewer: Viewer, drive: Drive, commune: Area, source: str, name: str) -> Batch:
    """The batch of this evening that is still open, or a new one."""
    key = hashlib.sha256(source.encode()).hexdigest()
    known = Batch.objects.filter(drive=drive, commune=commune, kind=FOUND, sha256=key, state="read")
    return known.first() or Batch.objects.create(
        drive=drive,
        commune=commune,
        kind=FOUND,
        name=name,
        sha256=key,
        state="read",
        created_by_id=viewer.user_id,
        created_at=clock.now(),
        read_at=clock.now(),
        expires_on=clock.today() + timedelta(days=drive.retention_days),
    )


class _Places:
    """What the list already says of the doors: households that are on it, and hamlets by name."""

    def __init__(self, commune: Area, doors: Sequence[MetDoor]) -> None:
        wanted = {door.household_id for door in doors if door.household_id}
        known = Household.admitted.filter(commune=commune).select_related("hamlet")
        self._households = known.in_bulk(wanted)
        if len(self._households) < len(wanted):
            raise Problem("ground.not-found")
        hamlets = Hamlet.objects.filter(commune=commune, pk__in=[door.hamlet_id for door in doors])
        self._hamlets = dict(hamlets.values_list("pk", "name"))

    def values(self, door: MetDoor) -> Iterator[Values]:
        """The people of a door as a list would have them; a household without anybody named has its head."""
        home = self._households.get(door.household_id or 0)
        label, address = (home.label, home.address) if home else (clean(door.head), clean(door.address))
        hamlet = home.hamlet.name if home and home.hamlet else self._hamlets.get(door.hamlet_id or 0)
        for person in door.people or (MetPerson(door.head, relation="Chủ hộ"),):
            values = Values(
                hamlet=hamlet,
                household=label or None,
                address=address or None,
                relation=clean(person.relation) or None,
                note=clean(person.note) or None,
            )
            for field in ("name", "sex", "born", "phone"):
                values = with_value(values, field, _told(field, getattr(person, field)))
            yield values


def _told(field: str, text: str) -> str | None:
    """What was typed at the door, if it can be such a value at all."""
    try:
        return typed_value(field, text)
    except Problem:
        return None


def _row(batch: Batch, position: int, household: int, staged: Staged) -> StagedRow:
    return StagedRow(
        batch=batch,
        position=position,
        sheet="",
        row=position + 1,
        verdict="question",
        sealed=seal_row(batch.pk, position, staged),
        household=household,
        match="ask" if staged.candidates else "new",
    )
