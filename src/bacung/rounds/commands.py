"""The verbs of rounds."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.queries import commune_by_code
from bacung.drives.queries import drive_by_code
from bacung.ground.commands import json_option, say, write_out
from bacung.ground.figures import day, number
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import plan_round
from bacung.rounds.forms import MOST_PAIRS
from bacung.rounds.printing import round_pdf
from bacung.rounds.queries import usual_pairs
from bacung.rounds.wording import left_out_words, note_words

_GROUP: Any = gettext_lazy("Rounds: which doors tonight, in which order.")
_PLAN: Any = gettext_lazy("Plan an evening of a commune.")
_DRIVE: Any = gettext_lazy("The drive, by its code.")
_COMMUNE: Any = gettext_lazy("The commune, by its code.")
_ON: Any = gettext_lazy("The evening, as 2023-06-02.")
_PAIRS: Any = gettext_lazy("How many pairs walk; the commune's walkers, two by two.")
_PDF: Any = gettext_lazy("Write the sheets of all pairs to this file.")


@click.group("rounds", help=_GROUP)
def rounds() -> None:
    """Rounds: which doors tonight, in which order."""


@rounds.command("plan", help=_PLAN)
@click.option("--drive", "drive_code", required=True, help=_DRIVE)
@click.option("--commune", "commune_code", required=True, help=_COMMUNE)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), required=True, help=_ON)
@click.option("--pairs", type=click.IntRange(1, MOST_PAIRS), required=True, help=_PAIRS)
@click.option("--pdf", type=click.Path(dir_okay=False, writable=True, path_type=Path), help=_PDF)
@json_option
def plan(
    drive_code: str, commune_code: str, on: datetime, pairs: int, pdf: Path | None, as_json: bool
) -> None:
    """Plan an evening and keep it, as the page does."""
    drive = drive_by_code(CONSOLE, drive_code)
    commune = commune_by_code(commune_code, drive.starts_on)
    made = plan_round(
        CONSOLE,
        drive=drive,
        commune=commune,
        on=on.date(),
        pairs=usual_pairs(CONSOLE, drive, commune, pairs),
    )
    if pdf:
        write_out(pdf, round_pdf(CONSOLE, made))
    totals, left = made.plan["totals"], made.plan["left_out"]
    lines = [
        _("%(commune)s, %(day)s: %(doors)s doors for %(pairs)s pairs, round %(round)s.")
        % {
            "commune": commune,
            "day": day(made.on),
            "doors": number(totals["visits"]),
            "pairs": number(pairs),
            "round": made.pk,
        },
        *(note_words(note) for note in made.plan["notes"]),
        *(
            _("Left out: %(count)s, %(why)s") % {"count": number(count), "why": left_out_words(code)}
            for code, count in left["by_reason"].items()
        ),
    ]
    say({"round": made.pk, **made.plan}, as_json, lines)


VERBS: list[click.Command] = [rounds]
