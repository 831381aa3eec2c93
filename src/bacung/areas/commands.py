"""The verbs of places."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.actions import place_streets, seed
from bacung.ground.commands import json_option, say
from bacung.ground.figures import number
from bacung.ground.permissions import CONSOLE

_GROUP: Any = gettext_lazy("Provinces, districts, communes.")
_SEED: Any = gettext_lazy(
    "Write down the country's units of 2023, January 2025 and July 2025. Run again, it changes nothing."
)
_STREETS: Any = gettext_lazy(
    "Place a map extract (.osm, .osm.pbf): ways are then measured along its streets."
)
_NAME: Any = gettext_lazy("What the map is called on screens; else its file's name.")


@click.group("areas", help=_GROUP)
def areas() -> None:
    """Provinces, districts, communes."""


@areas.command("seed", help=_SEED)
@json_option
def seed_all(as_json: bool) -> None:
    """Write the units of every vintage and what became of them."""
    seeded = seed(CONSOLE)
    lines = _("%(areas)s units added, %(changed)s changed, %(successions)s successions added.") % {
        name: number(count) for name, count in asdict(seeded).items()
    }
    say(asdict(seeded), as_json, lines)


@areas.command("streets", help=_STREETS)
@click.argument("extract", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help=_NAME)
@json_option
def streets(extract: Path, name: str, as_json: bool) -> None:
    """Place a map extract, by whose streets evenings are planned from now on."""
    placed = place_streets(CONSOLE, extract, name)
    facts = {"name": placed.name, "digest": placed.digest, "crossings": placed.crossings}
    line = _("%(name)s: %(crossings)s crossings. Where it lies, ways are measured along its streets.")
    say(facts, as_json, line % {"name": placed.name, "crossings": number(placed.crossings)})


VERBS: list[click.Command] = [areas]
