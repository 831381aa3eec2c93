"""Who may do what, on whose data.

A `Viewer` is the one who asks: their grants, each a role in an area. `allow` guards a view by role and
narrows the viewer to the grants of just those roles, so a right held in one area never opens another.
`within` turns the viewer into a filter, and `fetch` is how one row is taken: outside the scope it does not
exist.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from bacung.core.problems import Problem

COORDINATOR = "coordinator"
OFFICER = "officer"
SUPERVISOR = "supervisor"
WALKER = "walker"
AUDITOR = "auditor"
ROLES = (COORDINATOR, OFFICER, SUPERVISOR, WALKER, AUDITOR)


@dataclass(frozen=True)
class Grant:
    """A role over the tree of areas below `path`; the empty path is the whole country."""

    role: str
    path: str


@dataclass(frozen=True)
class Viewer:
    """The one who asks. `address` is where from, for the audit trail."""

    user_id: int | None
    name: str
    grants: tuple[Grant, ...] = ()
    address: str = ""

    @property
    def roles(self) -> frozenset[str]:
        """Every role held anywhere."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def paths(self) -> tuple[str, ...]:
        """The tops of the trees this viewer may see."""
        return tuple(sorted({grant.path for grant in self.grants}))

    def may(self, *roles: str) -> bool:
        """Whether any of these roles is held somewhere."""
        return not self.roles.isdisjoint(roles)

    def may_in(self, path: str, *roles: str) -> bool:
        """Whether any of these roles is held over the area at `path`: what is held elsewhere opens nothing
        here.
        """
        return any(grant.role in roles and path.startswith(grant.path) for grant in self.grants)

    def narrowed(self, roles: tuple[str, ...]) -> "Viewer":
        """The same viewer with only the grants of these roles."""
        return replace(self, grants=tuple(grant for grant in self.grants if grant.role in roles))


class ViewerRequest(HttpRequest):
    """A request inside a view guarded by `allow`: the viewer is there, narrowed to that view's roles."""

    viewer: Viewer
    whole_viewer: Viewer


CONSOLE = Viewer(
    user_id=None, name="console", grants=tuple(Grant(role, "") for role in ROLES), address="console"
)
"""The operator at the machine itself, who could read the disk anyway."""

M = TypeVar("M", bound=Model)
View = Callable[..., HttpResponse]


def allow(*roles: str) -> Callable[[View], View]:
    """Let only viewers with one of `roles` in; they act inside with the grants of those roles alone."""
    unknown = set(roles) - set(ROLES)
    if unknown or not roles:
        raise ValueError(f"allow() needs known roles, not {sorted(unknown)}")

    def guard(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            viewer: Viewer | None = getattr(request, "viewer", None)
            if viewer is None:
                raise Problem("ground.login-needed")
            if not viewer.may(*roles):
                raise Problem("ground.not-your-role", roles=roles)
            request.viewer = viewer.narrowed(roles)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return guard


def known(view: View) -> View:
    """Let everybody in who is logged in, whatever rights they hold now; the view looks for itself what is
    theirs. For pages of one's own that outlast a right, such as what a student writes after the stay.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "viewer", None) is None:
            raise Problem("ground.login-needed")
        return view(request, *args, **kwargs)

    guarded.allowed_roles = frozenset({"member"})  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """Mark a view that needs no log-in; every view is either this, `known` or `allow`ed."""
    view.allowed_roles = frozenset({"public"})  # type: ignore[attr-defined]
    return view


def within(viewer: Viewer, area: str = "") -> Q:
    """The filter "inside this viewer's areas"; `area` is the lookup leading to the area ("" on Area).

    It is never empty, so that it may be joined by "or" and turned by "not".
    """
    lookup = f"{area}__path__startswith" if area else "path__startswith"
    scope = Q(pk__in=[])
    for path in viewer.paths:
        if path == "":
            return ~Q(pk__in=[])  # always true; an empty Q would be swallowed by whatever it is or-ed with
        scope |= Q(**{lookup: path})
    return scope


def fetch(rows: "QuerySet[M]", viewer: Viewer, area: str, **lookup: Any) -> M:
    """The one row, or a problem that does not tell whether it exists elsewhere."""
    row = rows.filter(within(viewer, area)).filter(**lookup).first()
    if row is None:
        raise Problem("ground.not-found")
    return row
