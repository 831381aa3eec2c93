"""What events say, kind by kind. What is absent or null was not said.

A household or person is our number, or the phone's own id of somebody it found.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct

from bacung.core.merging.visits import Outcome

Key = Annotated[int, Meta(ge=1, le=2**63 - 1)]
Moment = Annotated[datetime, Meta(tz=True)]
ShortText = Annotated[str, Meta(max_length=200)]
LongText = Annotated[str, Meta(max_length=500)]
Born = Annotated[str, Meta(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$")]


class Told(Struct, frozen=True, omit_defaults=True):
    """What a visit says of one person, as `core.merging.visits.PersonOutcome` means it."""

    person: Key | UUID
    outcome: Outcome
    reason: Annotated[str, Meta(max_length=24)] | None = None
    slot_at: Moment | None = None
    home_visit: bool | None = None
    escort: bool | None = None
    never: bool | None = None


class VisitRecorded(Struct, frozen=True, omit_defaults=True):
    """A knock. `replaces` names the event this one is told instead of."""

    outcome: Literal["home", "nobody", "door-refused", "not-found"]
    people: Annotated[list[Told], Meta(max_length=60)] | None = None
    back_at: Moment | None = None
    never: bool | None = None
    note: LongText | None = None
    replaces: UUID | None = None


class VisitVoided(Struct, frozen=True):
    """A visit of the same pair is withdrawn."""

    voids: UUID


class PersonFound(Struct, frozen=True, omit_defaults=True):
    """Somebody who is on no list, under the phone's own id."""

    found: UUID
    name: ShortText
    sex: Literal["male", "female"] | None = None
    born: Born | None = None
    relation: ShortText | None = None
    phone: Annotated[str, Meta(max_length=30)] | None = None
    note: LongText | None = None


class HouseholdCreated(Struct, frozen=True, omit_defaults=True):
    """A household that is on no list, with who was met there; `hamlet` is our number of it."""

    found: UUID
    address: ShortText
    head: ShortText
    people: Annotated[list[PersonFound], Meta(max_length=60)]
    hamlet: Key | None = None
    note: LongText | None = None


class PersonCreated(Struct, frozen=True):
    """People met behind the door named in the envelope, who are on no list."""

    people: Annotated[list[PersonFound], Meta(min_length=1, max_length=60)]


class NoteAdded(Struct, frozen=True):
    """Free words."""

    text: LongText


class QuestionAsked(Struct, frozen=True):
    """A question to the supervisor."""

    text: LongText


class CompanionNamed(Struct, frozen=True):
    """Who of the hamlet walks along this evening."""

    name: Annotated[str, Meta(max_length=120)]


class HandoverGiven(Struct, frozen=True):
    """This phone records no more; `to` is nobody in particular."""

    to: str | None = None


class HandoverTaken(Struct, frozen=True):
    """This phone records from now on: the code the other showed was typed here."""

    code: Annotated[str, Meta(max_length=12)]


Payload = (
    VisitRecorded
    | VisitVoided
    | HouseholdCreated
    | PersonCreated
    | NoteAdded
    | QuestionAsked
    | CompanionNamed
    | HandoverGiven
    | HandoverTaken
)

PAYLOADS: dict[str, type[Payload]] = {
    "visit.recorded": VisitRecorded,
    "visit.voided": VisitVoided,
    "hh.created": HouseholdCreated,
    "person.created": PersonCreated,
    "note.added": NoteAdded,
    "question.asked": QuestionAsked,
    "companion.named": CompanionNamed,
    "handover.given": HandoverGiven,
    "handover.taken": HandoverTaken,
}
