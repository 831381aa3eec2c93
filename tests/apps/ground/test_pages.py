"""What stands on every page: the language, the menu, the policy, and refusals in the same look."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.template.loader import render_to_string
from django.test import Client

from bacung.core.problems import CODES
from bacung.ground.deeds import DEEDS
from bacung.ground.wording import SENTENCES
from tests.cast import as_
from tests.house.project import ROOT

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village

ENGLISH_BROWSER = {"Accept-Language": "en-US,en;q=0.9"}


def test_vietnamese_is_spoken_until_somebody_chooses_otherwise(client: Client, db: None):
    """An office's browser set to English by accident changes nothing; a choice is kept."""
    assert "Đăng nhập" in client.get("/account/login/", headers=ENGLISH_BROWSER).content.decode()
    client.post("/i18n/setlang/", {"language": "en", "next": "/account/login/"})
    assert "Log in" in client.get("/account/login/").content.decode()


def test_the_menu_promises_what_the_doors_keep(cast: "Cast", client: Client):
    """Each role sees the rooms that would let it in, and no other."""
    from django.urls import reverse

    audit, staff = reverse("staff:audit"), reverse("staff:index")
    seen = {}
    for name in ("binh", "an", "em", "giang", "hoa"):
        page = as_(client, getattr(cast, name)).get("/account/password/change/").content.decode()
        seen[name] = {address for address in (audit, staff) if f'href="{address}"' in page}
    assert seen == {"binh": {audit, staff}, "an": {staff}, "em": set(), "giang": {audit}, "hoa": set()}


def test_the_menu_keeps_all_rooms_on_a_page_for_one_role(cast: "Cast", client: Client):
    """A page narrows what its viewer may do on it, not where they may go."""
    from tests.cast import also

    also(cast.an, "auditor", None)
    assert 'href="/staff/"' in as_(client, cast.an).get("/audit/").content.decode()


def test_a_page_of_a_demonstration_says_so(village: "Village", cast: "Cast", client: Client):
    """On every page of whoever can see the drive, and on no other's."""
    band = "SỐ LIỆU MINH HỌA"
    an, hoa = as_(Client(), cast.an), as_(Client(), cast.hoa)
    address = "/account/password/change/"
    assert band not in an.get(address).content.decode()
    type(village.drive).objects.update(is_demo=True)
    assert band in an.get(address).content.decode()
    assert band not in hoa.get(address).content.decode()


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "<html"),
        ({"HX-Request": "true"}, '<div class="notice notice--fault"'),
        ({"Accept": "application/json"}, '{"error": {"code": "ground.not-found"'),
    ],
)
def test_a_refusal_comes_as_page_part_or_json(
    headers: dict[str, str], expected: str, client: Client, db: None
):
    """The same sentence and code, as the asker can use it."""
    answer = client.get("/nothing/here/", headers=headers)
    assert answer.status_code == 404
    assert answer.content.decode().startswith("<!doctype html>" if expected == "<html" else expected)
    assert "ground.not-found" in answer.content.decode()


def test_a_log_in_leads_back_to_where_one_wanted_to_go(cast: "Cast", client: Client):
    """With its question; for a part of a page the whole page goes to the log-in."""
    wanted = "/staff/?sort=-name"
    assert client.get(wanted).headers["Location"] == "/account/login/?next=%2Fstaff%2F%3Fsort%3D-name"
    part = client.get(wanted, headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"].startswith("/account/login/")


def test_nothing_inline_is_allowed_and_nothing_inline_is_there(cast: "Cast", client: Client):
    """The policy forbids inline script and style, and our pages have none."""
    answer = as_(client, cast.binh).get("/staff/")
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    page = answer.content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page


def test_a_broken_page_looks_like_the_others_and_tells_nothing(client: Client, db: None):
    """Our own fault: a sentence, a code, no details."""
    from django.test import RequestFactory

    from bacung.ground.views import broken

    answer = broken(RequestFactory().get("/x/"))
    assert answer.status_code == 500
    assert "ground.broken" in answer.content.decode()


def test_every_declared_problem_has_its_sentence():
    """And no sentence is left over."""
    assert set(SENTENCES) == set(CODES)


def test_every_recorded_deed_has_its_words():
    """The trail is read by people; what an action records is said in words."""
    said = re.compile(r'\brecord\(\s*"([a-z][a-z.-]+)"')
    recorded = {
        code for path in (ROOT / "src").rglob("*.py") for code in said.findall(path.read_text("utf-8"))
    } - {"registry.unmask"}  # an example in a docstring
    assert recorded - set(DEEDS) == set()


def test_a_figure_shows_what_it_is_made_of():
    """Never a bare percentage."""
    shown = render_to_string(
        "ground/figure.html",
        {
            "name": "Đã kích hoạt",
            "numerator": 116167,
            "numerator_name": "máy đã cài",
            "denominator": 278950,
            "denominator_name": "máy cần cài",
            "as_of": datetime(2023, 6, 1, 1, 0, tzinfo=UTC),
            "change": -3,
        },
    )
    for words in ("41,6\u00a0%", "116.167", "278.950", "máy cần cài", "tính đến 08h00 ngày 1/6/2023", "−3"):
        assert words in shown


def test_styles_take_their_measures_from_the_tokens():
    """Colours are named in one file only."""
    folder = ROOT / "src" / "bacung" / "ground" / "static" / "ground" / "css"
    colour = re.compile(r"#[0-9a-f]{3,8}\b", re.IGNORECASE)
    found = {path.name: colour.findall(path.read_text("utf-8")) for path in folder.glob("*.css")}
    assert {name: colours for name, colours in found.items() if colours} == {}
