"""The verbs of visits."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.core.problems import Problem
from bacung.drives.queries import drive_by_code
from bacung.ground.commands import json_option, progress, say
from bacung.ground.figures import number
from bacung.ground.permissions import CONSOLE
from bacung.visits.actions import import_sheet, teach
from bacung.visits.wording import complaint_words, lesson_words

_GROUP: Any = gettext_lazy("Visits: what happened at the doors.")
_IMPORT: Any = gettext_lazy("Take in a filled evening sheet.")
_LEARN: Any = gettext_lazy("Learn from a drive's visits who is home when and who says yes.")
_DRIVE: Any = gettext_lazy("The drive, by its code.")


@click.group("visits", help=_GROUP)
def visits() -> None:
    """Visits: what happened at the doors."""


@visits.command("import", help=_IMPORT)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--drive", "drive_code", required=True, help=_DRIVE)
@json_option
def import_(file: Path, drive_code: str, as_json: bool) -> None:
    """Take in a sheet given back; a second time changes nothing."""
    drive = drive_by_code(CONSOLE, drive_code)
    with file.open("rb") as book:
        try:
            taken = import_sheet(CONSOLE, drive, book, file.name)
        except Problem as problem:
            raise Problem(problem.code, **{"name": file.name, **problem.facts}) from None
    told = asdict(taken)
    result = {
        "round": told["round_id"],
        "pair": told["pair_number"],
        **{name: told[name] for name in ("doors", "recorded", "replaced", "unchanged", "empty", "held_back")},
        "complaints": [
            {name: value for name, value in asdict(each).items() if name != "faults"}
            | {"sentence": complaint_words(each)}
            for each in taken.complaints
        ],
    }
    lines = [
        _(
            "%(doors)s doors read: %(recorded)s recorded, %(replaced)s replaced, %(unchanged)s unchanged, "
            "%(empty)s left empty, %(held)s held back."
        )
        % {
            "doors": number(taken.doors),
            "recorded": number(taken.recorded),
            "replaced": number(taken.replaced),
            "unchanged": number(taken.unchanged),
            "empty": number(taken.empty),
            "held": number(taken.held_back),
        },
        *(
            _("Row %(row)s, column %(column)s, “%(value)s”: %(sentence)s")
            % {
                "row": each.row,
                "column": each.column,
                "value": each.value,
                "sentence": complaint_words(each),
            }
            for each in taken.complaints
        ),
    ]
    say(result, as_json, lines)


@visits.command("learn", help=_LEARN)
@click.option("--drive", "drive_code", required=True, help=_DRIVE)
@json_option
def learn(drive_code: str, as_json: bool) -> None:
    """Fit presence and willingness anew, as is done every night."""
    drive = drive_by_code(CONSOLE, drive_code)
    with progress(_("Reading visits"), as_json) as told:
        knowledge = teach(CONSOLE, drive, told=told)
    say({"drive": drive.code, **knowledge.to_json()}, as_json, lesson_words(knowledge))


VERBS: list[click.Command] = [visits]
