"""`bacung demo`."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bacung.ground.commands import Progressed, json_option, progress, say
from bacung.ground.permissions import ROLES
from bacung.site import serving
from bacung.site.demo.crew import PASSWORD

if TYPE_CHECKING:
    from bacung.site.demo.making import Made

SIZES = ("default", "district")

_PARTS = {
    "areas": gettext_noop("Planting the communes of the country"),
    "wave": gettext_noop("Sóc Sơn, three weeks in May and June 2023"),
    "weekends": gettext_noop("Hà Tĩnh, twenty-eight weekends of 2023"),
    "season": gettext_noop("Who went where, weekend after weekend"),
    "students": gettext_noop("The students of Sóc Sơn and how their stays ended"),
}


@click.command(
    help=_("Make a demonstration: two drives of 2023 and a rehearsal for today, with invented people.")
)
@click.option(
    "--size",
    type=click.Choice(SIZES),
    default=SIZES[0],
    show_default=True,
    help=_("district: everybody in Sóc Sơn, person by person; takes minutes."),
)
@click.option("--seed", default=2023, show_default=True, help=_("Another seed invents other people."))
@json_option
def demo(size: str, seed: int, as_json: bool) -> None:
    from bacung.site.demo.making import demonstration, make

    if serving.pending_migrations():
        serving.migrate()
    made = demonstration()
    fresh = made is None
    if made is None:
        with ExitStack() as bars:
            made = make(size=size, seed=seed, told=_Bars(bars, as_json))
    say(_answer(made, fresh), as_json, _lines(made, fresh))


class _Bars:
    """A bar for each part, one after the other."""

    def __init__(self, stack: ExitStack, as_json: bool) -> None:
        self._stack, self._as_json, self._part = stack, as_json, ""
        self._told: Progressed = lambda done, total: None

    def __call__(self, part: str, done: int, total: int) -> None:
        if part != self._part:
            self._part = part
            self._stack.close()
            self._told = self._stack.enter_context(progress(_(_PARTS[part]), self._as_json))
        self._told(done, total)


def _answer(made: "Made", fresh: bool) -> dict[str, Any]:
    return {
        "made": fresh,
        "drives": [{"code": drive.code, "name": drive.name} for drive in made.drives],
        "people": made.people,
        "logins": [{"username": role, "password": PASSWORD, "role": role} for role in ROLES],
        "seconds": round(made.seconds, 1),
    }


def _lines(made: "Made", fresh: bool) -> list[str]:
    if fresh:
        first = _("Made in {seconds:.0f} seconds: {people} invented people.")
    else:
        first = _("A demonstration is here already ({people} invented people); nothing was changed.")
    return [
        first.format(seconds=made.seconds, people=made.people),
        *(f"  {drive.code}: {drive.name}" for drive in made.drives),
        _("Log in as {names}; the password of each is {password}").format(
            names=", ".join(ROLES), password=PASSWORD
        ),
    ]
