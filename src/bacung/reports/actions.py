"""Handing out a paper is an export, and every export is written down."""

from datetime import datetime

from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.reports.papers.shelf import SHAPES, Shape
from bacung.reports.queries import evening


def hand_out_evening(
    viewer: Viewer, drive: Drive, *, at: datetime, ending: str, base_link: str = ""
) -> tuple[Shape, bytes]:
    """The evening report as a file of one shape. Raises `reports.unknown-shape`, `reports.not-yet`."""
    if at > clock.now():
        raise Problem("reports.not-yet")
    if ending not in SHAPES:
        raise Problem("reports.unknown-shape", ending=ending, known=", ".join(SHAPES))
    shape = SHAPES[ending]
    paper = shape.write(evening(viewer, drive, at=at, base_link=base_link))
    audit.record("reports.evening", viewer, drive=drive.pk, at=at.isoformat(), shape=ending)
    return shape, paper
