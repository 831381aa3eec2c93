"""The pages everybody meets first, in a real browser: nothing keeps anybody out or runs over."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page

from bacung.ground import jobs
from bacung.ground.models import Job

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
Barriers = Callable[[Page], list[str]]


@jobs.kind("tests.browser", title="Reading", phases={"read": "%(done)s/%(total)s rows"}, resumable=True)
def read(job: Job) -> None:
    jobs.progress(job, 1, 2, "read")


def come_in(page: Page, live_server: Any, username: str) -> None:
    """Log in as a person does."""
    from django.core.cache import cache

    from tests.cast import PASSWORD

    cache.clear()
    page.goto(f"{live_server.url}/account/login/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"{live_server.url}/")


def runs_over(page: Page) -> bool:
    """Whether one would have to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def faults_of(page: Page, address: str, barriers: Barriers) -> list[str]:
    """What is wrong with a page, on a phone by night and on a desk by day."""
    faults: list[str] = []
    for name, size, scheme in (("phone", PHONE, "dark"), ("desk", DESK, "light")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(address)
        faults += [f"{name} {address}: {barrier}" for barrier in barriers(page)]
        if runs_over(page):
            faults.append(f"{name} {address}: runs over")
    return faults


def test_pages_before_one_is_inside(page: Page, live_server: Any, cast: "Cast", barriers: Barriers):
    """Log-in, a password link and a page that is not there."""
    from bacung.staff.actions import open_link
    from tests.cast import viewer

    link = open_link(viewer(cast.an), cast.em)
    faults = [
        fault
        for address in ("/account/login/", f"/welcome/{link}/", "/nothing/")
        for fault in faults_of(page, live_server.url + address, barriers)
    ]
    assert faults == []


def test_the_first_run(page: Page, live_server: Any, transactional_db: None, barriers: Barriers):
    """The very first page of all."""
    assert faults_of(page, f"{live_server.url}/first-run/", barriers) == []


def test_pages_of_staff_and_ones_own(page: Page, live_server: Any, cast: "Cast", barriers: Barriers):
    """The coordinator's pages about people, the trail, and one's own account."""
    from tests.cast import viewer

    come_in(page, live_server, "binh")
    work = jobs.enqueue("tests.browser", viewer(cast.binh))
    Job.objects.filter(pk=work.pk).update(state=Job.State.RUNNING, done=1, total=2, phase="read")
    faults = [
        fault
        for address in (
            "/staff/",
            "/staff/new/",
            f"/staff/{cast.em.pk}/",
            "/audit/",
            "/account/password/change/",
            "/account/2fa/",
            f"/jobs/{work.pk}/",
        )
        for fault in faults_of(page, live_server.url + address, barriers)
    ]
    assert faults == []


def test_the_menu_opens_on_a_phone_and_leads_on(page: Page, live_server: Any, cast: "Cast"):
    """By a press, and Escape closes it."""
    come_in(page, live_server, "binh")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    staff = page.get_by_role("link", name="Nhân sự")
    assert not staff.is_visible()
    page.get_by_role("button", name="Mục lục").click()
    assert staff.is_visible()
    page.keyboard.press("Escape")
    assert not staff.is_visible()
    page.get_by_role("button", name="Mục lục").click()
    staff.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Nhân sự"


def test_work_is_watched_until_it_is_over(page: Page, live_server: Any, cast: "Cast"):
    """The page asks for itself; when the work is done it says so without being loaded again."""
    from tests.cast import viewer

    come_in(page, live_server, "an")
    work = jobs.enqueue("tests.browser", viewer(cast.an))
    page.goto(f"{live_server.url}/jobs/{work.pk}/")
    page.get_by_text("đang chờ đến lượt").wait_for()
    jobs.run.call(work.pk)
    page.get_by_text("Đã xong.").wait_for()


def test_the_language_is_changed_where_one_stands(page: Page, live_server: Any, cast: "Cast"):
    """And the page one was on comes back in it."""
    come_in(page, live_server, "binh")
    page.goto(f"{live_server.url}/staff/?sort=-name")
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Staff"
    assert page.url.endswith("/staff/?sort=-name")
