"""`bacung demo`."""

import click
from django.utils.translation import gettext as _

from bacung.ground.commands import json_option, progress, say
from bacung.site import serving
from bacung.site.demo import making
from bacung.site.demo.crew import LOGINS, PASSWORD


@click.command(help=_("Make a demonstration: two drives of 2023 with invented people."))
@click.option("--seed", default=2023, show_default=True, help=_("Another seed invents other people."))
@json_option
def demo(seed: int, as_json: bool) -> None:
    if serving.pending_migrations():
        serving.migrate()
    with progress(_("Making the demonstration"), as_json) as bar:
        made = making.make(seed=seed, told=lambda what, done, total: bar(done, total))
    say({"seconds": made.seconds, "people": made.people}, as_json, "done")
