"""Who did what, when, from where.

Declared beside the action: `record("registry.unmask", viewer, person=7)`.
"""

from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import Viewer


def record(action: str, viewer: Viewer, **facts: object) -> None:
    """Write one line of the trail, in the action's transaction. `facts` are keys and counts, never names."""
    AuditEntry.objects.create(
        at=clock.now(),
        member_id=viewer.user_id,
        who=viewer.name,
        address=viewer.address,
        action=action,
        facts=facts,
    )
