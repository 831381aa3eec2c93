"""Every number that leads somewhere leads to as many rows, and a report says what the board says."""

import html
import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from bacung.board.queries import people_counted, table
from bacung.desk.actions import serve
from bacung.drives.actions import NewTarget, assign_targets
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.reports.queries import evening
from bacung.visits.actions import NewOutcome, NewVisit, record_visits
from tests.cast import Cast, as_
from tests.village import DAY, EVENING, Village

LINK = re.compile(r'<a[^>]*href="(/board/[^"]*/people/\?[^"]*)"[^>]*>(.*?)</a>', re.S)


@pytest.fixture
def week(village: Village) -> list[datetime]:
    """Some evenings and a day at the desk; the moments at which one looks."""
    sure = village.person("Nguyễn Văn An")
    targets = [
        NewTarget(commune.pk, "activated", "eligible", 3, "huyện", village.drive.ends_on)
        for commune in (village.commune_a, village.commune_b)
    ]
    assign_targets(CONSOLE, village.drive, targets)
    for at, (name, outcome, reason) in enumerate(
        (
            ("Nguyễn Thị Ánh", "activated", ""),
            ("Phan Đình Đức", "reason", "WORKING_AWAY"),
            ("Trần Văn Bảy", "reason", "NO_SMARTPHONE"),
        )
    ):
        person = village.person(name)
        told = (NewOutcome(person.pk, outcome, reason),)  # type: ignore[arg-type]
        with clock.at(EVENING + at * DAY + timedelta(hours=2)):
            visit = NewVisit(person.household_id, "home", EVENING + at * DAY, told)
            record_visits(CONSOLE, village.drive, [visit])
            serve(CONSOLE, drive=village.drive, person_id=sure.pk, service="collected")
    return [datetime(2023, 6, day, 17, tzinfo=clock.VIETNAM) for day in (1, 2, 3, 4, 5)]


def numbers(page: str) -> list[tuple[str, int]]:
    """Every number on a page that is a link to its rows."""
    found = [(html.unescape(link), re.sub(r"<[^>]*>|\s", "", text)) for link, text in LINK.findall(page)]
    return [(link, int(text.replace(".", ""))) for link, text in found if re.fullmatch(r"[\d.]+", text)]


def test_every_number_on_the_board_is_the_number_of_its_rows(
    week: list[datetime], village: Village, cast: Cast
) -> None:
    """On every evening, for the drive, its districts and one commune by hamlet."""
    browser, drive, looked = as_(Client(), cast.binh), village.drive.code, 0
    for at in week:
        asked = f"at={at:%Y-%m-%dT%H:%M}"
        for page in (f"?{asked}", f"?{asked}&by=district", f"{village.commune_a.pk}/?{asked}"):
            for link, number in numbers(browser.get(f"/board/{drive}/{page}").content.decode()):
                assert browser.get(link).context["page"].paginator.count == number, link
                looked += 1
    assert looked > 50


def test_measures_boards_and_reports_agree_at_every_moment(week: list[datetime], village: Village) -> None:
    """Counted person by person, added up by commune, or printed: the same numbers."""
    for at in week:
        board = table(CONSOLE, village.drive, at=at)
        report = evening(CONSOLE, village.drive, at=at)
        for line, row in zip(board.lines, report.rows, strict=True):
            for measure, number in line.counts.items():
                people = people_counted(CONSOLE, village.drive, measure, at=at, area=line.place)  # type: ignore[arg-type]
                assert people.count() == number, (at, measure)
            assert [(share.numerator, share.denominator) for _, share in line.rates] == [
                (rate.numerator.value, rate.denominator.value) for rate in row.rates
            ]
            assert row.achieved.value == line.counts["activated"]
        assert report.total.achieved.value == sum(row.achieved.value or 0 for row in report.rows)
