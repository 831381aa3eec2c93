"""The verbs of places."""

from dataclasses import asdict
from typing import Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.actions import seed
from bacung.ground.commands import json_option, say
from bacung.ground.figures import number
from bacung.ground.permissions import CONSOLE

_GROUP: Any = gettext_lazy("Provinces, districts, communes.")
_SEED: Any = gettext_lazy(
    "Write down the country's units of 2023, January 2025 and July 2025. Run again, it changes nothing."
)


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


VERBS: list[click.Command] = [areas]
