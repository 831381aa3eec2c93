"""From a map's lines to a graph of crossings.

A line of a map has many points; most have a neighbour on either side and nothing else. Walking such a chain
there is nothing to decide, so it becomes one link with its length. On a country's map that leaves about a
quarter of the points.
"""

from dataclasses import dataclass

import numpy as np

from bacung.core.routing.streets.arrays import Flags, Floats, Ints, Marks

FOOT, BICYCLE, MOTORBIKE = 1, 2, 4
"""Who may go along a line in one direction, as bits of its marks."""

MODES = {"foot": FOOT, "bicycle": BICYCLE, "motorbike": MOTORBIKE}

EARTH = 6_371_008.8


@dataclass(frozen=True, slots=True)
class Lines:
    """A map as it was drawn: points in degrees, and the pieces between two points next to each other on a
    line. `there` and `back` say who may go from the piece's first point to its second and the other way.
    """

    lat: Floats
    lon: Floats
    first: Ints
    second: Ints
    there: Marks
    back: Marks


@dataclass(frozen=True, slots=True)
class Network:
    """The graph of crossings, and where its links lie.

    Links: from crossing `start` to crossing `end`, `metres` long, `there`/`back` as in `Lines`. Pieces, all
    links one after the other: piece i of link `of` begins at point (`x`, `y`) [i], ends at (`x2`, `y2`) [i],
    and begins `along` metres behind the link's start. Metres east and north of (`lat`, `lon`).
    """

    lat: float
    lon: float
    crossings: int
    start: Ints
    end: Ints
    metres: Floats
    there: Marks
    back: Marks
    of: Ints
    along: Floats
    x: Floats
    y: Floats
    x2: Floats
    y2: Floats

    def metres_of(self, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
        """Degrees as metres east and north of the network's middle."""
        east = EARTH * np.cos(np.radians(self.lat)) * np.radians(lon - self.lon)
        return east, EARTH * np.radians(lat - self.lat)

    def around(self, lat: Floats, lon: Floats, margin: float) -> "Network":
        """The links that come within `margin` metres of the box around these places."""
        x, y = self.metres_of(lat, lon)
        low_x, high_x, low_y, high_y = x.min() - margin, x.max() + margin, y.min() - margin, y.max() + margin
        beside = (np.maximum(self.x, self.x2) >= low_x) & (np.minimum(self.x, self.x2) <= high_x)
        beside &= (np.maximum(self.y, self.y2) >= low_y) & (np.minimum(self.y, self.y2) <= high_y)
        links = np.unique(self.of[beside])
        renumbered = np.full(len(self.metres), -1, dtype=np.int64)
        renumbered[links] = np.arange(len(links))
        pieces = renumbered[self.of] >= 0
        names, ends = np.unique(np.concatenate([self.start[links], self.end[links]]), return_inverse=True)
        by_link = {name: getattr(self, name)[links] for name in ("metres", "there", "back")}
        by_piece = {name: getattr(self, name)[pieces] for name in ("along", "x", "y", "x2", "y2")}
        return Network(
            lat=self.lat,
            lon=self.lon,
            crossings=len(names),
            start=ends[: len(links)].astype(np.int64),
            end=ends[len(links) :].astype(np.int64),
            of=renumbered[self.of[pieces]],
            **by_link,
            **by_piece,
        )


def contract(lines: Lines) -> Network:
    """The graph of crossings of a map. Points end a link where lines meet, end, or change who may go."""
    from bacung.core.routing.streets.chains import walk_chains

    lat, lon = (float(each.mean()) if len(each) else 0.0 for each in (lines.lat, lines.lon))
    x = EARTH * np.cos(np.radians(lat)) * np.radians(lines.lon - lon)
    y = EARTH * np.radians(lines.lat - lat)
    pieces = lines.first != lines.second
    first, second, there, back = (
        each[pieces] for each in (lines.first, lines.second, lines.there, lines.back)
    )
    at_point, offset = _incidence(first, second, len(x))
    keeps = _keeps(first, second, there, back, len(x))
    link, order, turned = walk_chains(first, second, at_point, offset, keeps)
    first, second = np.where(turned, second, first)[order], np.where(turned, first, second)[order]
    there, back = np.where(turned, back, there)[order], np.where(turned, there, back)[order]
    of = link[order]
    length = np.hypot(x[second] - x[first], y[second] - y[first])
    begins = np.flatnonzero(np.diff(of, prepend=-1))
    ends = np.append(begins[1:], len(of)) - 1 if len(of) else begins
    before = np.cumsum(length) - length
    names, ends_named = np.unique(np.concatenate([first[begins], second[ends]]), return_inverse=True)
    return Network(
        lat=lat,
        lon=lon,
        crossings=len(names),
        start=ends_named[: len(begins)].astype(np.int64),
        end=ends_named[len(begins) :].astype(np.int64),
        metres=np.add.reduceat(length, begins) if len(begins) else length,
        there=there[begins],
        back=back[begins],
        of=of,
        along=before - before[begins][of] if len(of) else before,
        x=x[first],
        y=y[first],
        x2=x[second],
        y2=y[second],
    )


def _incidence(first: Ints, second: Ints, points: int) -> tuple[Ints, Ints]:
    """The pieces at each point, one point after the other, and where each point's begin."""
    ends = np.concatenate([first, second])
    at_point = np.argsort(ends, kind="stable") % max(len(first), 1)
    offset = np.zeros(points + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends, minlength=points), out=offset[1:])
    return at_point.astype(np.int64), offset


def _keeps(first: Ints, second: Ints, there: Marks, back: Marks, points: int) -> Flags:
    """The points at which something is to be decided: not two pieces, or others may go on than came."""
    degree = np.bincount(np.concatenate([first, second]), minlength=points)
    # Who may come to the point, and who may leave it: summed and squared sums tell two equal ones apart.
    comes = np.concatenate([back, there]).astype(np.int64)
    leaves = np.concatenate([there, back]).astype(np.int64)
    ends = np.concatenate([first, second])
    turns = np.zeros(points, dtype=bool)
    for mark in (FOOT, BICYCLE, MOTORBIKE):
        come = np.bincount(ends, ((comes & mark) > 0).astype(float), points)
        leave = np.bincount(ends, ((leaves & mark) > 0).astype(float), points)
        both = np.bincount(ends, (((comes & leaves) & mark) > 0).astype(float), points)
        # On through a point of two pieces: both ways on both, or in by one and out by the other, or nobody.
        through = (both == 2) | ((come == 1) & (leave == 1) & (both == 0)) | ((come == 0) & (leave == 0))
        turns |= ~through
    kept: Flags = (degree != 2) | turns
    return kept
