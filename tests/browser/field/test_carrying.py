"""Records pass from phone to phone without a network: as QR codes, as a file; and a pair hands over."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.browser.field.conftest import Evening, open_app
from tests.browser.field.walking import expect_tally, nobody_home, pair, send_now, wait_for_the_rest

pytestmark = pytest.mark.browser
NewPhone = Callable[..., BrowserContext]


@pytest.fixture
def two(new_phone: NewPhone, evening: Evening) -> tuple[Page, Page]:
    """Em's phone, without signal and with three records; and the officer An's, of the same pair."""
    em, an = open_app(new_phone(), evening), open_app(new_phone(), evening)
    pair(em, evening.code())
    pair(an, evening.code(evening.cast.an))
    wait_for_the_rest(em)
    wait_for_the_rest(an)
    em.context.set_offline(True)
    nobody_home(em, 3)
    return em, an


def the_phone(page: Page) -> None:
    page.get_by_role("button", name="Buổi của tôi").click()
    page.get_by_role("button", name="Giao ca, chuyển bản ghi").click()


def frames(page: Page) -> list[FilePayload]:
    """Every QR code of the film, as a camera would take it."""
    the_phone(page)
    page.get_by_role("button", name="Hiện mã QR").click()
    code = page.locator("canvas")
    expect(code).to_be_visible()
    page.get_by_role("button", name="Dừng ở khung này").click()
    count = int(page.locator(".film__count").inner_text().split("/")[1])
    pictures: list[FilePayload] = []
    for number in range(count):
        drawn = code.evaluate("canvas => canvas.toDataURL('image/png').split(',')[1]")
        pictures.append({"name": f"{number}.png", "mimeType": "image/png", "buffer": base64.b64decode(drawn)})
        page.get_by_role("button", name="Khung sau").click()
    return pictures


def recorded() -> int:
    from bacung.visits.models import Event

    return Event.objects.count()


def test_codes_on_one_screen_reach_the_server_through_another_phone(two: tuple[Page, Page]):
    em, an = two
    pictures = frames(em)
    the_phone(an)
    an.get_by_role("button", name="Quét mã QR").click()
    an.locator("input[type=file]").set_input_files(list(reversed(pictures)))
    expect(an.get_by_text("Đủ rồi: nhận 3 bản ghi")).to_be_visible()
    an.get_by_role("button", name="Xong, đóng lại").click()
    an.get_by_role("button", name="Quay lại").click()
    send_now(an)
    expect(an.get_by_text("Đã gửi hết").first).to_be_visible()
    assert recorded() == 3

    em.context.set_offline(False)  # and Em's own phone tells the same again, which counts nothing twice
    em.get_by_role("button", name="Xong, đóng lại").click()
    em.get_by_role("button", name="Quay lại").click()
    send_now(em)
    expect_tally(em, "3 đã ghi, 3 đã lên máy chủ")
    assert recorded() == 3


def test_a_file_is_carried_and_shows_nothing_to_who_carries_it(two: tuple[Page, Page], tmp_path: Path):
    em, an = two
    the_phone(em)
    with em.expect_download() as waiting:
        em.get_by_role("button", name="Xuất ra tệp").click()
    file = tmp_path / "carried.json"
    waiting.value.save_as(file)
    said = json.loads(file.read_text("utf-8"))
    assert said["format"] == "bacung-carry-1"
    assert len(said["records"]) == 3
    assert "nobody" not in file.read_text("utf-8")
    the_phone(an)
    an.locator("input[type=file]").set_input_files(file)
    expect(an.get_by_text("Đã nhận 3 bản ghi để mang hộ")).to_be_visible()
    an.get_by_role("button", name="Quay lại").click()
    send_now(an)
    expect(an.get_by_text("Đã gửi hết").first).to_be_visible()
    assert recorded() == 3


def test_the_backup_takes_over_with_six_digits_without_signal(two: tuple[Page, Page]):
    """One phone of the pair records at a time; after the hand-over it is the other."""
    em, an = two
    an.get_by_role("button", name="Vào nhà này").click()
    expect(an.get_by_text("Máy dự phòng không ghi được")).to_be_visible()
    an.get_by_role("button", name="Về danh sách").click()
    an.context.set_offline(True)
    the_phone(em)
    em.get_by_role("button", name="Giao ca cho máy kia").click()
    em.get_by_role("button", name="Giao ca, ngừng ghi").click()
    code = em.locator("p.code").inner_text()
    expect(em.get_by_text("Máy này là máy dự phòng")).to_be_visible()

    the_phone(an)
    an.get_by_label("Mã 6 số").fill("000000" if code != "000000" else "111111")
    an.get_by_role("button", name="Nhận ca, ghi bằng máy này").click()
    expect(an.get_by_role("alert").filter(has_text="Mã không đúng")).to_be_visible()
    an.get_by_label("Mã 6 số").fill(code)
    an.get_by_role("button", name="Nhận ca, ghi bằng máy này").click()
    expect(an.get_by_text("Máy này đang ghi")).to_be_visible()
    an.get_by_role("button", name="Quay lại").click()
    an.get_by_role("button", name="Tối nay").click()
    nobody_home(an)
    expect_tally(an, "1 đã ghi, 0 đã lên máy chủ")
