"""What a walker does with the phone, in their own words."""

from playwright.sync_api import Page, expect

PIN = "270594"


def pair(page: Page, code: str) -> None:
    """From the pairing code to tonight's doors."""
    page.get_by_label("Mã ghép").fill(code)
    page.get_by_role("button", name="Ghép máy này").click()
    set_pin_fields(page)
    page.get_by_role("button", name="Đặt mã PIN").click()
    expect(next_door(page)).to_be_visible()


def set_pin_fields(page: Page) -> None:
    page.get_by_label("Mã PIN mới").fill(PIN)
    page.get_by_label("Nhập lại").fill(PIN)


def wait_for_the_rest(page: Page) -> None:
    """Until map, camera and typeface are all on the phone too: then the typeface is put to use."""
    page.locator("link[href='fonts.css']").wait_for(state="attached")


def unlock(page: Page) -> None:
    page.get_by_label("Mã PIN").fill(PIN)
    page.get_by_role("button", name="Mở sổ").click()
    expect(page.get_by_role("navigation")).to_be_visible()


def next_door(page: Page):
    return page.get_by_role("heading", name="Nhà tiếp theo")


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu trên máy này")).to_be_visible()


def nobody_home(page: Page, doors: int = 1) -> None:
    """Knock at the next doors, one after another, and write down that nobody is there."""
    page.get_by_role("button", name="Vào nhà này").click()
    for left in reversed(range(doors)):
        page.get_by_role("button", name="Không có ai").click()
        save(page)
        if left:
            page.get_by_role("button", name="Nhà tiếp:").click()
    page.get_by_role("button", name="Về danh sách").last.click()


def tally(page: Page) -> str:
    """The sentence of my evening."""
    page.get_by_role("button", name="Buổi của tôi").click()
    return page.locator(".tally__big").inner_text()


def expect_tally(page: Page, text: str) -> None:
    page.get_by_role("button", name="Buổi của tôi").click()
    expect(page.locator(".tally__big")).to_have_text(text)


def send_now(page: Page) -> None:
    page.get_by_role("button", name="Gửi ngay").click()
