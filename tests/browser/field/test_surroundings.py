"""A clock of 2036, a line of 64 kbit/s, a new version in the middle of the evening, a browser's tab."""

import re
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bacung.ground import clock
from tests.browser.field.conftest import Evening, at_time, open_app
from tests.browser.field.walking import (
    expect_tally,
    next_door,
    nobody_home,
    pair,
    save,
    send_now,
    set_pin_fields,
    unlock,
    wait_for_the_rest,
)

pytestmark = pytest.mark.browser
NewPhone = Callable[..., BrowserContext]

THIN_LINE = {"offline": False, "latency": 300, "downloadThroughput": 8_000, "uploadThroughput": 8_000}  # B/s
LONGEST_BOOTSTRAP = 10  # s
LARGEST_BOOTSTRAP = 60_000  # B
NEXT = "0123456789ab"


def test_a_clock_of_2036_is_told_and_orders_nothing(new_phone: NewPhone, evening: Evening):
    page = new_phone().new_page()
    at_time(page, datetime(2036, 2, 29, 3, 0, tzinfo=clock.VIETNAM))
    page.goto(f"{evening.url}/phone/")
    pair(page, evening.code())
    expect(page.get_by_text("Đồng hồ máy lệch")).to_be_visible()
    before = evening.now()
    nobody_home(page)
    page.get_by_role("button", name="Buổi của tôi").click()
    send_now(page)
    expect_tally(page, "1 đã ghi, 1 đã lên máy chủ")

    from bacung.visits.models import Event

    assert before <= Event.objects.get().occurred_at <= evening.now()


def test_an_evening_comes_over_a_thin_line(new_phone: NewPhone, evening: Evening):
    """From the PIN to tonight's doors at 64 kbit/s: at most ten seconds and sixty kilobytes."""
    page = open_app(new_phone(), evening)
    page.get_by_label("Mã ghép").fill(evening.code())
    page.get_by_role("button", name="Ghép máy này").click()
    set_pin_fields(page)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    wait_for_the_rest(page)
    bytes_on_the_line = thin(page)
    began = time.monotonic()
    page.get_by_role("button", name="Đặt mã PIN").click()
    expect(next_door(page)).to_be_visible()
    took = time.monotonic() - began
    assert bytes_on_the_line["/sync/v1/bootstrap"] <= LARGEST_BOOTSTRAP
    assert took <= LONGEST_BOOTSTRAP


def thin(page: Page) -> dict[str, int]:
    """Make the line thin; what each address brought over it, in bytes as they travel."""
    session, addresses, brought = page.context.new_cdp_session(page), {}, {}

    def answered(told: dict[str, Any]) -> None:
        addresses[told["requestId"]] = told["response"]["url"].split("?")[0]

    def finished(told: dict[str, Any]) -> None:
        path = "/" + addresses.get(told["requestId"], "///").split("/", 3)[3]
        brought[path] = brought.get(path, 0) + int(told["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", THIN_LINE)
    return brought


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Serve a copy of the app; calling it puts a newer version in its place."""
    from bacung.fieldsync.views import app

    copy = tmp_path / "built"
    shutil.copytree(app.BUILT, copy)
    monkeypatch.setattr(app, "BUILT", copy)

    def renew() -> None:
        worker = copy / "sw.js"
        worker.write_text(re.sub(r'"[0-9a-f]{12}"', f'"{NEXT}"', worker.read_text("utf-8")), "utf-8")

    return renew


def test_a_new_version_waits_for_the_visit_and_loses_nothing(
    two_versions: Callable[[], None], new_phone: NewPhone, evening: Evening
):
    page = open_app(new_phone(), evening)
    pair(page, evening.code())
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    nobody_home(page)
    page.context.set_offline(False)
    page.get_by_role("button", name="Vào nhà này").click()
    page.get_by_role("button", name="Có người ở nhà").click()
    two_versions()
    page.evaluate("navigator.serviceWorker.ready.then((one) => one.update())")
    page.wait_for_function("navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)")
    expect(page.get_by_text("Bản mới đã sẵn sàng")).not_to_be_visible()
    page.get_by_role("button", name="Đã có sẵn").first.click()
    save(page)
    page.get_by_role("button", name="Về danh sách").last.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Dùng bản mới").click()
    unlock(page)
    page.get_by_role("button", name="Buổi của tôi").click()
    expect(page.locator(".tally__big")).to_contain_text("2 đã ghi")
    page.wait_for_function(f"caches.keys().then((all) => all.join() === 'bacung-app-{NEXT}')")


def test_it_opens_cold_without_a_network(page_ready: Page):
    page = page_ready
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.goto("about:blank")
    page.go_back()
    unlock(page)
    expect(next_door(page)).to_be_visible()


def test_a_browsers_tab_is_refused_and_told_how_to_install(new_phone: NewPhone, evening: Evening):
    code = evening.code()
    page = open_app(new_phone(installed=False), evening, query="?browser=1", fragment=f"#pair={code}")
    expect(page.get_by_role("heading", name="Cài Ba Cùng vào màn hình chính")).to_be_visible()
    expect(page.get_by_text(code)).to_be_visible()
    expect(page.get_by_label("Mã ghép")).not_to_be_visible()


def test_a_demonstration_may_be_tried_in_a_tab_and_says_so(new_phone: NewPhone, evening: Evening):
    from bacung.drives.models import Drive

    Drive.objects.update(is_demo=True)
    page = open_app(new_phone(installed=False), evening, query="?browser=1")
    pair(page, evening.code())
    expect(page.get_by_text("ĐANG CHẠY TRONG TRÌNH DUYỆT")).to_be_visible()
    expect(page.get_by_text("SỐ LIỆU MINH HỌA")).to_be_visible()


def test_quiet_hours_end_the_round_on_the_phone(page_ready: Page, evening: Evening):
    """At half past nine there is no next door; what is already typed may still be saved."""
    page = page_ready
    evening.moment = evening.moment.replace(hour=21, minute=29)
    page.clock.set_system_time(evening.now())
    page.get_by_role("button", name="Buổi của tôi").click()
    send_now(page)
    page.get_by_role("button", name="Tối nay").click()
    expect(page.get_by_text("không gõ cửa thêm")).to_be_visible()
    evening.moment = evening.moment.replace(minute=31)
    page.clock.set_system_time(evening.now())
    page.get_by_role("button", name="Buổi của tôi").click()
    send_now(page)
    page.get_by_role("button", name="Tối nay").click()
    expect(page.get_by_text("Buổi tối kết thúc")).to_be_visible()
    expect(next_door(page)).not_to_be_visible()
