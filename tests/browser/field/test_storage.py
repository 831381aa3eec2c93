"""Storage that is full, wiped, or wanted by two windows: the walker is told, nothing is lost in silence."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.field.conftest import PATIENCE, Evening, open_app
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


NOT_SAVED = re.compile("chưa lưu được|CHƯA LƯU ĐƯỢC")
FORGETS = 33  # s; so long Chromium goes on with the room it once measured


def devtools(page: Page, method: str, **facts: Any) -> None:
    page.context.new_cdp_session(page).send(method, facts)


def origin(page: Page) -> str:
    return str(page.evaluate("location.origin"))


def leave_room(page: Page, size: int) -> None:
    """Let the browser give this app so many bytes in all, from now on."""
    devtools(page, "Storage.overrideQuotaForOrigin", origin=origin(page), quotaSize=size)
    time.sleep(FORGETS)


def test_a_full_phone_says_not_saved_and_takes_it_when_there_is_room(page_ready: Page):
    page = page_ready
    page.get_by_role("button", name="Vào nhà này").click()
    page.get_by_role("button", name="Không có ai").click()
    leave_room(page, 1_000)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text=NOT_SAVED)).to_be_visible()
    expect(page.get_by_text("Đã lưu trên máy này")).not_to_be_visible()
    leave_room(page, 10**9)
    save(page)
    page.get_by_role("button", name="Về danh sách").last.click()
    expect_tally(page, "1 đã ghi, 1 đã lên máy chủ")


def test_no_evening_begins_on_a_full_phone(new_phone: Callable[..., BrowserContext], evening: Evening):
    """The phone is tried before the first door: it writes what ten evenings need."""
    page = open_app(new_phone(), evening)
    page.get_by_label("Mã ghép").fill(evening.code())
    page.get_by_role("button", name="Ghép máy này").click()
    set_pin_fields(page)
    wait_for_the_rest(page)
    used = page.evaluate("navigator.storage.estimate().then((one) => one.usage)")
    leave_room(page, used + 200_000)
    page.get_by_role("button", name="Đặt mã PIN").click()
    expect(page.get_by_role("alert").filter(has_text="Máy gần hết chỗ")).to_be_visible()
    expect(page.get_by_role("button", name="Vào nhà này")).not_to_be_visible()
    leave_room(page, 10**9)
    page.get_by_role("button", name="Thử máy lại").click()
    expect(next_door(page)).to_be_visible()


def test_wiped_storage_is_an_alarm_here_and_at_the_office(page_ready: Page, evening: Evening):
    """Two doors were written down without signal, then the browser's data are cleared."""
    page = page_ready
    page.context.set_offline(True)
    nobody_home(page, 2)
    devtools(page, "Storage.clearDataForOrigin", origin=origin(page), storageTypes="indexeddb")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_role("heading", name="Số liệu trên máy đã bị xóa")).to_be_visible()
    expect(page.get_by_text("Có thể mất 2 bản ghi chưa gửi")).to_be_visible()
    page.get_by_role("button", name="Đã hiểu, ghép lại máy").click()
    pair(page, evening.code())
    page.get_by_role("button", name="Buổi của tôi").click()
    send_now(page)
    expect(page.get_by_text("Đã gửi hết").first).to_be_visible()

    from bacung.fieldsync.models import Incarnation

    erased = Incarnation.objects.exclude(erased_at=None)
    until = time.monotonic() + PATIENCE / 1000
    while not erased.exists() and time.monotonic() < until:
        page.wait_for_timeout(200)
    assert erased.get().erased_count == 2


def test_of_two_windows_one_writes(page_ready: Page, evening: Evening):
    first = page_ready
    second = first.context.new_page()
    second.goto(f"{evening.url}/phone/")
    expect(second.get_by_role("heading", name="Ba Cùng đang mở ở cửa sổ khác")).to_be_visible()
    second.get_by_role("button", name="Dùng ở cửa sổ này").click()
    unlock(second)
    expect(first.get_by_role("heading", name="Ba Cùng đang mở ở cửa sổ khác")).to_be_visible()
    nobody_home(second)
    expect_tally(second, "1 đã ghi, 1 đã lên máy chủ")
