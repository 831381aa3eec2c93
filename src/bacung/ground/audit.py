"""Who did what, when, from where.

Declared beside the action: `record("registry.unmask", viewer, person=7)`.
"""

from bacung.ground import bulk, clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import Viewer


def record(action: str, viewer: Viewer, **facts: object) -> None:
    """Write one line of the trail, in the action's transaction. `facts` are keys and counts, never names."""
    bulk.insert_rows(
        AuditEntry,
        ("at", "member_id", "who", "address", "action", "facts"),
        [(clock.now(), viewer.user_id, viewer.name, viewer.address, action, facts)],
    )
