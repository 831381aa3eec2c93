"""Every screen on every size of phone: nothing runs over, nothing keeps anybody out, targets fit a thumb."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.field.conftest import Evening, open_app
from tests.browser.field.walking import nobody_home, pair, save
from tests.browser.test_ground_pages import runs_over

pytestmark = pytest.mark.browser
Barriers = Callable[[Page], list[str]]
Checked = Callable[[str], list[str]]

SIZES = ({"width": 360, "height": 640}, {"width": 412, "height": 915}, {"width": 640, "height": 360})
TALL = {"width": 360, "height": 2400}  # nothing lies under the bars at the bottom
LARGE_TEXT = "document.documentElement.style.fontSize = '225%'"  # twice the 18 px
CUT_OFF = """
[...document.querySelectorAll("button, input:not([type=file])")]
  .map((one) => one.getBoundingClientRect())
  .some((box) => box.width > 0 && (box.left < -1 || box.right > innerWidth + 1))
"""
SMALL_TARGETS = """
[...document.querySelectorAll("button, input:not([type=file]), select, textarea, label.button")]
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < 47.5 || box.width < 44))
  .map(([one, box]) => `${one.textContent.trim()} ${Math.round(box.width)}x${Math.round(box.height)}`)
"""


@pytest.fixture
def walked(page_ready: Page) -> Page:
    """A phone with one door done and one to return to."""
    page = page_ready
    page.get_by_role("button", name="Vào nhà này").click()
    page.get_by_role("button", name="Có người ở nhà").click()
    page.get_by_role("button", name="Mời ra trụ sở").first.click()
    page.get_by_role("button", name="Tối nay 20:00").click()
    save(page)
    page.get_by_role("button", name="Về danh sách").last.click()
    nobody_home(page)
    return page


def screens(page: Page) -> Iterator[str]:
    """Each screen, one after another; its name."""
    yield "tonight"
    page.get_by_role("button", name="Quay lại").click()
    yield "tonight, to return"
    page.get_by_role("button", name="Tìm nhà").click()
    page.get_by_label("Tìm tên, địa chỉ").fill("van")
    yield "search"
    page.get_by_role("button", name="Bản đồ").click()
    expect(page.locator(".map")).to_be_visible()
    yield "map"
    page.get_by_role("button", name="Buổi của tôi").click()
    yield "my evening"
    page.get_by_role("button", name="Giao ca, chuyển").click()
    expect(page.get_by_role("heading", name="Máy và chuyển giao")).to_be_visible()
    page.get_by_role("button", name="Đổi mã PIN").click()
    yield "this phone"
    page.get_by_role("button", name="Quay lại").click()
    page.get_by_role("button", name="Tối nay").click()
    page.get_by_role("button", name="Vào nhà này").click()
    page.get_by_role("button", name="Trường hợp khác").click()
    yield "door"
    page.get_by_role("button", name="Cẩm nang").click()
    expect(page.get_by_role("button", name="Đóng cẩm nang")).to_be_visible()
    yield "guide"
    page.get_by_role("button", name="Đóng cẩm nang").click()
    page.get_by_role("button", name="Có người ở nhà").click()
    page.get_by_role("button", name="Chưa được vì…").first.click()
    page.get_by_role("button", name="Thêm lựa chọn").first.click()
    page.get_by_role("button", name="Giờ khác").last.click()
    yield "somebody home"
    page.get_by_role("button", name="Chọn lại").click()
    page.get_by_role("button", name="Về danh sách").last.click()
    page.get_by_role("button", name="Thêm nhà mới").click()
    page.get_by_role("button", name="Thêm một người nữa").click()
    yield "add"
    page.get_by_role("button", name="Quay lại").click()


@pytest.mark.parametrize("look", ["dark", "light"])
def test_nothing_keeps_anybody_out(walked: Page, barriers: Barriers, look: str):
    page = walked
    page.set_viewport_size(TALL)  # type: ignore[arg-type]
    page.evaluate("look => localStorage.setItem('bacung.look', look)", look)
    page.evaluate("look => document.documentElement.dataset.look = look", look)
    faults = [f"{name}: {fault}" for name in screens(page) for fault in barriers(page)]
    assert faults == []


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
def test_every_screen_fits_every_phone(walked: Page, size: dict[str, int]):
    page = walked
    page.set_viewport_size(size)  # type: ignore[arg-type]
    faults = []
    for name in screens(page):
        faults += [f"{name}: runs over"] if runs_over(page) else []
        faults += [f"{name}: {target}" for target in page.evaluate(SMALL_TARGETS)]
    assert faults == []


def test_every_screen_bears_text_of_double_size(walked: Page):
    page = walked
    page.evaluate(LARGE_TEXT)
    assert [name for name in screens(page) if runs_over(page) or page.evaluate(CUT_OFF)] == []


def test_what_comes_before_the_work_keeps_nobody_out(
    new_phone: Callable[..., BrowserContext], evening: Evening, barriers: Barriers
):
    page = open_app(new_phone(), evening)
    expect(page.get_by_label("Mã ghép")).to_be_visible()
    faults = barriers(page)
    pair(page, evening.code())
    page.reload()
    expect(page.get_by_label("Mã PIN")).to_be_visible()
    faults += barriers(page)
    stranger = open_app(new_phone(installed=False), evening)
    expect(stranger.get_by_role("heading", name="Cài Ba Cùng")).to_be_visible()
    faults += barriers(stranger)
    assert faults == []


def test_english_is_whole(walked: Page):
    page = walked
    page.get_by_role("button", name="Buổi của tôi").click()
    page.get_by_role("button", name="Giao ca, chuyển").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Phones and passing on")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
