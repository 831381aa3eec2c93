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

VISITS = ("visit.recorded", "visit.voided")
"""The kinds that become visits."""

SERVER_KINDS = ("hh.field.set", "hh.merged", "hh.voided", "resolution.made")
"""Kinds that are told at the office only; so is everything about consent."""

QUARANTINE = (
    "event-malformed",
    "event-too-large",
    "id-clash",
    "kind-not-from-a-phone",
    "kind-unknown",
    "number-clash",
    "other-phone",
    "other-round",
    "push-malformed",
    "revoked",
    "unopenable",
    "version-unknown",
    # Of visits: what cannot be true of them. The rest are codes of the room of visits.
    "not-your-door",
    "not-yours",
    "not-behind-this-door",
    "promise-in-quiet-hours",
    "kit-needs-an-officer",
    "impossible",
    "already-withdrawn",
    # Nobody foresaw why it cannot be taken; it is kept, and what is behind it goes on.
    "not-taken",
)
"""Why something is put into quarantine."""


def is_server_kind(kind: str) -> bool:
    """Whether a kind is known, but never from a phone."""
    return kind in SERVER_KINDS or kind.startswith("consent.")
