"""Whatever stands in an address, the answer is a page or a refusal, never a fault of ours."""

from urllib.parse import quote

import pytest
from django.test import Client

from bacung.ground.permissions import CONSOLE
from bacung.intake.actions import read_batch, receive
from tests.apps.intake.books import FAMILY, workbook
from tests.cast import Cast, as_
from tests.village import Village

TEXTS = ("\x00", "²", "9" * 30, "-1", "'\"><script>", "%", "\u202e", "x" * 5000, "１２３４５６７８９０１２")
MOMENTS = (
    "0001-01-01",
    "1/1/0001",
    "31/12/9999",
    "9999-12-31",
    "0000-00-00",
    "2023-06-01T25:00",
    "31/12/2199",
)
ASKED_BY_TEXT = (
    "/people/?q={}",
    "/desk/?q={}",
    "/areas/?q={}",
    "/lists/?page={}",
    "/lists/{}/",
    "/board/{drive}/?by={}",
    "/board/{drive}/people/?measure=listed&area={}",
    "/board/{drive}/people/?measure=left.{}",
    "/visits/?commune={}",
    "/tonight/plan/?drive={}&commune={}&pairs={}",
    "/papers/?drive={}",
    "/papers/{drive}/evening.{}?at=2023-06-20",
    "/audit/?who={}&action={}",
    "/staff/?sort={}&page={}",
    "/people/{}/",
    "/people/households/{}/",
    "/visits/enter/{}/1/",
    "/welcome/{}/",
)
ASKED_BY_MOMENT = (
    "/areas/?on={}&q=a",
    "/board/{drive}/?at={}",
    "/board/{drive}/people/?measure=listed&at={}",
    "/board/{drive}/curve.svg?at={}",
    "/board/{drive}/areas.geojson?at={}",
    "/visits/?on={}",
    "/papers/?drive={drive}&at={}",
    "/papers/{drive}/evening.xlsx?at={}",
    "/audit/?since={}&until={}",
    "/tonight/plan/?drive={drive}&on={}",
)


@pytest.mark.parametrize("asked", [*ASKED_BY_TEXT, *ASKED_BY_MOMENT])
def test_an_absurd_address_is_answered(asked: str, village: Village, cast: Cast) -> None:
    """No text, number, day or moment in any place of an address breaks the page behind it."""
    browser = as_(Client(raise_request_exception=False), cast.binh)
    for text in MOMENTS if asked in ASKED_BY_MOMENT else TEXTS:
        written = quote(text, safe="")
        address = asked.format(*[written] * 3, drive=village.drive.code)
        assert browser.get(address).status_code in (200, 302, 400, 404), address


@pytest.mark.parametrize("page", ["/people/{}/facts/", "/people/{}/number/", "/desk/serve/{}/"])
def test_an_absurd_form_is_answered(page: str, village: Village, cast: Cast) -> None:
    """Forms too: days at the ends of the calendar, words nobody offered."""
    browser = as_(Client(raise_request_exception=False), cast.an)
    person = village.person("Trần Văn Bảy").pk
    for since in (*MOMENTS, *TEXTS):
        said = {"presence": "here", "never": "no", "since": since, "service": since}
        assert browser.post(page.format(person), said).status_code in (200, 302, 400, 404)


def test_no_report_is_written_of_a_moment_to_come(village: Village, cast: Cast) -> None:
    """Numbers of today under a date of next year would be believed."""
    answer = as_(Client(), cast.binh).get(f"/papers/{village.drive.code}/evening.txt?at=31/12/2199")
    assert answer.status_code == 400


def test_keys_larger_than_any_are_nobodys(village: Village, cast: Cast) -> None:
    """A number no database holds, where a form says which rows are meant."""
    book = read_batch(receive(CONSOLE, village.drive, village.commune_a, workbook(FAMILY), name="a.xlsx"))
    binh = as_(Client(raise_request_exception=False), cast.binh)
    large = "9" * 30
    withdraw = f"/drives/{village.drive.code}/targets/withdraw/"
    answer = f"/lists/{book.pk}/complaints/lost-zeros/answer/"
    assert binh.post(withdraw, {"target": large}).status_code == 302
    for said in ({"row": large}, {"single": f"{large}:accept"}):
        assert binh.post(answer, {"answer": "accept", **said}).status_code == 302
