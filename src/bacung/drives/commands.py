"""The verbs of drives."""

from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.drives.models import Drive
from bacung.drives.queries import communes, drives
from bacung.ground.commands import json_option, say
from bacung.ground.figures import day, number
from bacung.ground.permissions import CONSOLE

_GROUP: Any = gettext_lazy("Drives: which there are.")
_LIST: Any = gettext_lazy("List every drive with its dates and communes.")


@click.group("drive", help=_GROUP)
def drive() -> None:
    """Drives: which there are."""


@drive.command("list", help=_LIST)
@json_option
def list_drives(as_json: bool) -> None:
    """Every drive, newest first."""
    found = list(drives(CONSOLE))
    lines = [
        _("%(code)s  %(name)s, %(first)s to %(last)s, %(count)s communes")
        % {
            "code": each.code,
            "name": each.name,
            "first": day(each.starts_on),
            "last": day(each.ends_on),
            "count": number(each.places.count()),
        }
        for each in found
    ]
    say({"drives": [_told(each) for each in found]}, as_json, lines or _("There is no drive yet."))


def _told(each: Drive) -> dict[str, object]:
    return {
        "code": each.code,
        "name": each.name,
        "starts_on": each.starts_on,
        "ends_on": each.ends_on,
        "rules": each.rules,
        "is_demo": each.is_demo,
        "communes": [commune.code for commune in communes(each)],
    }


VERBS: list[click.Command] = [drive]
