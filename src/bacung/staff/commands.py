"""`bacung member`: people and their rights, from the machine itself."""

from datetime import date, datetime
from typing import Any

import click
from django.utils.translation import gettext as _

from bacung.areas.models import Area
from bacung.core.problems import Problem
from bacung.ground.commands import json_option, say
from bacung.ground.figures import day
from bacung.ground.permissions import CONSOLE, ROLES
from bacung.ground.wording import role_name
from bacung.staff import actions, queries
from bacung.staff.models import Grant, Member
from bacung.staff.places import area_meant


@click.group(help=_("Who works here: add somebody, give a right, list all."))
def member() -> None:
    pass


def _area(text: str | None) -> Area | None:
    if not text:
        return None
    meant = area_meant(CONSOLE, text)
    if meant.area is None and meant.candidates:
        raise Problem("staff.area-shared", text=text, places="; ".join(meant.candidates))
    if meant.area is None:
        raise Problem("staff.area-unknown", text=text)
    return meant.area


def _told(someone: Member) -> dict[str, Any]:
    grants = someone.grants.filter(queries.holding()).select_related("area").order_by("pk")
    return {
        "id": someone.pk,
        "username": someone.username,
        "full_name": someone.full_name,
        "active": someone.is_active,
        "has_password": someone.has_usable_password(),
        "grants": [_told_grant(given) for given in grants],
    }


def _told_grant(given: Grant) -> dict[str, Any]:
    return {
        "id": given.pk,
        "role": given.role,
        "area": given.area.code if given.area else None,
        "area_name": str(given.area) if given.area else None,
        "since": given.since,
        "until": given.until,
    }


def _line(told: dict[str, Any]) -> str:
    rights = "; ".join(
        f"{role_name(given['role'])} · {given['area_name'] or _('the whole country')}"
        + (" " + _("until %(day)s") % {"day": day(given["until"])} if given["until"] else "")
        for given in told["grants"]
    )
    return f"{told['username']} · {told['full_name']} · {rights or '—'}"


_role = click.option("--role", type=click.Choice(ROLES), required=True, help=_("What they may do."))
_where = click.option("--area", help=_("A code, code/year or a name; without it the whole country."))
_until = click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help=_("The last day, as 2023-06-30."))


def _last_day(until: datetime | None) -> date | None:
    return until.date() if until else None


@member.command(help=_("Add somebody with a first right; answers with the link for their password."))
@click.argument("username")
@click.option("--name", "full_name", required=True, help=_("Their full name."))
@_role
@_where
@_until
@click.option("--unit", default="", help=_("Where they are sent from."))
@click.option("--kit", "has_kit", is_flag=True, help=_("They have a kit and may collect at a door."))
@json_option
def add(
    username: str,
    full_name: str,
    role: str,
    area: str | None,
    until: datetime | None,
    unit: str,
    has_kit: bool,
    as_json: bool,
) -> None:
    made = actions.make_member(
        CONSOLE,
        username=username,
        full_name=full_name,
        role=role,
        area=_area(area),
        until=_last_day(until),
        unit=unit,
        has_kit=has_kit,
    )
    path = f"/welcome/{actions.open_link(CONSOLE, made)}/"
    lines = [_line(_told(made)), _("Password link, works once within three days: {path}").format(path=path)]
    say({"member": _told(made), "password_path": path}, as_json, lines)


@member.command("list", help=_("Everybody with a log-in and what they may do today."))
@json_option
def list_(as_json: bool) -> None:
    told = [_told(someone) for someone in Member.objects.order_by("username")]
    say({"members": told}, as_json, [_line(each) for each in told] or _("Nobody works here yet."))


@member.command(help=_("Give one more right."))
@click.argument("username")
@_role
@_where
@_until
@json_option
def grant(username: str, role: str, area: str | None, until: datetime | None, as_json: bool) -> None:
    someone = Member.objects.filter(username__iexact=username).first()
    if someone is None:
        raise Problem("staff.member-unknown", username=username)
    given = actions.grant(CONSOLE, member=someone, role=role, area=_area(area), until=_last_day(until))
    say({"grant": _told_grant(given)}, as_json, _line(_told(someone)))


VERBS: list[click.Command] = [member]
