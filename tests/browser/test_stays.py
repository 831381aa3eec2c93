"""The pages of stays in a real browser: a line of the diary at night, by phone, with one hand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page

from bacung.ground import clock
from tests.browser.test_ground_pages import PHONE, faults_of

if TYPE_CHECKING:
    from bacung.staff.models import Member
    from tests.apps.postings.staying import Staying
    from tests.cast import Cast

pytestmark = pytest.mark.browser

Barriers = Callable[[Page], list[str]]


@pytest.fixture
def staying(cast: "Cast") -> "Staying":
    """Students in commune A this very evening, as a browser's server keeps today's time."""
    from tests.apps.postings.staying import now_staying

    return now_staying(cast)


def enter(page: Page, live_server: Any, member: "Member") -> None:
    """Be somebody, as after a log-in."""
    from django.conf import settings
    from django.test import Client

    from tests.cast import as_

    cookie = as_(Client(), member).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )


def test_the_pages_of_stays_keep_nobody_out(
    page: Page, live_server: Any, cast: "Cast", staying: "Staying", barriers: Barriers
):
    """By phone at night and on a desk by day, for the student, the officer and the coordinator."""
    stay = f"/postings/stays/{staying.posting.pk}/"
    student = f"/postings/people/{staying.of_em.pk}/"
    held = staying.muster.briefings.create(
        topic="area", held_at=clock.now(), place="Huyện", material="Bản đồ"
    )
    briefings = f"/postings/{staying.muster.pk}/briefings/"
    seen = {
        "em": ("/postings/stays/", stay, student),
        "an": (stay, student),
        "binh": ("/postings/people/", briefings, f"{briefings}{held.pk}/"),
    }
    faults = []
    for username, addresses in seen.items():
        enter(page, live_server, getattr(cast, username))
        for address in addresses:
            faults += faults_of(page, live_server.url + address, barriers)
    assert faults == []


def test_a_line_is_written_by_phone(page: Page, live_server: Any, cast: "Cast", staying: "Staying"):
    """Open a kind, tap in how many, send: every target is large enough for a tired thumb."""
    enter(page, live_server, cast.em)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/postings/stays/{staying.posting.pk}/")
    kind = page.locator("#meals")
    kind.get_by_text("Ghi thêm").click()
    kind.get_by_label("Số lượng").fill("3")
    targets = kind.locator("summary, select, input:not([type=hidden]), button:visible")
    low = [box for box in (each.bounding_box() for each in targets.all()) if box and box["height"] < 48]
    assert low == []
    kind.get_by_role("button", name="Ghi vào").click()
    page.get_by_text("Đã ghi: Bữa cơm cùng bà con").wait_for()
    assert "3 bữa" in page.locator("#meals").inner_text()
