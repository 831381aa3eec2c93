"""The `bacung` command: one group of verbs per room, a friendly refusal with exit code 2 for bad input."""

import json
import os
import sys
from importlib import import_module

import click

from bacung.core.problems import Problem

ROOMS_WITH_VERBS = ()


class Refusing(click.Group):
    """A group whose problems come out as one clear sentence, or as JSON where JSON was asked for."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except Problem as problem:
            from bacung.ground.wording import sentence

            facts = {"error": {"code": problem.code, "sentence": sentence(problem)}}
            click.echo(
                json.dumps(facts, ensure_ascii=False) if "--json" in sys.argv else facts["error"]["sentence"],
                err=True,
            )
            context.exit(2)


@click.group(cls=Refusing)
def main() -> None:
    """Ba Cùng plans, walks and proves a door-to-door digital-identity drive."""


def _gather() -> None:
    """Bring Django up and hang every room's verbs on `main`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bacung.site.settings")
    import django

    django.setup()
    for room in ROOMS_WITH_VERBS:
        for verb in import_module(f"bacung.{room}.commands").VERBS:
            main.add_command(verb)


_gather()
