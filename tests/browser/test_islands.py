"""The islands in a real browser, under the same content policy as every page, without internet."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bacung.ground.middleware import POLICY

BUILT = Path(__file__).resolve().parents[2] / "src" / "bacung" / "site" / "static" / "built"
SQUARE = [[[105.80, 18.40], [105.84, 18.40], [105.84, 18.44], [105.80, 18.44], [105.80, 18.40]]]
COMMUNES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [105.87, 18.46]},
            "properties": {"name": "Phù Lưu", "rate": 0.835, "label": "83,5 %", "href": "#phu-luu"},
        },
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
            "properties": {"name": "Ích Hậu", "rate": None, "label": "chưa có số"},
        },
    ],
}

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Thử</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/built/fonts.css">
<script type="module" src="/built/islands.js"></script></head><body><main>{body}</main></body></html>"""

# The colours of a picture: Chromium reads its own screenshot.
COLOURS = """async picture => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const paper = new OffscreenCanvas(image.width, image.height).getContext("2d");
  paper.drawImage(image, 0, 0);
  const data = paper.getImageData(0, 0, image.width, image.height).data;
  const found = new Set();
  for (let at = 0; at < data.length; at += 4) found.add([data[at], data[at + 1], data[at + 2]].join());
  return [...found].slice(0, 20000);
}"""

Show = Callable[[str], None]
Barriers = Callable[[Page], list[str]]


class Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def show(tmp_path: Path, page: Page) -> Iterator[Callable[[str], None]]:
    """`show(html)` opens a page with that in its body."""
    (tmp_path / "built").symlink_to(BUILT)
    (tmp_path / "communes.json").write_text(json.dumps(COMMUNES), "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def open_page(body: str) -> None:
        (tmp_path / "index.html").write_text(PAGE.format(body=body), "utf-8")
        page.goto(f"http://127.0.0.1:{server.server_port}/")

    yield open_page
    server.shutdown()
    server.server_close()


def test_the_map_shows_each_commune_as_a_link_with_its_rate(show: Show, page: Page, barriers: Barriers):
    show(
        '<div data-island="map" data-source="/communes.json" data-label-map="Bản đồ xã" '
        'data-label-zoom-in="Phóng to" data-label-zoom-out="Thu nhỏ" data-label-unavailable="–"></div>'
    )
    mark = page.get_by_role("link", name="Phù Lưu: 83,5 %")
    expect(mark).to_be_visible()
    expect(page.get_by_role("img", name="Ích Hậu: chưa có số")).to_be_visible()
    expect(page.get_by_role("button", name="Phóng to")).to_be_visible()
    expect(page.locator("canvas")).to_be_visible()
    mark.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#phu-luu")
    assert barriers(page) == []


def test_the_map_draws_the_boundary_of_a_commune(show: Show, page: Page):
    show('<div data-island="map" data-source="/communes.json" data-label-map="Bản đồ"></div>')
    canvas = page.locator("canvas")
    expect(canvas).to_be_visible()
    seen: set[str] = set()
    for _ in range(50):
        seen = set(page.evaluate(COLOURS, base64.b64encode(canvas.screenshot()).decode()))
        if "228,226,220" in seen:
            break
    assert "228,226,220" in seen  # the colour of a rate that is not known


def test_without_its_data_the_map_points_to_the_table(show: Show, page: Page):
    show('<div data-island="map" data-source="/gone.json" data-label-unavailable="Xem bảng."></div>')
    expect(page.get_by_text("Xem bảng.")).to_be_visible()


TABLE = """<table data-island="table" data-label-copy="Chép bảng" data-label-copied="Đã chép">
<thead><tr><th>Xã</th><th>Đạt</th></tr></thead>
<tbody><tr><td>Thạch Mỹ</td><td>970</td></tr><tr><td>Phù Lưu</td><td>3.644</td></tr></tbody></table>"""


def test_a_table_is_sorted_by_keyboard_and_copied(show: Show, page: Page, barriers: Barriers):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(TABLE)
    head = page.get_by_role("button", name="Đạt")
    head.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr").first).to_have_text("Phù Lưu3.644")
    page.get_by_role("button", name="Chép bảng").click()
    expect(page.get_by_role("status")).to_have_text("Đã chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert " ".join(copied.split()) == "Xã Đạt Phù Lưu 3644 Thạch Mỹ 970"
    assert barriers(page) == []


def test_a_door_is_entered_without_the_mouse(show: Show, page: Page):
    show("""<form data-island="keys" action="#sent"><fieldset data-row><legend>Hộ 1</legend>
      <label><input type="radio" name="outcome" value="met" data-key="1"> Gặp</label>
      <label><input type="radio" name="outcome" value="away" data-key="2"> Đi vắng</label>
      <label>Ghi chú <input name="note"></label></fieldset><button>Ghi</button></form>""")
    page.get_by_label("Gặp").focus()
    expect(page.locator("form")).to_have_attribute("data-awake", "keys")
    page.keyboard.press("2")
    page.keyboard.type("chiều về")
    expect(page.get_by_label("Đi vắng")).to_be_checked()
    expect(page.get_by_label("Ghi chú")).to_have_value("chiều về")


def test_the_typeface_is_ours_and_has_every_vietnamese_letter(show: Show, page: Page):
    show("<p>Ba Cùng: ẫ ự ợ ữ ỹ đ Ă Ơ Ư</p>")
    loaded = page.evaluate(
        "document.fonts.load('600 16px \"Be Vietnam Pro\"', 'ẫựđ').then(faces => faces.length)"
    )
    assert loaded == 1
