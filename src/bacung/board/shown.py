"""The board's table as its pages show it: figures, then line by line the shares beside each other."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from bacung.areas.models import Area, Hamlet
from bacung.areas.queries import with_present_names
from bacung.board.queries import Line, Table
from bacung.board.wording import rate_name, told
from bacung.core.coverage.measures import LEFT
from bacung.core.coverage.rates import RATES, NamedRate, Rate
from bacung.drives.wording import measure_name


def figures(found: Table) -> list[dict[str, Any]]:
    """The named rates as big figures: person by person, and beside them what was only reported."""
    computed = [
        _figure(found, rate, share)
        | {"change": found.total.moved[rate.numerator], "address": behind(found, rate.numerator)}
        for rate, share in found.total.rates
        if share.denominator
    ]
    told_of = found.totals.get("reported")
    if told_of and told_of.reported_rate:
        rate, share = told_of.reported_rate
        of = min(told_of.reported[part].of for part in (rate.numerator, rate.denominator))
        computed.append(_figure(found, rate, share, of) | {"is_reported": True})
    return computed


def table(found: Table) -> dict[str, Any]:
    """What `board/rows.html` shows: only columns that some line has something to say in."""
    everything = [*found.lines, *found.totals.values()]
    rates, names = _rates_of(everything), _names(found)
    return {
        "table": found,
        "rates": [rate_name(rate.code) for rate in rates],
        "rows": [_row(found, line, rates, names) for line in found.lines],
        "totals": [_row(found, line, rates, names) for _, line in sorted(found.totals.items())],
        "has_targets": any(line.target is not None for line in everything),
        "has_people": any(line.basis == "people" for line in everything),
        "has_reported": any(line.basis == "reported" for line in everything),
        "has_confirmed": any(line.counts["confirmed"] for line in everything),
    }


def left(found: Table) -> list[tuple[str, int, str, str]]:
    """Why people are still to do, how many, what comes next, and the address of their rows."""
    return [
        (told(reason), number, told(reason.next_step), behind(found, f"{LEFT}{reason.code}"))
        for reason, number in found.total.left_by_reason
    ]


def mapped(found: Table) -> dict[str, Any]:
    """One rate for the whole map, the one most places have: its name, and each place with its share."""
    shares = {
        rate.code: [(line, share) for line in found.lines if (share := _share(line, rate))] for rate in RATES
    }
    code = max(shares, key=lambda code: len(shares[code]))
    names = _names(found)
    by_place = {line.place.pk: share for line, share in shares[code] if line.place}
    places = [
        {
            "name": names[line.place.pk],
            "address": _address(found, line.place),
            "share": by_place.get(line.place.pk),
        }
        | {"is_placed": line.place.latitude is not None, "is_reported": line.basis == "reported"}
        for line in found.lines
        if isinstance(line.place, Area)
    ]
    return {"name": rate_name(code), "places": places, "shares": by_place}


def behind(found: Table, measure: str, place: Area | Hamlet | None = None) -> str:
    """The address of the rows behind a number, at the same moment and in the same place."""
    asked = {"measure": measure, "at": found.as_of.isoformat()}
    if isinstance(place, Hamlet):
        asked["hamlet"] = str(place.pk)
    elif area := place or found.above:
        asked["area"] = str(area.pk)
    return f"{reverse('board:people', args=(found.drive.code,))}?{urlencode(asked)}"


def _figure(found: Table, rate: NamedRate, share: Rate, of: datetime | None = None) -> dict[str, Any]:
    return {
        "name": rate_name(rate.code),
        "numerator": share.numerator,
        "numerator_name": measure_name(rate.numerator),
        "denominator": share.denominator,
        "denominator_name": measure_name(rate.denominator),
        "as_of": of or found.as_of,
    }


def _rates_of(lines: list[Line]) -> list[NamedRate]:
    """The three rates of people, where people are counted, and whichever rate was reported."""
    codes = {line.reported_rate[0].code for line in lines if line.reported_rate}
    codes |= {rate.code for line in lines for rate, share in line.rates[:3] if share.denominator}
    return [rate for rate in RATES if rate.code in codes]


def _row(found: Table, line: Line, rates: list[NamedRate], names: dict[int, str]) -> dict[str, Any]:
    counted = {rate.code: share for rate, share in line.rates if share.denominator}
    reported = {rate.code: share for rate, share in [line.reported_rate or (None, None)] if rate}
    cells = [
        {
            "counted": counted.get(rate.code),
            "reported": reported.get(rate.code),
            "value": (counted.get(rate.code) or reported.get(rate.code) or Rate(0, 0)).value,
            "address": behind(found, rate.numerator, line.place),
        }
        for rate in rates
    ]
    return {
        "line": line,
        "name": names[line.place.pk] if isinstance(line.place, Area) else str(line.place or ""),
        "address": _address(found, line.place),
        "cells": cells,
        "confirmed": behind(found, "confirmed", line.place),
    }


def _share(line: Line, rate: NamedRate) -> Rate | None:
    """The share of a line for one rate: counted, or else as reported."""
    if line.basis == "people":
        share = rate.of(line.counts)
        return share if share.denominator else None
    return line.reported_rate[1] if line.reported_rate and line.reported_rate[0].code == rate.code else None


def _names(found: Table) -> dict[int, str]:
    return with_present_names(line.place for line in found.lines if isinstance(line.place, Area))


def _address(found: Table, place: Area | Hamlet | None) -> str:
    """A place of the table, at the same moment; hamlets have no page of their own."""
    return reverse("board:area", args=(found.drive.code, place.pk)) if isinstance(place, Area) else ""
