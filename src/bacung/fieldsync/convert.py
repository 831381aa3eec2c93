"""Between what phones say and what rooms upstream are told."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bacung.core.syncing.events import Event
from bacung.core.syncing.payloads import VisitRecorded, VisitVoided
from bacung.ground import clock
from bacung.rounds.models import Round
from bacung.visits.actions import NewOutcome, NewVisit

BODY = "fieldsync.body"
"""What the bytes of a stored event are sealed for."""

APART = "fieldsync.apart"
"""What the bytes of something in quarantine are sealed for."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def digest_of(secret: str) -> str:
    """What is kept of a code or a token; both are long and random, so a plain hash says nothing of them."""
    return hashlib.sha256(secret.encode()).hexdigest()


def to_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_ms(value: int) -> datetime:
    """The moment so many milliseconds after 1970."""
    return _EPOCH + timedelta(milliseconds=value)


def night_ends(round_: Round) -> datetime:
    """When the night of a round is over: the quiet hours behind it have passed."""
    return datetime.combine(round_.on + timedelta(days=1), round_.drive.quiet_to, clock.VIETNAM)


def is_over(round_: Round, at: datetime) -> bool:
    """Whether a round is closed at a moment: cancelled, or its night has passed."""
    return round_.state == "cancelled" or at >= night_ends(round_)


@dataclass(slots=True)
class Telling:
    """An event of a phone about a visit, and what is known of who told it: the round and pair they walked
    in, the corrected time.

    voids: the visit it withdraws or replaces. strangers: those it speaks of by the phone's own ids, the
    household first.
    """

    event: Event
    round: Round
    pair_number: int
    member_id: int
    occurred_at: datetime
    id: UUID = field(init=False)
    voids: UUID | None = field(init=False)
    strangers: list[UUID] = field(init=False)

    def __post_init__(self) -> None:
        at, said = self.event.at, self.event.said
        self.id = at.id
        self.voids = said.voids if isinstance(said, VisitVoided) else getattr(said, "replaces", None)
        named = [one.person for one in said.people or ()] if isinstance(said, VisitRecorded) else []
        self.strangers = [key for key in (at.hh, *named) if isinstance(key, UUID)]

    @property
    def collects(self) -> bool:
        """Whether it says that somebody was collected at the door."""
        said = self.event.said
        return isinstance(said, VisitRecorded) and any(
            one.outcome == "collected" for one in said.people or ()
        )


def new_visit(telling: Telling, household_id: int, known: Mapping[UUID, int], *, with_kit: bool) -> NewVisit:
    """The visit as the room of visits takes it; `known` has our numbers of those it names by the phone's ids.
    Somebody left out of the list has none, and nothing is told of them.
    """
    said = telling.event.said
    return NewVisit(
        id=telling.id,
        household_id=household_id,
        outcome=said.outcome if isinstance(said, VisitRecorded) else "void",
        occurred_at=telling.occurred_at,
        voids=telling.voids,
        round_id=telling.round.pk,
        pair_number=telling.pair_number,
        source="phone",
        recorded_by_id=telling.member_id,
        with_kit=with_kit,
        **_content(said, known) if isinstance(said, VisitRecorded) else {},
    )


def _content(said: VisitRecorded, known: Mapping[UUID, int]) -> dict[str, Any]:
    people = tuple(
        NewOutcome(
            person_id=known[one.person] if isinstance(one.person, UUID) else one.person,
            outcome=one.outcome,
            reason=one.reason or "",
            desk_slot_at=one.slot_at,
            home_visit_wanted=bool(one.home_visit),
            escort_wanted=bool(one.escort),
            never=bool(one.never),
        )
        for one in said.people or ()
        if not isinstance(one.person, UUID) or one.person in known
    )
    return {
        "people": people,
        "comes_back_at": said.back_at,
        "never": bool(said.never),
        "note": said.note or "",
    }
