"""What came from a phone and cannot even be opened as a push: kept whole, for somebody to look at."""

import hashlib

from bacung.core.syncing.wire import LARGEST_KEPT
from bacung.fieldsync.convert import APART
from bacung.fieldsync.models import Device, Quarantined
from bacung.ground import clock
from bacung.ground.recording import recording
from bacung.ground.vault import seal


@recording()
def keep_unreadable(device: Device, body: bytes) -> None:
    """Put the body of a push into quarantine; the same body again is kept once."""
    Quarantined.objects.get_or_create(
        device=device,
        digest=hashlib.sha256(body).digest(),
        defaults={
            "code": "push-malformed",
            "facts": {"size": len(body)},
            "sealed": seal(body[:LARGEST_KEPT], APART),
            "received_at": clock.now(),
        },
    )
