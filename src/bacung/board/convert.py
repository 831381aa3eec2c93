"""From what the rooms above know of people to the profile `core.coverage` counts by."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bacung.core.coverage import measures as counting
from bacung.core.coverage.measures import Profile, WhoCounts
from bacung.core.lifecycle.account import NO_ACCOUNT, Account
from bacung.core.merging.people import PersonState
from bacung.core.people.dates import Born
from bacung.registry.models import Person


@dataclass(frozen=True, slots=True)
class Known:
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


@dataclass(frozen=True, slots=True)
class Counted:
    """What a person counts as, and where."""

    commune_id: int
    hamlet_id: int | None
    mask: int
    left: str


def known_now(person_ids: Collection[int]) -> list[Known]:
    """What the registry knows of these people now."""
    rows = Person.objects.filter(pk__in=person_ids).values_list(
        "pk",
        "household_id",
        "commune_id",
        "household__hamlet_id",
        "born",
        "presence",
        "phone_kind",
        "eligible_override",
        "never",
        "admission__began_at",
        "admission__admitted_at",
    )
    return [Known(*row[:-2], waiting_since=None if row[-1] else row[-2]) for row in rows]


def counted(known: Known, who: WhoCounts, account: Account | None, visit: PersonState | None) -> Counted:
    """What this person counts as under a drive's rule."""
    if known.never and not (visit and visit.never):
        visit = PersonState(never=True)
    mask, left = counting.masked(
        Profile(
            born=Born.from_iso(known.born) if known.born else None,
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
