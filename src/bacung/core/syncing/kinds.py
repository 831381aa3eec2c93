"""The kinds of events a phone may send. None is ever taken off this list."""

KINDS = (
    "visit.recorded",
    "visit.voided",
    "hh.created",
    "person.created",
    "note.added",
    "question.asked",
    "companion.named",
    "handover.given",
    "handover.taken",
)
