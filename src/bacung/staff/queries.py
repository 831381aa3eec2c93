"""Who may, as of today."""

from django.db.models import Q

from bacung.ground import clock
from bacung.ground.permissions import Grant, Viewer
from bacung.staff.models import Member


def viewer_of(member: Member, address: str = "") -> Viewer:
    """The member with the grants that hold today."""
    today = clock.today()
    grants = (
        member.grants.filter(since__lte=today)
        .filter(Q(until=None) | Q(until__gte=today))
        .values_list("role", "area__path")
    )
    return Viewer(
        user_id=member.pk,
        name=member.full_name,
        grants=tuple(Grant(role, path or "") for role, path in grants),
        address=address,
    )
