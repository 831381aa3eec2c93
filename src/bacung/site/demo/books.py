"""An office's workbook on its way in: sent, read, its questions answered as the office would, accepted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from io import BytesIO

from bacung.areas.models import Area
from bacung.core.people.names import fold
from bacung.core.simulation.population import Resident
from bacung.drives.models import Drive
from bacung.ground.permissions import Viewer
from bacung.intake import actions as intake
from bacung.intake.convert import open_row
from bacung.intake.models import Batch, StagedComplaint
from bacung.intake.questions import POINTS_AT_A_ROW

Key = tuple[str, str]


@dataclass(frozen=True)
class Paper:
    """What lies in the office beside its workbook: the papers that settle a question about a row."""

    residents: Collection[Resident]
    _by_name: dict[Key, Resident] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_name.update({_key(each.name, each.born.iso): each for each in self.residents})

    def of(self, name: str | None, born: str | None) -> Resident | None:
        """Whose row this is."""
        return self._by_name.get(_key(name or "", born or ""))


def _key(name: str, born: str) -> Key:
    return fold(name), born


def send(viewer: Viewer, drive: Drive, area: Area, book: bytes, name: str, kind: str = "people") -> Batch:
    """A workbook handed in and read."""
    batch = intake.receive(viewer, drive, area, BytesIO(book), kind, name=name)
    return intake.read_batch(batch, viewer=viewer)


def take_over(viewer: Viewer, batch: Batch, paper: Paper | None = None) -> Batch:
    """Answer what is asked about the rows, then accept the book."""
    if paper:
        answer(viewer, batch, paper)
    return intake.accept(viewer, batch)


def answer(viewer: Viewer, batch: Batch, paper: Paper) -> None:
    """Every open question of a list of people, answered from the papers; a row meant twice is left out."""
    asked = StagedComplaint.objects.filter(batch=batch, severity__in=("question", "refusal"), answer="")
    for complaint in _in_order(asked):
        row = batch.rows.get(position=complaint.position)
        staged = open_row(batch.pk, row.position, row.sealed)
        said, where = staged.complaints[complaint.place], [complaint.position]
        known = paper.of(staged.values.name, staged.values.born)
        wanted = {"citizen_number": known.citizen_number, "phone": known.phone} if known else {}
        right = wanted.get(said.field or "")
        if complaint.code in POINTS_AT_A_ROW:
            twice = complaint.code == "duplicate-in-book"
            intake.decide_rows(
                viewer, batch, code=complaint.code, answer="drop" if twice else "new", positions=where
            )
        elif right:
            intake.decide_rows(
                viewer, batch, code=complaint.code, answer="correct", positions=where, value=right
            )
        else:
            intake.decide_rows(viewer, batch, code=complaint.code, answer="keep", positions=where)


def _in_order(asked: Iterable[StagedComplaint]) -> list[StagedComplaint]:
    return sorted(asked, key=lambda each: (each.position, each.place))
