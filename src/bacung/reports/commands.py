"""`bacung report evening`."""

from pathlib import Path

import click
from django.utils.translation import gettext_lazy as _

from bacung.drives.queries import drive_by_code
from bacung.ground import clock, figures
from bacung.ground.commands import json_option, say, write_out
from bacung.ground.permissions import CONSOLE
from bacung.reports.actions import hand_out_evening


@click.group(help=str(_("Papers for those above.")))
def report() -> None:
    """The verbs of the papers."""


@report.command(help=str(_("The 17:00 report as of any past moment, to a .docx, .xlsx, .pdf or .txt file.")))
@click.option("--drive", "drive_code", required=True, help=str(_("Code of the drive.")))
@click.option("--at", "moment", required=True, help=str(_("As of when: 31/5/2023 17:00.")))
@click.option("--to", "target", required=True, type=click.Path(dir_okay=False, path_type=Path))
@json_option
def evening(drive_code: str, moment: str, target: Path, as_json: bool) -> None:
    """Write the evening report; nothing is left half-written."""
    drive = drive_by_code(CONSOLE, drive_code)
    at = clock.parse(moment)
    shape, paper = hand_out_evening(CONSOLE, drive, at=at, ending=target.suffix.lstrip(".").lower())
    write_out(target, paper)
    facts = {
        "file": str(target),
        "shape": shape.ending,
        "bytes": len(paper),
        "drive": drive.code,
        "as_of": at,
    }
    say(
        facts, as_json, str(_("Written: %(file)s, as of %(at)s")) % {"file": target, "at": figures.moment(at)}
    )


VERBS: list[click.Command] = [report]
