"""Who may, as of today; whom a viewer may see and direct; and the trail of what they did."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.clock import VIETNAM
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import COORDINATOR, OFFICER, ROLES, WALKER, Viewer, within
from bacung.ground.permissions import Grant as Right
from bacung.staff.models import Grant, Member

GRANTABLE: dict[str, tuple[str, ...]] = {COORDINATOR: ROLES, OFFICER: (WALKER,)}
"""Which roles may be given by whom, inside the giver's own area."""


def holding(prefix: str = "", on: date | None = None) -> Q:
    """The filter "this grant holds today", or on another day."""
    day = on or clock.today()
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": day})
    )


def viewer_of(member: Member, address: str = "") -> Viewer:
    """The member with the grants that hold today."""
    grants = member.grants.filter(holding()).values_list("role", "area__path")
    return Viewer(
        user_id=member.pk,
        name=member.full_name,
        grants=tuple(Right(role, path or "") for role, path in grants),
        address=address,
    )


def _grants_within(viewer: Viewer) -> QuerySet[Grant]:
    return Grant.objects.filter(within(viewer, "area")).select_related("area").order_by("since", "pk")


def members(viewer: Viewer) -> QuerySet[Member]:
    """Everybody who has or had a grant in the viewer's areas; `.seen_grants` are just those grants."""
    inside = _grants_within(viewer)
    return (
        Member.objects.filter(Exists(inside.filter(member=OuterRef("pk"))))
        .select_related("unit")
        .prefetch_related(Prefetch("grants", queryset=inside, to_attr="seen_grants"))
    )


def member(viewer: Viewer, member_id: int) -> Member:
    """One of `members`; anybody else does not exist."""
    found = members(viewer).filter(pk=member_id).first()
    if found is None:
        raise Problem("ground.not-found")
    return found


def may_grant(viewer: Viewer, role: str, path: str) -> bool:
    """Whether the viewer may give or end `role` over the tree below `path` ("" is everywhere)."""
    return any(
        role in GRANTABLE.get(right.role, ()) and path.startswith(right.path) for right in viewer.grants
    )


def roles_to_give(viewer: Viewer) -> list[str]:
    """The roles this viewer may give somewhere."""
    mine = {role for right in viewer.grants for role in GRANTABLE.get(right.role, ())}
    return [role for role in ROLES if role in mine]


def may_direct(viewer: Viewer, someone: Member) -> bool:
    """Whether the viewer may hand out this member's password link or close their log-in.

    Only who could have given every right the member holds or is going to hold: else a lower right could take
    over a higher one. Of somebody whose rights have all ended: every right they held.
    """
    everything = someone.grants.select_related("area")
    not_ended = Q(until=None) | Q(until__gte=clock.today())
    grants = list(everything.filter(not_ended)) or list(everything)
    return bool(grants) and all(may_grant(viewer, grant.role, _path(grant)) for grant in grants)


def _path(grant: Grant) -> str:
    return grant.area.path if grant.area else ""


def country_coordinators() -> QuerySet[Member]:
    """Who can log in and coordinates everything."""
    inside = Grant.objects.filter(holding(), role=COORDINATOR, area=None, member=OuterRef("pk"))
    return Member.objects.filter(Exists(inside), is_active=True)


def nobody_yet() -> bool:
    """Whether this server waits for its first coordinator."""
    return not Member.objects.exists()


def trail(
    viewer: Viewer, *, who: str = "", action: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[AuditEntry]:
    """Lines of the audit trail, newest first.

    A line holds keys without an area, so it is shown by its doer: a member all of whose grants lie inside the
    viewer's areas. What the console did is for viewers of the whole country.
    """
    rows = AuditEntry.objects.all()
    if "" not in viewer.paths:
        mine = Grant.objects.filter(within(viewer, "area"), member=OuterRef("member_id"))
        elsewhere = Grant.objects.exclude(pk__in=Grant.objects.filter(within(viewer, "area"))).filter(
            member=OuterRef("member_id")
        )
        rows = rows.filter(Exists(mine), ~Exists(elsewhere))
    if who:
        rows = rows.filter(who__icontains=who)
    if action:
        rows = rows.filter(action=action)
    if since:
        rows = rows.filter(at__gte=datetime.combine(since, time(), VIETNAM))
    if until:
        rows = rows.filter(at__lt=datetime.combine(until + timedelta(days=1), time(), VIETNAM))
    return rows


def actions_in(rows: QuerySet[AuditEntry]) -> list[str]:
    """The codes of what was done, for choosing from."""
    return list(rows.order_by("action").values_list("action", flat=True).distinct())
