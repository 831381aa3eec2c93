"""An evening on its map in a real browser: doors and rows light one another, nothing keeps anybody out."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_ground_pages import come_in, faults_of

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village

pytestmark = pytest.mark.browser

Barriers = Callable[[Page], list[str]]


@pytest.fixture
def addresses(village: "Village", cast: "Cast") -> dict[str, str]:
    """An evening of two pairs, its ways compared, and the whole commune planned."""
    from django.urls import reverse

    from bacung.ground import clock
    from bacung.ground.permissions import CONSOLE
    from bacung.rounds.actions import NewPair, begin_comparison, plan_round
    from bacung.rounds.sweep_jobs import sweep
    from bacung.rounds.sweeping import Asked
    from tests.apps.rounds.evenings import settle_more
    from tests.village import EVENING

    settle_more(village, 12)
    evening = {"drive": village.drive, "commune": village.commune_a, "on": EVENING.date()}
    with clock.at(EVENING - timedelta(hours=2)):
        made = plan_round(CONSOLE, **evening, pairs=[NewPair((cast.em.pk,)), NewPair()])
        ways = begin_comparison(CONSOLE, **evening, pairs=[NewPair()])
        drive = village.drive
        whole = sweep(CONSOLE, Asked(drive, village.commune_a, "foot", 2, drive.starts_on, drive.ends_on), 0)
    return {
        "round": reverse("rounds:round", args=[made.pk]),
        "walked": reverse("visits:walked", args=[made.pk]),
        "comparison": reverse("rounds:comparison", args=[ways.pk]),
        "sweep": reverse("rounds:sweep", args=[whole.pk]),
        "turf": reverse("rounds:turf", args=[whole.pk, whole.answer["coverage"]["turfs"][0]["id"]]),
        "sweeps": reverse("rounds:sweeps"),
        "district": reverse("rounds:district"),
    }


def test_standing_on_a_row_lights_its_door_and_a_click_on_the_door_leads_back(
    page: Page, live_server: Any, addresses: dict[str, str]
):
    come_in(page, live_server, "an")
    page.goto(live_server.url + addresses["round"])
    mark = page.get_by_role("img", name="Cặp 2, nhà 01")
    row = page.locator("#door-2-01")
    expect(mark).to_be_visible()
    row.focus()
    expect(mark).to_have_class(re.compile("is-lit"))
    page.get_by_role("heading", level=1).click()
    mark.dispatch_event("click")
    expect(row).to_be_focused()
    expect(row).to_have_class(re.compile("is-lit"))


def test_on_paper_the_map_shows_all_doors_whatever_was_looked_at(
    page: Page, live_server: Any, addresses: dict[str, str]
):
    """Seventeen centimetres wide with every door inside; on the screen it is as it was afterwards."""
    inside = """() => {
        const map = document.querySelector("#map"), box = map.getBoundingClientRect();
        const doors = [...map.querySelectorAll(".door-mark")].map((mark) => mark.getBoundingClientRect());
        const all = doors.every((at) => at.left > box.left && at.right < box.right
            && at.top > box.top && at.bottom < box.bottom);
        return [doors.length, all, Math.round(box.width), map.querySelector("canvas").clientWidth];
    }"""
    come_in(page, live_server, "an")
    page.goto(live_server.url + addresses["round"])
    expect(page.get_by_role("img", name="Cặp 2, nhà 01")).to_be_visible()
    doors, _, before, _ = page.evaluate(inside)
    for _ in range(4):
        page.get_by_role("button", name="Phóng to").click()
    page.wait_for_function(f"() => !({inside})()[1]")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    on_paper = page.evaluate(inside)
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert on_paper[:3] == [doors, True, 643]
    assert abs(on_paper[3] - on_paper[2]) <= 4  # but for its border
    assert page.evaluate(inside)[2] == before


def test_without_scripts_the_evening_is_a_list(live_server: Any, addresses: dict[str, str], browser: Any):
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    come_in(page, live_server, "an")
    page.goto(live_server.url + addresses["round"])
    assert page.locator("li.door").count() > 3
    assert page.locator(".door-mark").count() == 0
    context.close()


def test_nothing_keeps_anybody_out_of_an_evenings_pages(
    page: Page, live_server: Any, addresses: dict[str, str], barriers: Barriers
):
    come_in(page, live_server, "an")
    asked = [live_server.url + address for address in addresses.values()]
    faults = [fault for address in asked for fault in faults_of(page, address, barriers)]
    assert faults == []
