"""Writing to the ledger, and keeping the shadow of each account."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bacung.core.lifecycle.account import CONTRADICTIONS
from bacung.core.lifecycle.account import Account as Added
from bacung.core.lifecycle.entries import Kind, Mark, Source
from bacung.ground import bulk, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.ledger.convert import SHADOW, shadow
from bacung.ledger.events import AccountsMoved
from bacung.ledger.models import Entry, Question
from bacung.ledger.queries import add_up
from bacung.registry.models import Person


@dataclass(frozen=True)
class NewEntry:
    """One statement about one account. `evidence` is the key of what it rests on; it speaks once per kind."""

    person_id: int
    kind: Kind
    occurred_at: datetime
    source: Source
    mark: Mark
    evidence: str
    voids: UUID | None = None


@recording()
def record_entries(viewer: Viewer, entries: Sequence[NewEntry]) -> int:
    """Write the statements not yet heard, move the accounts, and say so; how many were new."""
    fresh = _unheard(entries)
    if not fresh:
        return 0
    people = {entry.person_id for entry in fresh}
    communes = dict(Person.objects.filter(pk__in=people).values_list("pk", "commune_id"))
    now = clock.now()
    bulk.insert(
        Entry(
            person_id=entry.person_id,
            commune_id=communes[entry.person_id],
            kind=entry.kind,
            source=entry.source,
            mark=entry.mark,
            evidence=entry.evidence,
            voids_id=entry.voids,
            recorded_by_id=viewer.user_id,
            occurred_at=entry.occurred_at,
            recorded_at=now,
        )
        for entry in fresh
    )
    _keep_accounts(communes)
    announce(AccountsMoved(tuple(sorted(people)), now))
    return len(fresh)


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


def _unheard(entries: Sequence[NewEntry]) -> list[NewEntry]:
    """Each statement once, without those already in the ledger."""
    heard = set(
        Entry.objects.filter(evidence__in={entry.evidence for entry in entries}).values_list(
            "person_id", "kind", "evidence"
        )
    )
    by_key = {(entry.person_id, entry.kind, entry.evidence): entry for entry in entries}
    return [entry for key, entry in by_key.items() if key not in heard]


def _keep_accounts(communes: Mapping[int, int]) -> None:
    added = add_up(dict(communes))
    bulk.upsert(
        [shadow(person, communes[person], account) for person, account in added.items()],
        known_by=("person",),
        names=("commune", *SHADOW),
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
