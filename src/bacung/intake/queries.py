"""What a viewer may see of books on their way in."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from bacung.areas.models import Area
from bacung.core.sheets.answers import Complaint
from bacung.ground.models import Job
from bacung.ground.permissions import Viewer, fetch, within
from bacung.intake.convert import WEIGHTY, Staged, open_row
from bacung.intake.matching import changed_fields
from bacung.intake.models import FOUND, Batch, StagedComplaint, StagedRow
from bacung.intake.questions import answers_to
from bacung.registry.models import Person

EXAMPLES = 5


@dataclass(frozen=True)
class RowShown:
    """A staged row, opened; `complaints` with their places and answers."""

    row: StagedRow
    staged: Staged
    candidates: tuple[Person, ...] = ()  # of somebody met at a door: who on the list it may be

    @property
    def complaints(self) -> list[tuple[int, Complaint, str]]:
        """Place, complaint, answer ('' while open)."""
        return [
            (place, complaint, self.staged.answers.get(place, ""))
            for place, complaint in enumerate(self.staged.complaints)
        ]


@dataclass(frozen=True)
class Group:
    """All complaints of a book under one code: how many rows, how many still open, a few examples."""

    code: str
    severity: str
    rows: int
    open: int
    undone: int
    examples: tuple[tuple[RowShown, int, Complaint], ...] = field(default=())

    @property
    def answers(self) -> tuple[str, ...]:
        """What may be said to all of them at once; a value typed for one is none for another."""
        common: tuple[str, ...] = answers_to(self.examples[0][2]) if self.examples else ()
        for _, _, complaint in self.examples[1:]:
            common = tuple(answer for answer in common if answer in answers_to(complaint))
        return tuple(answer for answer in common if answer != "correct")


def batches(viewer: Viewer) -> QuerySet[Batch]:
    """Every book for a place inside the viewer's areas, newest first."""
    return Batch.objects.filter(within(viewer, "commune")).select_related("drive", "commune")


def batch(viewer: Viewer, batch_id: int) -> Batch:
    """One book, or a problem that does not tell whether it exists elsewhere."""
    return fetch(Batch.objects.select_related("drive", "commune"), viewer, "commune", pk=batch_id)


def met_waiting(viewer: Viewer) -> QuerySet[Batch]:
    """The evenings of which somebody met at a door is still asked about, latest first; `.waiting` people."""
    asked = batches(viewer).filter(kind=FOUND, state="read", rows__verdict="question")
    return asked.annotate(waiting=Count("rows")).order_by("-created_at")


def is_inside(viewer: Viewer, batch: Batch) -> bool:
    """Whether the book's place lies in the viewer's areas."""
    return Area.objects.filter(within(viewer), pk=batch.commune_id).exists()


def job_of(viewer: Viewer, batch: Batch) -> Job | None:
    """The viewer's own latest work on this book, while it is not done."""
    jobs = Job.objects.filter(kind__startswith="intake.", arguments__batch=batch.pk, member_id=viewer.user_id)
    job = jobs.order_by("-pk").first() if viewer.user_id else None
    return None if job is None or job.state == Job.State.DONE else job


def opened(batch: Batch, rows: Sequence[StagedRow]) -> list[RowShown]:
    """These rows with what is sealed in them."""
    staged = [open_row(batch.pk, row.position, row.sealed) for row in rows]
    wanted = {key for each in staged for key in each.candidates}
    people = Person.admitted.select_related("household__hamlet").in_bulk(wanted) if wanted else {}
    return [
        RowShown(row, each, tuple(people[key] for key in each.candidates if key in people))
        for row, each in zip(rows, staged, strict=True)
    ]


def rows_of(batch: Batch, verdict: str = "") -> QuerySet[StagedRow]:
    """The rows in the book's order: of one verdict, or all."""
    rows = batch.rows.order_by("position")
    return rows.filter(verdict=verdict) if verdict else rows


def readiness(batch: Batch) -> dict[str, int]:
    """How many rows would go in, and how many of them are new people, changes, or known and unchanged."""
    ready = batch.rows.filter(ready=True)
    known = Q(match="same")
    return ready.aggregate(
        ready=Count("pk"),
        new=Count("pk", filter=~known),
        changed=Count("pk", filter=known & Q(changes=True)),
        unchanged=Count("pk", filter=known & Q(changes=False)),
    )


def complaint_groups(batch: Batch) -> list[Group]:
    """The complaints of a book by code: questions first, then the most frequent."""
    counted = (
        StagedComplaint.objects.filter(batch=batch)
        .values("code", "severity")
        .annotate(
            count=Count("pk"),
            open=Count("pk", filter=Q(answer="")),
            undone=Count("pk", filter=Q(answer="undo")),
        )
    )
    groups = [
        Group(
            each["code"],
            each["severity"],
            each["count"],
            each["open"],
            each["undone"],
            _examples(batch, each),
        )
        for each in counted
    ]
    order = ("refusal", "question", "repair", "warning")
    return sorted(groups, key=lambda group: (order.index(group.severity), -group.rows))


def _examples(batch: Batch, group: Mapping[str, Any]) -> tuple[tuple[RowShown, int, Complaint], ...]:
    places = StagedComplaint.objects.filter(batch=batch, code=group["code"], severity=group["severity"])
    return tuple(_placed(batch, list(places.order_by("answer", "position")[:EXAMPLES])))


def complaints_page(batch: Batch, code: str, *, only_open: bool) -> QuerySet[StagedComplaint]:
    """Where one code is complained about, in the book's order."""
    places = StagedComplaint.objects.filter(batch=batch, code=code).order_by("position")
    return places.filter(answer="") if only_open else places


def _placed(batch: Batch, places: Sequence[StagedComplaint]) -> Iterator[tuple[RowShown, int, Complaint]]:
    rows = batch.rows.filter(position__in={each.position for each in places})
    shown = {row.row.position: row for row in opened(batch, list(rows))}
    for each in places:
        row = shown[each.position]
        yield row, each.place, row.staged.complaints[each.place]


def placed(batch: Batch, places: Sequence[StagedComplaint]) -> list[tuple[RowShown, int, Complaint]]:
    """The rows of these complaints, opened: row, place, complaint."""
    return list(_placed(batch, places))


@dataclass(frozen=True)
class Difference:
    """What a row would change about somebody on the list: field, before, after."""

    row: RowShown
    person: Person
    fields: tuple[tuple[str, str, str], ...]


def differences(batch: Batch, rows: Sequence[StagedRow]) -> list[Difference]:
    """The changes that acceptance would make, before they are made. Numbers come as full as they are kept."""
    from bacung.registry.convert import open_number, open_phone

    people = Person.admitted.select_related("household__hamlet").in_bulk({row.person_id for row in rows})
    found = []
    for shown in opened(batch, rows):
        person = people.get(shown.row.person_id or 0)
        if person is None:
            continue
        household = person.household
        before = {
            "citizen_number": open_number(person) if person.citizen_number else "",
            "phone": open_phone(person) if person.phone else "",
            "hamlet": household.hamlet.name if household.hamlet else "",
            "address": household.address,
        }
        changes = changed_fields(person, shown.staged.values)
        fields = tuple(
            (name, before.get(name, "") or str(getattr(person, name, "")), after)
            for name, after in changes.items()
        )
        found.append(Difference(shown, person, fields))
    return found


def changed_rows(batch: Batch) -> QuerySet[StagedRow]:
    """Ready rows of known people whom the book says something new about."""
    return batch.rows.filter(ready=True, match="same", changes=True, person__isnull=False).order_by(
        "position"
    )


def hamlets_written(batch: Batch, code: str) -> list[tuple[str, int]]:
    """The hamlet names still asked about, and how many rows say each; the most frequent first."""
    counted = Counter(complaint.before or "" for _, _, complaint in _open_at(batch, code))
    return counted.most_common()


def positions_written(batch: Batch, code: str, name: str) -> list[int]:
    """The rows that say this hamlet and are still asked about."""
    return [row.row.position for row, _, complaint in _open_at(batch, code) if complaint.before == name]


def _open_at(batch: Batch, code: str) -> Iterator[tuple[RowShown, int, Complaint]]:
    places = complaints_page(batch, code, only_open=True)
    for start in range(0, places.count(), 1000):
        yield from _placed(batch, list(places[start : start + 1000]))


def hamlet_names(batch: Batch) -> list[str]:
    """The hamlets the commune keeps, to choose from."""
    return list(batch.commune.hamlets.filter(merged_into=None).values_list("name", flat=True))


def open_questions(batch: Batch) -> int:
    """How many complaints still wait for somebody."""
    return StagedComplaint.objects.filter(batch=batch, severity__in=WEIGHTY, answer="").count()
