"""The whole stream once: a messy workbook in, tonight's doors out, the sheet back, the report's figures."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bacung.areas.actions import seed
from bacung.areas.models import Area
from bacung.board.actions import rebuild
from bacung.board.queries import coverage
from bacung.core.simulation.population import Commune, CommuneSpec, invent_commune
from bacung.core.simulation.workbooks import messy_workbook
from bacung.desk.actions import NewDeskEntry, serve_all
from bacung.drives.actions import Terms, create_drive, set_areas
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, Grant, Viewer
from bacung.intake.actions import accept, give_back, read_batch, receive
from bacung.intake.models import Batch, StagedComplaint
from bacung.registry.models import Person
from bacung.registry.queries import by_citizen_number
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Door
from bacung.rounds.printing import pair_workbook, round_pdf
from bacung.site.demo.books import Paper, answer
from bacung.site.demo.lists import Line, confirmation_list

pytestmark = pytest.mark.django_db

FRIDAY = date(2023, 6, 2)


def at(hour: int, days: int = 0) -> datetime:
    """An hour of that Friday, or of a day after it."""
    return datetime.combine(FRIDAY + timedelta(days=days), time(hour), clock.VIETNAM)


@pytest.fixture
def area(db: None) -> Area:
    """Phù Lưu as it was in 2023."""
    seed(CONSOLE, provinces=("42",))
    found: Area = Area.objects.get(level="commune", code="18493", valid_to=date(2025, 1, 1))
    return found


@pytest.fixture
def officer(area: Area) -> Viewer:
    """Who keeps the commune's lists."""
    return Viewer(user_id=None, name="Cán bộ Phù Lưu", grants=(Grant("officer", area.path),))


@pytest.fixture
def drive(area: Area) -> Drive:
    """Six months from that Friday on."""
    terms = Terms(
        name="Ba cùng",
        starts_on=FRIDAY,
        ends_on=date(2023, 12, 10),
        age_on=FRIDAY,
        first_knock_by=date(2023, 9, 1),
        rules="2022-decree",
    )
    made = create_drive(CONSOLE, code="ba-cung", terms=terms)
    set_areas(CONSOLE, made, [area])
    return made


@pytest.fixture
def commune(area: Area) -> Commune:
    """A hundred and fifty eligible people and their children."""
    spec = CommuneSpec(
        code=area.code,
        name=area.name,
        province="042",
        latitude=area.latitude or 0,
        longitude=area.longitude or 0,
        size=150,
        on=FRIDAY,
        counts="eligible",
        hamlet_count=3,
    )
    return invent_commune(spec, 4)


@pytest.fixture
def told_collected(commune: Commune) -> set[str]:
    """Those whom the commune's own list says to be collected and approved: every second grown-up."""
    grown = [each for each in commune.people if each.born.year < 2005 and each.citizen_number]
    return {each.citizen_number or "" for each in grown[::2]}


def sent(officer: Viewer, drive: Drive, area: Area, book: bytes, kind: str = "people") -> Batch:
    """A book handed in and read."""
    return read_batch(receive(officer, drive, area, BytesIO(book), kind, name="so.xlsx"), viewer=officer)


def filled_in(book: bytes) -> bytes:
    """The pair's sheet by the next morning: nobody at the first door, all activated at the others."""
    sheet = load_workbook(BytesIO(book))
    doors = 0
    for row in sheet.active.iter_rows():
        code = str(row[0].value or "")
        if code.isdigit():
            doors += 1
            row[3].value = "Vắng nhà" if doors == 1 else "Có nhà"
        elif code[:2].isdigit() and doors > 1:
            row[3].value = "Đã kích hoạt"
    target = BytesIO()
    sheet.save(target)
    return target.getvalue()


def numbers_of(people: Iterator[Person] | list[Person], commune: Commune) -> dict[int, tuple[str, str]]:
    """The number and name of each of these, from the office's own papers."""
    residents = {each.citizen_number: each.name for each in commune.people if each.citizen_number}
    known = {person.pk: number for number, person in by_citizen_number(list(residents)).items()}
    return {
        person.pk: (known[person.pk], residents[known[person.pk]]) for person in people if person.pk in known
    }


def test_from_the_messy_workbook_to_the_figures_of_the_report(
    area: Area, officer: Viewer, drive: Drive, commune: Commune, told_collected: set[str]
) -> None:
    """Every step is the action that pages and verbs call, and each figure is the sum of what was recorded."""
    people = list(commune.people)
    more = {"Ngày duyệt": lambda each: date(2023, 5, 20) if each.citizen_number in told_collected else None}
    with clock.at(at(8)):
        batch = sent(officer, drive, area, messy_workbook(people, "everything", 4, more=more))
        assert sum(batch.counts["verdict"].values()) == batch.rows.count() > len(people)
        assert batch.counts["verdict"]["repaired"] > 0
        answer(officer, batch, Paper(people))
        assert not StagedComplaint.objects.filter(batch=batch, severity="question", answer="").exists()
        accept(officer, batch)
        assert load_workbook(BytesIO(give_back(officer, batch)))
    now = coverage(officer, drive, at=at(9)).total
    assert (now["listed"], now["eligible"], now["approved"]) == (len(people), 150, len(told_collected))

    with clock.at(at(16)):
        planned = plan_round(officer, drive=drive, commune=area, on=FRIDAY, pairs=[NewPair()])
        assert round_pdf(officer, planned).startswith(b"%PDF")
        sheet = pair_workbook(officer, planned, 1)
    with clock.at(at(7, days=1)):
        accept(officer, sent(officer, drive, area, filled_in(sheet), "visits"))
    after = coverage(officer, drive, at=at(8, days=1)).total
    knocked = Door.objects.filter(drive=drive, knocks=1)
    assert 1 < knocked.count() == planned.pairs.get().stops.count()
    assert after["activated"] > 0
    assert after["left.NOT_HOME"] > 0

    fresh = Person.admitted.filter(account=None, born__lt="2000", presence="here").order_by("pk")[:3]
    with clock.at(at(10, days=3)):
        serve_all(officer, drive, [NewDeskEntry(person.pk, "collected") for person in fresh])
    with clock.at(at(16, days=6)):
        lines = [
            Line(number, name, activated=date(2023, 6, 7))
            for number, name in numbers_of(fresh, commune).values()
        ]
        listed = sent(
            CONSOLE, drive, area, confirmation_list(lines, area, date(2023, 6, 8)), "reconciliation"
        )
        accept(CONSOLE, listed)
    last = coverage(officer, drive, at=at(17, days=6)).total
    assert last["collected"] == after["collected"] + 3
    assert last["activated"] == after["activated"] + len(lines)
    assert last["confirmed"] == len(lines)
    assert coverage(officer, drive, at=at(9)).total == now
    assert rebuild() == 0
