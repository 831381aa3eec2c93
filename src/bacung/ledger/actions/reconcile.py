"""The district's list against the ledger: it confirms, adds or contradicts, and nothing is counted twice."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal

from django.db import transaction

from bacung.core.lifecycle.account import STEPS
from bacung.core.lifecycle.entries import Kind, Mark
from bacung.drives.models import Drive
from bacung.ground import audit
from bacung.ground.permissions import Viewer
from bacung.ledger.actions.record_entries import NewEntry, record_entries
from bacung.ledger.models import Account
from bacung.registry.models import Person
from bacung.registry.queries import by_citizen_number, people

CHUNK = 500

Answer = Literal["confirms", "adds", "contradicts", "known", "unknown"]
Told = Callable[[int], None]


@dataclass(frozen=True)
class ListRow:
    """What one row of the list says: the furthest step, or (`denied`) that this step has not happened."""

    key: str  # where the row stands, as evidence: "sheet:row"
    citizen_number: str
    kind: Kind
    on: datetime | None = None  # when the step happened; None: by the moment of the list
    denied: bool = False


@dataclass(frozen=True)
class Reconciled:
    """What became of each row, by its key, and how many of each."""

    answers: Mapping[str, Answer]

    @property
    def counts(self) -> Counter[Answer]:
        """Rows by answer."""
        return Counter(self.answers.values())


def reconcile(
    viewer: Viewer,
    drive: Drive,
    rows: Iterable[ListRow],
    *,
    list_key: str,
    as_of: datetime,
    told: Told = lambda done: None,
) -> Reconciled:
    """Hold the rows of one list, as it stood at `as_of`, against the ledger, chunk by chunk.

    The same list again changes nothing: its rows are evidence under the same key.
    """
    answers: dict[str, Answer] = {}
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        answers |= _reconcile_chunk(viewer, drive, chunk, list_key, as_of)
        told(len(answers))
    audit.record("ledger.reconcile", viewer, drive=drive.pk, list=list_key, rows=len(answers))
    return Reconciled(answers)


@transaction.atomic
def _reconcile_chunk(
    viewer: Viewer, drive: Drive, rows: Sequence[ListRow], list_key: str, as_of: datetime
) -> dict[str, Answer]:
    found = by_citizen_number([row.citizen_number for row in rows])
    meant = set(
        people(viewer)
        .filter(pk__in=[person.pk for person in found.values()], commune__in=drive.places.values("commune"))
        .values_list("pk", flat=True)
    )
    accounts = Account.objects.in_bulk(meant)
    answers: dict[str, Answer] = {}
    entries: list[NewEntry] = []
    for row in rows:
        person: Person | None = found.get(row.citizen_number)
        if person is None or person.pk not in meant:
            answers[row.key] = "unknown"
            continue
        answers[row.key] = _answer(row, accounts.get(person.pk))
        if answers[row.key] != "known":
            mark: Mark = "denied" if row.denied else "confirmed"
            evidence = f"list:{list_key}:{row.key}"
            entries.append(NewEntry(person.pk, row.kind, row.on or as_of, "list", mark, evidence))
    record_entries(viewer, entries)
    contested = set(
        Account.objects.filter(pk__in=[entry.person_id for entry in entries], contested=True).values_list(
            "pk", flat=True
        )
    )
    contradicted = {
        entry.evidence.removeprefix(f"list:{list_key}:") for entry in entries if entry.person_id in contested
    }
    return {key: "contradicts" if key in contradicted else answer for key, answer in answers.items()}


def _answer(row: ListRow, account: Account | None) -> Answer:
    """What the row is to the account as it stands, before it is written."""
    reached = STEPS.index(account.reached) if account else 0
    step = STEPS.index(row.kind) if row.kind in STEPS else 0
    if row.denied:
        return "known" if reached < step else "contradicts"
    if account and reached == step and account.confirmed:
        return "known"
    return "confirms" if reached >= step and step else "adds"
