"""`bacung serve`, `bacung check`, and the worker that `serve` starts."""

import logging
import sys

import click
from django.utils.translation import gettext as _

from bacung.ground.commands import json_option, say
from bacung.ground.worker import work_until_told
from bacung.site import health, serving
from bacung.site.demo.commands import demo
from bacung.staff import actions as staff
from bacung.staff.queries import nobody_yet


@click.command(help=_("Serve the pages, and do long work beside them. Ctrl+C stops both."))
@click.option("--port", default=8000, show_default=True, help=_("Where to listen."))
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Where from one may come."))
@json_option
def serve(port: int, host: str, as_json: bool) -> None:
    serving.refuse_taken_port(host, port)
    if serving.pending_migrations():
        click.echo(_("Making the database ready…"), err=True)
        serving.migrate()
    if not serving.Area.objects.exists():
        click.echo(_("Planting the communes of the country…"), err=True)
        serving.seed_areas()
    address = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0', '::') else host}:{port}/"
    told = {"address": address}
    lines = [_("Ba Cùng is at {address} (Ctrl+C stops it).").format(address=address)]
    if nobody_yet():
        told |= {"first_run": f"{address}first-run/", "code": staff.make_first_run_code()}
        lines.append(
            _("Nobody works here yet. Open {first_run} and enter the code {code} within an hour.").format(
                **told
            )
        )
    say(told, as_json, lines)
    sys.stdout.flush()
    serving.serve(host, port)


@click.command(help=_("Look whether everything stands: options, keys, database, tables of facts."))
@json_option
def check(as_json: bool) -> None:
    found = health.report()
    checks: list[dict[str, object]] = found["checks"]  # type: ignore[assignment]
    say(found, as_json, [f"{'✓' if each['ok'] else '✗'} {each['name']}: {each['says']}" for each in checks])
    if not found["ok"]:
        sys.exit(1)


@click.command(hidden=True)
@click.option("--with-starter", is_flag=True)
def worker(with_starter: bool) -> None:
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
    work_until_told(watch_stdin=with_starter)


VERBS: list[click.Command] = [demo, serve, check, worker]
