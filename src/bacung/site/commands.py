"""`bacung serve`, `bacung check`, and the worker that `serve` starts."""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import click
from django.conf import settings
from django.utils.translation import gettext as _

from bacung.ground.commands import json_option, say
from bacung.ground.worker import work_until_told
from bacung.site import health, serving
from bacung.site.demo.commands import demo
from bacung.site.lan import telling
from bacung.site.lan.certificate import Tls
from bacung.site.lan.opening import Asked, Lan, kept_fresh, kept_open, open_lan
from bacung.staff import actions as staff
from bacung.staff.queries import nobody_yet

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=_("Serve the pages, and do long work beside them. Ctrl+C stops both."))
@click.option("--port", type=int, help=_("Where to listen: 8000, or 8443 with --lan."))
@click.option("--host", help=_("Where from one may come: this machine only, or everywhere with --lan."))
@click.option(
    "--workers", default=1, show_default=True, help=_("Web processes; more than one on PostgreSQL.")
)
@click.option("--lan", is_flag=True, help=_("Serve phones on the local network, over HTTPS they can trust."))
@click.option("--name", default="", help=_("With --lan: the name phones use, such as bacung.lan."))
@click.option("--setup-port", default=8080, show_default=True, help=_("With --lan: where phones are set up."))
@click.option(
    "--moved", is_flag=True, help=_("With --lan: all phones have sent everything; use the new address.")
)
@click.option("--certificate", type=FILE, help=_("A certificate of your own, with its chain: serve HTTPS."))
@click.option("--certificate-key", type=FILE, help=_("Its key."))
@json_option
def serve(
    port: int | None,
    host: str | None,
    workers: int,
    lan: bool,
    name: str,
    setup_port: int,
    moved: bool,
    certificate: Path | None,
    certificate_key: Path | None,
    as_json: bool,
) -> None:
    given = _given(certificate, certificate_key)
    if (moved and not lan) or (name and not (lan or given)) or (lan and given):
        raise click.UsageError(_("--name and --moved go with --lan, --name also with --certificate."))
    phones = lan or given is not None
    host, port = host or ("0.0.0.0" if phones else "127.0.0.1"), port or (8443 if phones else 8000)
    serving.refuse_more_writers(workers)
    serving.refuse_taken_port(host, port)
    if lan:
        serving.refuse_taken_port(host, setup_port, option="--setup-port")
        asked = Asked(settings.BACUNG_HOME / "lan", host, port, setup_port, name, moved)
        _serve_lan(asked, workers, as_json)
    elif given:
        os.environ.update(BACUNG_HTTPS="1", BACUNG_HSTS="0")
        _make_ready()
        _tell(f"https://{name or 'localhost'}:{port}/", as_json)
        serving.answer_to(name or host)
        serving.serve(host, port, workers=workers, tls=given, beside=partial(kept_fresh, given))
    else:
        _make_ready()
        _tell(f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0', '::') else host}:{port}/", as_json)
        serving.answer_to(host)
        serving.serve(host, port, workers=workers)


def _given(certificate: Path | None, key: Path | None) -> Tls | None:
    if (certificate is None) != (key is None):
        raise click.UsageError(_("--certificate and --certificate-key go together."))
    given = Tls(certificate, key) if certificate and key else None
    if given and not given.fits():
        raise click.UsageError(_("This certificate and this key do not belong together, or cannot be read."))
    return given


def _serve_lan(asked: Asked, workers: int, as_json: bool) -> None:
    lan = open_lan(asked)
    _make_ready()
    _tell(f"{lan.home.origin}/", as_json, telling.facts(lan), telling.lines(lan))

    def renewed(now: Lan, reload: Callable[[], None]) -> None:
        for line in telling.warnings(now):
            click.echo(line, err=True)
        reload()

    def beside(reload: Callable[[], None]) -> AbstractContextManager[None]:
        return kept_open(asked, lan, partial(renewed, reload=reload))

    serving.serve(asked.host, asked.port, workers=workers, tls=lan.tls, beside=beside)


def _make_ready() -> None:
    if serving.pending_migrations():
        click.echo(_("Making the database ready…"), err=True)
        serving.migrate()
    if not serving.Area.objects.exists():
        click.echo(_("Planting the communes of the country…"), err=True)
        serving.seed_areas()


def _tell(
    address: str, as_json: bool, more: Mapping[str, object] = {}, more_lines: Iterable[str] = ()
) -> None:
    told = {"address": address, **more}
    lines = [_("Ba Cùng is at {address} (Ctrl+C stops it).").format(address=address), *more_lines]
    if nobody_yet():
        told |= {"first_run": f"{address}first-run/", "code": staff.make_first_run_code()}
        lines.append(
            _("Nobody works here yet. Open {first_run} and enter the code {code} within an hour.").format(
                **told
            )
        )
    say(told, as_json, lines)
    sys.stdout.flush()


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
