"""The picture of the board in the README: a demonstration made in a folder of its own, served, photographed.

`python -m tools.picture docs/pictures/board.png`. The demonstration is always the same, only the day it is
looked at is not, so the board is asked for a day of the drive.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

PORT = 8979
HERE = f"http://localhost:{PORT}"
BOARD = "/board/ha-tinh-2023/?at=26/11/2023%2017:00"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def photograph(target: Path) -> None:
    """The board as its coordinator sees it, 1280 × 800."""
    with sync_playwright() as play:
        program = next(filter(None, map(which, PROGRAMS)), None)
        browser = play.chromium.launch(executable_path=program, chromium_sandbox=False)
        page = browser.new_page(
            viewport={"width": 1280, "height": 800}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        page.goto(HERE)
        page.get_by_label("Tên đăng nhập").fill("coordinator")
        page.get_by_label("Mật khẩu").fill("ba-cung-2023")
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(f"{HERE}/")
        page.goto(HERE + BOARD)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=target)
        browser.close()


def answers() -> bool:
    """Whether the server is up."""
    try:
        with urllib.request.urlopen(f"{HERE}/account/login/", timeout=5):
            return True
    except OSError:
        return False


def main(target: Path) -> None:
    """Make, serve, photograph, and leave nothing behind but the picture."""
    with tempfile.TemporaryDirectory(prefix="bacung-picture-") as home:
        env = {name: value for name, value in os.environ.items() if not name.startswith("BACUNG_")}
        env["BACUNG_HOME"] = home
        bacung = [sys.executable, "-m", "bacung"]
        subprocess.run([*bacung, "demo"], env=env, check=True, stdout=subprocess.DEVNULL)
        serving = subprocess.Popen(
            [*bacung, "serve", "--port", str(PORT)], env=env, stdout=subprocess.DEVNULL
        )
        try:
            until = time.monotonic() + 60
            while not answers() and time.monotonic() < until:
                time.sleep(0.5)
            target.parent.mkdir(parents=True, exist_ok=True)
            photograph(target)
        finally:
            serving.terminate()
            serving.wait(20)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
