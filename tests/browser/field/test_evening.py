"""An evening at the doors: without signal, reloaded, killed, and all of it on the server in the end."""

import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PROGRAMS
from tests.browser.field import conftest
from tests.browser.field.conftest import Evening, at_time, open_app
from tests.browser.field.walking import expect_tally, next_door, nobody_home, pair, save, send_now, unlock

pytestmark = pytest.mark.browser
NewPhone = Callable[..., BrowserContext]


def visits() -> int:
    from bacung.visits.models import Event

    return Event.objects.exclude(outcome="void").count()


def test_an_evening_without_signal_is_on_the_server_in_the_end(page_ready: Page):
    page, network = page_ready, page_ready.context
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    network.set_offline(True)
    nobody_home(page, 3)
    page.reload()
    unlock(page)
    nobody_home(page, 2)
    expect_tally(page, "5 đã ghi, 0 đã lên máy chủ")
    assert visits() == 0
    network.set_offline(False)
    send_now(page)
    expect_tally(page, "5 đã ghi, 5 đã lên máy chủ")
    expect(page.get_by_text("Đủ cả")).to_be_visible()
    assert visits() == 5


def test_a_door_with_everything_said_reaches_the_ledger(page_ready: Page, evening: Evening):
    """Two people: one comes to the desk on Monday, one is undecided; both would see them again tonight."""
    page = page_ready
    page.get_by_role("button", name="Vào nhà này").click()
    page.get_by_role("button", name="Có người ở nhà").click()
    page.get_by_role("button", name="Mời ra trụ sở").first.click()
    page.get_by_role("button", name="T2 5/6 08:00").click()
    page.get_by_role("button", name="Chưa được vì…").nth(1).click()
    page.get_by_role("button", name="Còn phân vân").click()
    page.get_by_role("button", name="Tối nay 20:00").click()
    save(page)
    page.get_by_role("button", name="Về danh sách").last.click()
    send_now_until_all(page)

    from bacung.visits.models import Event, PersonOutcome

    visit = Event.objects.get()
    told = {(row.outcome, row.reason) for row in PersonOutcome.objects.filter(event=visit)}
    assert visit.outcome == "home"
    assert told == {("invited", ""), ("reason", "NOT_YET_WILLING")}
    page.get_by_role("button", name="Tối nay").click()
    page.get_by_role("button", name="Quay lại").click()
    expect(page.get_by_text("Hẹn 20:00")).to_be_visible()


def send_now_until_all(page: Page) -> None:
    page.get_by_role("button", name="Buổi của tôi").click()
    send_now(page)
    expect(page.get_by_text("Đủ cả")).to_be_visible()


def test_a_mistake_is_withdrawn_and_written_anew(page_ready: Page):
    page = page_ready
    page.get_by_role("button", name="Vào nhà này").click()
    page.get_by_role("button", name="Không có ai").click()
    save(page)
    page.get_by_role("button", name="Sửa: hủy và ghi lại").click()
    page.get_by_role("button", name="Chọn lại").click()
    page.get_by_role("button", name="Trường hợp khác").click()
    page.get_by_role("button", name="Từ chối mở cửa").click()
    save(page)
    page.get_by_role("button", name="Về danh sách").last.click()
    send_now_until_all(page)

    from bacung.visits.models import Event

    assert set(Event.objects.values_list("outcome", flat=True)) == {"nobody", "door-refused"}


def test_somebody_who_is_on_no_list_is_added_and_visited(page_ready: Page):
    page = page_ready
    page.get_by_role("button", name="Thêm nhà mới").click()
    page.get_by_label("Địa chỉ hoặc cách nhận ra").fill("Nhà mái tôn sau chợ")
    page.get_by_label("Chủ hộ").fill("Hoàng Thị Mới")
    page.get_by_role("button", name="Thêm một người nữa").click()
    page.get_by_label("Năm sinh").fill("1950")
    page.get_by_role("button", name="Lưu nhà này").click()
    page.get_by_role("button", name="Có người ở nhà").click()
    page.get_by_role("button", name="Mời ra trụ sở").click()
    save(page)
    page.get_by_role("button", name="Về danh sách").last.click()
    send_now_until_all(page)

    from bacung.fieldsync.models import Received

    assert set(Received.objects.values_list("kind", flat=True)) == {"hh.created", "visit.recorded"}


def test_search_finds_without_accents_also_in_reserve(page_ready: Page):
    page = page_ready
    page.get_by_role("button", name="Tìm nhà").click()
    page.get_by_label("Tìm tên, địa chỉ").fill("so 50")
    expect(page.get_by_role("button", name=re.compile("Số 50"))).to_be_visible()
    page.get_by_label("Tìm tên, địa chỉ").fill("khong co ai ten nay")
    expect(page.get_by_text("Không thấy nhà nào")).to_be_visible()


def test_a_killed_browser_loses_nothing(tmp_path: Path, evening: Evening, browser: Browser):
    """Saved without signal, then the phone dies in the hand: the next start has it all."""
    first = persistent(browser, tmp_path)
    page = first.new_page()
    at_time(page, evening.now())
    page.goto(f"{evening.url}/phone/")
    pair(page, evening.code())
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    first.set_offline(True)
    nobody_home(page, 3)
    kill(first)

    second = persistent(browser, tmp_path)
    second.set_offline(True)
    page = second.new_page()
    at_time(page, evening.now())
    page.goto(f"{evening.url}/phone/")
    unlock(page)
    expect_tally(page, "3 đã ghi, 0 đã lên máy chủ")
    second.set_offline(False)
    send_now(page)
    expect_tally(page, "3 đã ghi, 3 đã lên máy chủ")
    second.close()
    assert visits() == 3


def persistent(browser: Browser, folder: Path) -> BrowserContext:
    """A phone with a disk of its own."""
    context = browser.browser_type.launch_persistent_context(
        folder / "profile",
        executable_path=next(filter(None, map(shutil.which, PROGRAMS)), None),
        chromium_sandbox=False,
        viewport=conftest.SMALL,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.add_init_script(conftest.INSTALLED)
    context.set_default_timeout(conftest.PATIENCE)
    return context


def kill(context: BrowserContext) -> None:
    """End the browser as a dead battery does: at once, and without a word to anybody."""
    assert context.browser is not None
    told: Any = context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    processes = told["processInfo"]
    [browser] = [process["id"] for process in processes if process["type"] == "browser"]
    os.kill(browser, signal.SIGKILL)


def test_next_door_follows_what_was_done(page_ready: Page):
    page = page_ready
    first = page.locator(".next__number").inner_text()
    nobody_home(page)
    expect(next_door(page)).to_be_visible()
    assert (first, page.locator(".next__number").inner_text()) == ("1", "2")


def test_the_code_may_come_by_address_and_leaves_it(new_phone: NewPhone, evening: Evening):
    code = evening.code()
    page = open_app(new_phone(), evening, fragment=f"#pair={code}")
    expect(page.get_by_label("Mã ghép")).to_have_value(code)
    assert code not in page.url
