"""How far, how fast, for somebody who may know: counts, the tables made of them, and what stands behind."""

from bacung.board.queries.behind import late, people_counted
from bacung.board.queries.counts import Coverage, Row, coverage, hamlets
from bacung.board.queries.pace import features, reported_through_the_days, through_the_days
from bacung.board.queries.reported import Reported, reported
from bacung.board.queries.tables import Basis, Line, Table, table

__all__ = [
    "Basis",
    "Coverage",
    "Line",
    "Reported",
    "Row",
    "Table",
    "coverage",
    "features",
    "hamlets",
    "late",
    "people_counted",
    "reported",
    "reported_through_the_days",
    "table",
    "through_the_days",
]
