"""The coverage curve as SVG: shares by day, one line a rate. Points in, text out."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    import altair as alt

OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Colours told apart by colour-blind eyes (Okabe and Ito 2008), without yellow and black."""

DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3])
"""A second sign beside the colour, one a line."""

_VIETNAMESE = {
    "decimal": ",",
    "thousands": ".",
    "grouping": [3],
    "currency": ["", " ₫"],
    "percent": "\u00a0%",
}
_ENGLISH = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["₫", ""]}
_OPENING = re.compile(r'<svg\b[^>]*\bviewBox="([^"]+)"[^>]*>')


@dataclass(frozen=True, slots=True)
class Point:
    """One day of a line: two counts, never a bare share."""

    on: date
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Line:
    """A named rate through the days. Days with nothing to be a share of are gaps."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands on the curve, in the language of the reader; `language` chooses comma or point."""

    title: str
    day: str
    share: str
    language: str = "vi"


def curve(lines: Sequence[Line], labels: Labels, *, width: int = 640, height: int = 280) -> str:
    """An SVG element that grows with its container, named by its title for those who do not see it.

    Over 100 % is drawn; no font is loaded, the page's own is used. Drawing takes some tenths of a second,
    the first in a process some seconds, so what has been drawn is kept: the same points, the same curve.
    """
    return _drawn(tuple(lines), labels, width, height)


@lru_cache(maxsize=256)
def _drawn(lines: tuple[Line, ...], labels: Labels, width: int, height: int) -> str:
    import vl_convert

    rows = [
        {
            "line": line.name,
            "order": number,
            "day": point.on.isoformat(),
            "share": point.numerator / point.denominator,
        }
        for number, line in enumerate(lines)
        for point in line.points
        if point.denominator
    ]
    chart = _chart(rows, [line.name for line in lines], labels).properties(width=width, height=height)
    formats = _VIETNAMESE if labels.language.startswith("vi") else _ENGLISH
    drawn = vl_convert.vegalite_to_svg(json.dumps(chart.to_dict(validate=False)), format_locale=formats)
    return _responsive(drawn, labels.title)


def _chart(rows: list[dict[str, Any]], names: list[str], labels: Labels) -> "alt.LayerChart":
    import altair as alt

    colours = alt.Scale(domain=names, range=[OKABE_ITO[at % len(OKABE_ITO)] for at in range(len(names))])
    dashes = alt.Scale(domain=names, range=[DASHES[at % len(DASHES)] for at in range(len(names))])
    legend = alt.Legend(
        orient="bottom", title=None, labelLimit=400, symbolType="stroke", symbolSize=600, columns=1
    )
    top = max((row["share"] for row in rows), default=1.0)
    days = alt.X(
        "day:T",
        title=labels.day,
        axis=alt.Axis(format="%d/%m", grid=False, labelOverlap=True, tickCount=8),
        scale=alt.Scale(nice=False),
    )
    shares = alt.Y(
        "share:Q",
        title=labels.share,
        scale=alt.Scale(domain=[0, 1.0 if top <= 1 else top * 1.05], nice=False),
        axis=alt.Axis(format=".0%", tickCount=5),
    )
    colour = alt.Color("line:N", scale=colours, legend=legend)
    data = alt.Chart(alt.InlineData(values=rows, format=alt.DataFormat(parse={"day": "date:'%Y-%m-%d'"})))
    drawn = data.mark_line(strokeWidth=2.5).encode(
        x=days, y=shares, color=colour, strokeDash=alt.StrokeDash("line:N", scale=dashes, legend=legend)
    )
    last = data.mark_point(filled=True, size=50, opacity=1).encode(x=days, y=shares, color=colour)
    last = last.transform_window(
        rank="rank()", groupby=["line"], sort=[alt.SortField("day", order="descending")]
    )
    return alt.layer(drawn, last.transform_filter("datum.rank == 1")).configure(
        font="sans-serif",
        background="transparent",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelFontSize=13, titleFontSize=13, titleFontWeight="normal", gridColor="#dddddd"
        ),
        legend=alt.LegendConfig(labelFontSize=13),
    )


def _responsive(svg: str, title: str) -> str:
    """The same drawing without size, font or ink of its own, and with a name."""
    opened = _OPENING.search(svg)
    if opened is None:
        raise ValueError("the drawing has no viewBox")
    named = f'role="img" aria-label={quoteattr(title)}'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{opened[1]}" {named}>'
    inside = svg[opened.end() :].replace(' font-family="sans-serif"', "").replace('"#000"', '"currentColor"')
    return f"{head}<title>{escape(title)}</title>{inside}"
