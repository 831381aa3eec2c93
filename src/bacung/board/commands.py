"""`bacung board coverage` and `bacung rebuild`."""

from typing import Any

import click
from django.utils.translation import gettext_lazy as _

from bacung.areas.models import Area
from bacung.areas.queries import valid_on
from bacung.board import actions
from bacung.board.queries import Line, Table, table
from bacung.board.wording import rate_name
from bacung.core.coverage.rates import NamedRate, Rate
from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.drives.queries import drive_by_code, drives
from bacung.drives.wording import measure_name
from bacung.ground import clock, figures
from bacung.ground.commands import json_option, progress, say
from bacung.ground.permissions import CONSOLE


@click.group(help=str(_("How far the drives are.")))
def board() -> None:
    """The verbs of the board."""


@board.command(help=str(_("Named rates and counts per area, now or as of any past moment.")))
@click.option("--drive", "drive_code", help=str(_("Code of one drive; all without it.")))
@click.option("--area", "area_code", help=str(_("Code of a province, district or commune.")))
@click.option("--at", "moment", help=str(_("As of when: 31/5/2023 17:00.")))
@json_option
def coverage(drive_code: str | None, area_code: str | None, moment: str | None, as_json: bool) -> None:
    """Answer how far each drive is."""
    at = clock.parse(moment) if moment else None
    if at and at > clock.now():
        raise Problem("board.not-yet")
    asked = [drive_by_code(CONSOLE, drive_code)] if drive_code else list(drives(CONSOLE))
    tables = [table(CONSOLE, drive, at=at, above=_area(drive, area_code)) for drive in asked]
    say({"drives": [_of_table(each) for each in tables]}, as_json, _lines(tables))


@click.command(help=str(_("Count everything again from the facts and say how many numbers differed.")))
@click.option("--drive", "drive_code", help=str(_("Code of one drive; all without it.")))
@json_option
def rebuild(drive_code: str | None, as_json: bool) -> None:
    """Rebuild the counters."""
    drive = drive_by_code(CONSOLE, drive_code) if drive_code else None
    with progress(str(_("Counting again")), as_json) as told:
        differences = actions.rebuild(drive, told=told)
    say({"differences": differences}, as_json, str(_("Differences found and mended: %s")) % differences)


VERBS: list[click.Command] = [board, rebuild]


def _area(drive: Drive, code: str | None) -> Area | None:
    if code is None:
        return None
    area = Area.objects.filter(valid_on(drive.starts_on), code=code).first()
    if area is None:
        raise Problem("areas.unknown-code", asked=code, on=figures.day(drive.starts_on))
    return area


def _of_table(found: Table) -> dict[str, Any]:
    return {
        "drive": found.drive.code,
        "name": found.drive.name,
        "demo": found.drive.is_demo,
        "as_of": found.as_of,
        "measures": _of_all(found),
        "total": _of_line(found.total, found),
        "reported_total": _reported(found.totals["reported"]) if "reported" in found.totals else {},
        "areas": [_of_line(line, found) for line in found.lines],
    }


def _of_line(line: Line, found: Table) -> dict[str, Any]:
    place = {"code": line.place.code, "name": line.place.name} if isinstance(line.place, Area) else {}
    return place | {
        "basis": line.basis,
        "target": line.target,
        "achieved": line.achieved,
        "left": line.left,
        "rank": line.rank,
        "counts": {measure: number for measure, number in sorted(line.counts.items()) if number},
        "since_yesterday": {measure: number for measure, number in sorted(line.moved.items()) if number},
        "measures": _measures(line, found),
        "reported": _reported(line),
    }


def _of_all(found: Table) -> list[dict[str, Any]]:
    """The named rates of the whole: counted, and beside them as reported."""
    reported = found.totals.get("reported")
    return _measures(found.total, found) + (_measures(reported, found) if reported else [])


def _measures(line: Line, found: Table) -> list[dict[str, Any]]:
    """The named rates, computed person by person or as reported; each says which."""
    rates = line.rates if line.basis == "people" else []
    told = [line.reported_rate] if line.reported_rate else []
    return [_rate(rate, share, "people", found) for rate, share in rates] + [
        _rate(rate, share, "reported", found) for rate, share in told
    ]


def _rate(rate: NamedRate, share: Rate, basis: str, found: Table) -> dict[str, Any]:
    return {
        "name": rate.code,
        "title": rate_name(rate.code),
        "basis": basis,
        "numerator": share.numerator,
        "numerator_name": measure_name(rate.numerator),
        "denominator": share.denominator,
        "denominator_name": measure_name(rate.denominator),
        "value": share.value,
        "as_of": found.as_of,
    }


def _reported(line: Line) -> dict[str, Any]:
    return {measure: {"value": one.value, "of": one.of} for measure, one in line.reported.items()}


def _lines(tables: list[Table]) -> list[str]:
    lines = []
    for found in tables:
        lines.append(f"{found.drive.name} · {figures.moment(found.as_of)}")
        for each in _of_all(found):
            share = figures.share(each["numerator"], each["denominator"])
            lines.append(f"  {each['title']}: {share} · {each['denominator_name']}")
    return lines
