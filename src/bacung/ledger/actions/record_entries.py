"""Writing to the ledger, and keeping the shadow of each account."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

from bacung.core.lifecycle.account import CONTRADICTIONS
from bacung.core.lifecycle.account import Account as Added
from bacung.core.lifecycle.entries import Kind, Mark, Source
from bacung.ground import bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.ledger.convert import ENTRY, SHADOW, kept
from bacung.ledger.events import AccountsMoved
from bacung.ledger.models import Account, Entry, Question
from bacung.ledger.queries import add_up, by_person, entries_of
from bacung.registry.models import Person


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One statement about one account. `evidence` is the key of what it rests on; it speaks once per kind."""

    person_id: int
    kind: Kind
    occurred_at: datetime
    source: Source
    mark: Mark
    evidence: str
    voids: UUID | None = None

    @property
    def key(self) -> tuple[int, Kind, str]:
        """By what it is known when it is heard again."""
        return self.person_id, self.kind, self.evidence


@recording()
def record_entries(viewer: Viewer, entries: Sequence[NewEntry]) -> int:
    """Write the statements not yet heard, move the accounts, and say so; how many were new."""
    told = entries_of({entry.person_id for entry in entries})
    heard = {row[:3] for row in told}
    fresh = {entry.key: entry for entry in entries if entry.key not in heard}
    if not fresh:
        return 0
    people = {entry.person_id for entry in fresh.values()}
    communes = dict(bulk.read(Person, ("pk", "commune"), pk=people))
    now = clock.now()
    rows = [_row(entry, now) for entry in fresh.values()]
    bulk.insert_rows(
        Entry,
        (*ENTRY, "commune", "recorded_by_id"),
        [(*row, communes[row[0]], viewer.user_id) for row in rows],
    )
    said = by_person(row for row in chain(told, rows) if row[0] in people)
    _keep_accounts(communes, add_up(said, communes))
    announce(AccountsMoved(tuple(sorted(people)), now))
    return len(fresh)


def _row(entry: NewEntry, now: datetime) -> tuple[Any, ...]:
    """The columns `ENTRY` of a new row."""
    voids = entry.voids.hex if entry.voids else None
    return (*entry.key, uuid4().hex, entry.occurred_at, now, entry.source, entry.mark, voids)


def void_entries(viewer: Viewer, evidence: Collection[str], *, person_id: int | None = None) -> int:
    """Withdraw everything that rests on this evidence, of everybody or of one person."""
    resting = Entry.objects.filter(evidence__in=evidence).exclude(kind="void")
    if person_id is not None:
        resting = resting.filter(person=person_id)
    now = clock.now()
    return record_entries(
        viewer,
        [
            NewEntry(entry.person_id, "void", now, entry.source, "declared", f"void:{entry.pk}", entry.pk)  # type: ignore[arg-type]
            for entry in resting
        ],
    )


def _keep_accounts(communes: Mapping[int, int], added: Mapping[int, Added]) -> None:
    bulk.upsert_rows(
        Account,
        ("person", "commune", *SHADOW),
        [(person, communes[person], *kept(account)) for person, account in added.items()],
        known_by=("person",),
    )
    _ask(communes, added)


def _ask(communes: Mapping[int, int], added: Mapping[int, Added]) -> None:
    """A question for each contradiction, asked once."""
    now = clock.now()
    Question.objects.bulk_create(
        [
            Question(person_id=person, commune_id=communes[person], code=code, evidence="", asked_at=now)
            for person, account in added.items()
            if account.contested
            for code in CONTRADICTIONS.intersection(account.why)
        ],
        ignore_conflicts=True,
    )
