"""The `bacung` command: the verbs of every room, and one clear sentence when something is refused.

Exit codes: 0 done, 1 our own fault (the log says more), 2 refused or asked wrongly.
"""

import json
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from bacung.core.problems import Problem

log = logging.getLogger("bacung.command")


def _refuse(code: str, sentence: str, exit_code: int) -> None:
    if "--json" in sys.argv:
        click.echo(json.dumps({"error": {"code": code, "sentence": sentence}}, ensure_ascii=False), err=True)
    else:
        click.echo(sentence, err=True)
    sys.exit(exit_code)


class Verbs(click.Group):
    """All verbs; what goes wrong comes out as one sentence, or as JSON where JSON was asked for."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, **extra: Any
    ) -> Any:
        try:
            extra["standalone_mode"] = False
            code = super().main(args, **extra)
            sys.exit(code if isinstance(code, int) else 0)
        except Problem as problem:
            from bacung.ground.wording import sentence

            _refuse(problem.code, sentence(problem), 2)
        except click.ClickException as fault:
            _refuse("command.misused", fault.format_message(), 2)
        except (click.Abort, KeyboardInterrupt):
            _refuse("command.stopped", _("Stopped."), 130)
        except Exception:
            log.exception("the command failed")
            _refuse("command.broken", _("Something broke; the log above says what."), 1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def _(text: str) -> str:
    from django.utils.translation import gettext

    return gettext(text)


def _language() -> str:
    """What the terminal speaks: English where LANG says so, else Vietnamese."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if spoken.lower().startswith("en") else "vi"


def _gather() -> Verbs:
    """Bring Django up and hang every room's verbs on one group."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bacung.site.settings")
    from bacung.site.options import OptionsError

    try:
        import django

        django.setup()
    except OptionsError as faults:
        _refuse("options.faulty", str(faults), 2)
    from django.conf import settings
    from django.utils import translation

    translation.activate(_language())
    group = Verbs(
        name="bacung", help=_("Ba Cùng plans, walks and proves a door-to-door digital-identity drive.")
    )
    for room in settings.ROOMS:
        if find_spec(f"bacung.{room}.commands"):
            for verb in import_module(f"bacung.{room}.commands").VERBS:
                group.add_command(verb)
    return group


main = _gather()
