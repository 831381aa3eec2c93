"""The verbs of postings."""

import time
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.drives.queries import drive_by_code
from bacung.ground.commands import json_option, progress, say
from bacung.ground.figures import day, number
from bacung.ground.permissions import CONSOLE
from bacung.postings.actions.plan import plan_muster
from bacung.postings.models import Muster
from bacung.postings.queries.musters import musters
from bacung.postings.queries.outlook import outlook
from bacung.postings.wording import kind_words, muster_state_words

_GROUP: Any = gettext_lazy("Postings: who is sent to which commune, and when.")
_LIST: Any = gettext_lazy("List the musters of a drive.")
_PLAN: Any = gettext_lazy("Plan who goes where and keep it as a draft; nothing is published.")
_DRIVE: Any = gettext_lazy("The drive, by its code.")
_MUSTER: Any = gettext_lazy("The muster, by its number; needed where the drive has several that are open.")
_SECONDS: Any = gettext_lazy("Think at most so many seconds.")


@click.group("postings", help=_GROUP)
def postings() -> None:
    """Postings: who is sent to which commune, and when."""


@postings.command("list", help=_LIST)
@click.option("--drive", "drive_code", required=True, help=_DRIVE)
@json_option
def list_(drive_code: str, as_json: bool) -> None:
    """The musters of a drive, newest first."""
    rows = [each for each in musters(CONSOLE) if each.drive_id == drive_by_code(CONSOLE, drive_code).pk]
    told = [
        {
            "muster": each.pk,
            "name": each.name,
            "kind": each.kind,
            "state": each.state,
            "starts_on": each.starts_on,
            "ends_on": each.ends_on,
        }
        for each in rows
    ]
    lines = [
        f"{each.pk}  {each.name}  {kind_words(each.kind)}  "
        f"{day(each.starts_on)}–{day(each.ends_on)}  {muster_state_words(each.state)}"
        for each in rows
    ]
    say(told, as_json, lines or _("This drive has no muster yet."))


@postings.command("plan", help=_PLAN)
@click.option("--drive", "drive_code", required=True, help=_DRIVE)
@click.option("--muster", type=int, help=_MUSTER)
@click.option("--seconds", type=click.IntRange(1, 3600), default=60, show_default=True, help=_SECONDS)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True)
@json_option
def plan(drive_code: str, muster: int | None, seconds: int, seed: int, as_json: bool) -> None:
    """Plan a muster and keep it, as the page does."""
    found = _meant(drive_by_code(CONSOLE, drive_code), muster)
    ends = time.monotonic() + seconds
    with progress(_("Planning who goes where"), as_json) as told:

        def stop() -> bool:
            left = ends - time.monotonic()
            told(min(seconds, int(seconds - left)), seconds)
            return left <= 0

        plan_muster(CONSOLE, found, stop=stop, seed=seed)
    found.refresh_from_db()
    seen = outlook(CONSOLE, found)
    lines = [
        _("%(name)s: %(filled)s of %(wanted)s planned.")
        % {"name": found.name, "filled": number(seen.filled), "wanted": number(seen.wanted)},
        *(f"{left.what}: {'; '.join(left.why)}" for left in seen.unfilled),
        *(_("Cannot hold together: %(rules)s") % {"rules": " ".join(each)} for each in seen.conflicts),
        *seen.notes,
    ]
    say({"muster": found.pk, **(found.answer or {})}, as_json, lines)


def _meant(drive: Drive, key: int | None) -> Muster:
    """The muster asked for, or the only open one of the drive. Refuses `postings.which-muster`."""
    rows = musters(CONSOLE).filter(drive=drive)
    if key is not None:
        found = rows.filter(pk=key).first()
        if found is None:
            raise Problem("ground.not-found")
        return found
    open_ones = list(rows.exclude(state="closed"))
    if len(open_ones) != 1:
        raise Problem("postings.which-muster", count=len(open_ones))
    return open_ones[0]


VERBS: list[click.Command] = [postings]
