"""The rota in a real browser: nothing keeps anybody out, and a team is carried by mouse and by keys."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from tests.browser.test_ground_pages import come_in, faults_of

if TYPE_CHECKING:
    from bacung.postings.models import Muster
    from tests.cast import Cast

pytestmark = pytest.mark.browser
Barriers = Callable[[Page], list[str]]


def muster_ahead(kind: str, days: int) -> "Muster":
    """A muster of so many days from next week on; the drive lasts as long."""
    from bacung.drives.models import Drive
    from bacung.postings.actions.muster import make_muster

    first = clock.today() + timedelta(days=7)
    last = first + timedelta(days=days)
    Drive.objects.update(ends_on=last, first_knock_by=last)
    return make_muster(CONSOLE, Drive.objects.get(), kind=kind, name="Đợt 1", starts_on=first, ends_on=last)


@pytest.fixture
def muster(cast: "Cast") -> "Muster":
    """Three weekends that lie ahead, the first of them planned and published."""
    from bacung.areas.models import Area
    from bacung.postings.actions.change import Place, change_duty
    from bacung.postings.actions.enlist import call_up
    from bacung.postings.actions.publish import publish
    from bacung.postings.duties import fridays
    from bacung.postings.models import Muster
    from tests.apps.postings.season import PEOPLE

    made = muster_ahead("weekends", 28)
    call_up(CONSOLE, made, PEOPLE)
    # A holiday among these days is no reason to fail.
    blocked = {day.isoformat(): "" for day in fridays(made.starts_on, made.ends_on)}
    Muster.objects.filter(pk=made.pk).update(blocked=blocked)
    made = Muster.objects.select_related("drive").get(pk=made.pk)
    keys = [each.member_id for each in made.enlistments.order_by("pk")]
    commune = Area.objects.get(name="Phù Lưu")
    change_duty(CONSOLE, made, Place((made.starts_on, commune.pk), (keys[0], keys[2])), "đợt đầu")
    publish(CONSOLE, made)
    return made


def test_pages_of_a_season(page: Page, live_server: Any, muster: "Muster", barriers: Barriers):
    """All that a coordinator opens."""
    come_in(page, live_server, "binh")
    stay = muster.postings.get()
    here = f"/postings/{muster.pk}"
    duty = f"{here}/rota/{muster.starts_on.isoformat()}/{stay.commune_id}/"
    addresses = ("/postings/", f"{here}/", f"{here}/rota/", duty, f"{here}/enlisted/", f"{here}/hosts/")
    more = (f"{here}/absences/", f"{here}/change/", f"{here}/publish/", "/postings/mine/", "/postings/new/")
    faults = [
        fault
        for address in (*addresses, *more)
        for fault in faults_of(page, live_server.url + address, barriers)
    ]
    assert faults == []


def test_a_team_is_carried_by_the_mouse(page: Page, live_server: Any, muster: "Muster", barriers: Barriers):
    """The rules answer, with nothing that keeps anybody out; the press after that makes the change."""
    come_in(page, live_server, "binh")
    page.goto(f"{live_server.url}/postings/{muster.pk}/rota/")
    page.locator("#rota[data-awake~=rota]").wait_for()
    rows = page.locator("#rota tbody tr")
    page.locator("[data-team]").drag_to(rows.nth(1).locator("[data-cell]").nth(1))
    verdict = page.locator("#verdict")
    expect(verdict.get_by_role("heading")).to_contain_text("→")
    assert barriers(page) == []
    expect(rows.nth(0).locator("[data-team]")).to_have_count(1)
    verdict.locator("button.button").click()
    expect(rows.nth(1).locator("[data-team]")).to_have_count(1)
    expect(rows.nth(0).locator("[data-team]")).to_have_count(0)


def test_a_team_is_carried_by_the_keys(page: Page, live_server: Any, muster: "Muster"):
    """Space picks it up, the arrows walk, space puts it down."""
    come_in(page, live_server, "binh")
    page.goto(f"{live_server.url}/postings/{muster.pk}/rota/")
    page.locator("#rota[data-awake~=rota]").wait_for()
    page.locator("[data-team]").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-picked]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("#verdict").get_by_role("heading")).to_contain_text("→")


def test_without_a_program_a_team_moves_by_forms(browser: Any, live_server: Any, muster: "Muster"):
    """As on an old machine."""
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    come_in(page, live_server, "binh")
    stay = muster.postings.get()
    page.goto(
        f"{live_server.url}/postings/{muster.pk}/rota/{muster.starts_on.isoformat()}/{stay.commune_id}/"
    )
    page.get_by_label("Về xã").select_option(label="xã Mai Phụ")
    page.get_by_role("button", name="Đối chiếu quy tắc").last.click()
    page.get_by_role("button", name="Đổi như vậy").click()
    expect(page.locator("#rota tbody tr").nth(0).locator("[data-team]")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("Đã đổi lịch")
    context.close()
