"""The README's five minutes in a real browser: a list in, doors out, visits back, the board, the report."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from bacung.ground import clock, jobs
from bacung.ground.models import Job
from bacung.rounds.models import Round
from bacung.visits.models import Event
from tests.browser.test_ground_pages import DESK, Barriers, come_in, runs_over

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.browser

MORNING = datetime(2023, 6, 2, 8, 0, tzinfo=clock.VIETNAM)
LATE_EVENING = datetime(2023, 6, 2, 22, 0, tzinfo=clock.VIETNAM)
HEADER = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Số điện thoại",
    "Thôn",
    "Chủ hộ",
    "Quan hệ",
)
MESSY = (
    (
        1,
        "Nguyễn Văn An",
        "15/08/1981",
        "Nam",
        42081000021,
        "0912345678",
        "Thôn Đông Châu",
        "Nguyễn Văn An",
        "Chủ hộ",
    ),
    (
        2,
        "Đặng  Thị Hoa",
        1962,
        "Nữ",
        "042162000051",
        "84 912 000 051",
        "Thôn Thanh Lương",
        "Đặng Thị Hoa",
        "Chủ hộ",
    ),
    (3, "Đặng Văn Khôi", "02/11/1988", "Nam", 42088000052, "0912.000.052", "Thôn Thanh Lương", "", "Con"),
)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Say what time it is, for the server's threads too."""

    def at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    at(MORNING)
    return at


def messy_book() -> FilePayload:
    """Phù Lưu's list: one known man, a new household; zeros lost, a year alone, phones in three hands."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (("DANH SÁCH NHÂN KHẨU XÃ PHÙ LƯU",), (), HEADER, *MESSY):
        sheet.append(line)
    target = io.BytesIO()
    book.save(target)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "phu-luu.xlsx", "mimeType": kind, "buffer": target.getvalue()}


def work_off() -> None:
    """Do what waits, as the worker beside the server would."""
    for job in Job.objects.filter(state=Job.State.QUEUED):
        jobs.run.call(job.pk)


def faults(page: Page, barriers: Barriers) -> list[str]:
    """What keeps somebody out of the page one stands on."""
    over = [f"{page.url} runs over"] if runs_over(page) else []
    return [f"{page.url}: {barrier}" for barrier in barriers(page)] + over


def test_a_coordinators_five_minutes(
    page: Page, live_server: Any, cast: "Cast", barriers: Barriers, set_clock: Callable[[datetime], None]
):
    """Board → people; a messy book → before and after → taken over; an evening planned, printed, entered by
    keyboard; the board has moved and the report says so. No page keeps anybody out.
    """
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    come_in(page, live_server, "binh")
    found = faults(page, barriers)
    drill_down(page)
    found += faults(page, barriers)
    found += take_in_the_book(page, live_server, barriers)
    round_ = plan_and_print(page, live_server)
    found += faults(page, barriers)
    set_clock(LATE_EVENING)
    page.goto(f"{live_server.url}/visits/enter/{round_.pk}/1/")
    found += faults(page, barriers)
    enter_first_door(page)
    page.goto(f"{live_server.url}/board/ha-tinh-2023/")
    moved = page.get_by_role("table", name="Tính đến").get_by_role("row", name="Phù Lưu")
    expect(moved).to_contain_text("+1")
    expect(page.locator(".chart svg")).to_be_visible()
    expect(page.locator("canvas")).to_have_count(0)  # nobody has said yet where the communes lie
    found += faults(page, barriers)
    page.goto(f"{live_server.url}/papers/?drive=ha-tinh-2023&at=2/6/2023 22:00")
    found += faults(page, barriers)
    with page.expect_download() as report:
        page.get_by_role("link", name="Word").click()
    assert report.value.suggested_filename == "bao-cao-ha-tinh-2023-20230602-22h00.docx"
    assert found == []


def drill_down(page: Page) -> None:
    """From the drive over the commune to the people behind a number."""
    page.get_by_role("link", name="Ba cùng 2023").click()
    page.get_by_role("table", name="Tính đến").get_by_role("link", name="Phù Lưu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Phù Lưu")
    page.get_by_role("row", name="Chưa gặp").get_by_role("link").click()
    expect(page.get_by_role("link", name="Phan Đình Đức")).to_be_visible()


def take_in_the_book(page: Page, live_server: Any, barriers: Barriers) -> list[str]:
    """Sent, read, looked at, taken over."""
    page.goto(f"{live_server.url}/lists/")
    page.get_by_label("Xã và đợt").select_option(label="xã Phù Lưu · Ba cùng 2023")
    page.get_by_label("Tệp bảng").set_input_files(messy_book())
    page.get_by_role("button", name="Gửi bảng này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("phu-luu.xlsx")
    work_off()
    page.reload()
    expect(page.get_by_role("row", name="Sheet!E6")).to_contain_text("042•••••0052")
    found = faults(page, barriers)
    page.get_by_role("button", name="Nhận 3 dòng").click()
    work_off()
    page.reload()
    expect(page.get_by_text("Đã nhận 3 dòng")).to_be_visible()
    return found


def plan_and_print(page: Page, live_server: Any) -> Round:
    """One pair for tonight, and its sheet."""
    page.goto(f"{live_server.url}/tonight/plan/?drive=ha-tinh-2023&on=2/6/2023&pairs=1")
    page.get_by_label("Xã", exact=True).select_option(label="xã Phù Lưu")
    page.get_by_role("button", name="Xem các cặp của tối này").click()
    page.get_by_role("button", name="Xếp lịch tối 2/6/2023").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Phù Lưu, 2/6/2023")
    round_ = Round.objects.get()
    sheet = page.request.get(f"{live_server.url}/tonight/{round_.pk}/sheets.pdf")
    assert sheet.body()[:4] == b"%PDF"
    return round_


def enter_first_door(page: Page) -> None:
    """At home, and the first of them activated: three keys and Ctrl+Enter."""
    first = page.locator(".entry").first
    first.get_by_role("radio").first.focus()
    page.keyboard.press("1")
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    expect(first.get_by_text("đã lưu")).to_be_visible()
    told = Event.objects.get().people.get()
    assert told.outcome == "activated"


def test_an_officer_of_b_sees_nobody_of_a(page: Page, live_server: Any, cast: "Cast"):
    """Not by search, not by address, not on the board."""
    from bacung.registry.models import Person

    of_a = Person.objects.get(name="Phan Đình Đức")
    come_in(page, live_server, "chi")
    page.goto(f"{live_server.url}/people/?q=phan dinh duc")
    expect(page.get_by_text("Phan Đình Đức")).to_have_count(0)
    for address in (f"/people/{of_a.pk}/", f"/people/households/{of_a.household_id}/"):
        answer = page.goto(f"{live_server.url}{address}")
        assert answer is not None
        assert answer.status == 404
    page.goto(f"{live_server.url}/board/ha-tinh-2023/")
    expect(page.get_by_role("link", name="Phù Lưu")).to_have_count(0)
    expect(page.get_by_role("link", name="Mai Phụ").first).to_be_visible()
