"""From what the rooms above know of people to the profile `core.coverage` counts by."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from bacung.core.coverage import measures as counting
from bacung.core.coverage.measures import Profile, WhoCounts
from bacung.core.lifecycle.account import NO_ACCOUNT, Account
from bacung.core.merging.people import PersonState
from bacung.core.people.dates import Born
from bacung.ground import bulk
from bacung.registry.models import Admission, Household, Person


class Known(NamedTuple):
    """What the registry knows of one person at one moment."""

    person_id: int
    household_id: int
    commune_id: int
    hamlet_id: int | None
    born: str
    presence: str
    phone: str
    eligible: bool | None
    never: bool
    waiting_since: datetime | None = None  # when their admission began, while it is not open


class Counted(NamedTuple):
    """What a person counts as, and where; named as the columns of a standing."""

    commune: int
    hamlet: int | None
    mask: int
    left: str


_PERSON = (
    "pk",
    "household",
    "commune",
    "born",
    "presence",
    "phone_kind",
    "eligible_override",
    "never",
    "admission",
)


def known_now(person_ids: Collection[int]) -> list[Known]:
    """What the registry knows of these people now."""
    people = bulk.read(Person, _PERSON, pk=person_ids)
    hamlets = dict(bulk.read(Household, ("pk", "hamlet"), pk={person[1] for person in people}))
    waiting = dict(bulk.read(Admission, ("pk", "began_at"), admitted_at=None))
    return [
        Known(
            key, home, commune, hamlets[home], born, presence, phone, eligible, never, waiting.get(admission)
        )
        for key, home, commune, born, presence, phone, eligible, never, admission in people
    ]


@lru_cache(maxsize=50_000)
def _born(text: str) -> Born | None:
    return Born.from_iso(text) if text else None


def counted(known: Known, who: WhoCounts, account: Account | None, visit: PersonState | None) -> Counted:
    """What this person counts as under a drive's rule."""
    if known.never and not (visit and visit.never):
        visit = PersonState(never=True)
    mask, left = counting.masked(
        Profile(
            born=_born(known.born),
            presence=known.presence,  # type: ignore[arg-type]  # the registry's words are core's
            phone=known.phone or None,  # type: ignore[arg-type]
            eligible_override=known.eligible,
            account=account or NO_ACCOUNT,
            visit=visit,
        ),
        who,
    )
    return Counted(known.commune_id, known.hamlet_id, mask, left or "")


def count_all(
    everybody: Iterable[Known],
    who: WhoCounts,
    accounts: Mapping[int, Account],
    visits: Mapping[int, PersonState],
) -> dict[int, Counted]:
    """What each person counts as."""
    return {
        known.person_id: counted(known, who, accounts.get(known.person_id), visits.get(known.person_id))
        for known in everybody
    }
