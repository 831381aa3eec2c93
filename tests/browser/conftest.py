"""A real Chromium, as an office has it: Vietnamese, without internet; its every complaint is a failure."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserType, Error, Page, sync_playwright

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"

# Playwright keeps an event loop in this thread; Django would refuse the database to tests beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def launch(chromium: BrowserType, home: Path | None = None) -> Browser:
    """Debian's Chromium where there is one, else the one Playwright may have fetched; as of a user whose home
    is `home`.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    drawing = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    env: dict[str, str | float | bool] = {**os.environ, "HOME": str(home)} if home else {**os.environ}
    return chromium.launch(executable_path=program, args=drawing, chromium_sandbox=False, env=env)


@pytest.fixture
def village(transactional_db: None) -> "Village":
    """The village, committed, so that the server of the test sees it."""
    from tests.village import settle

    return settle()


@pytest.fixture
def cast(village: "Village") -> "Cast":
    """Who works in it, each with a log-in."""
    from tests.cast import assemble

    return assemble(village)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        try:
            chromium = launch(play.chromium)
        except Error as fault:
            pytest.skip(f"NO BROWSER TESTS: no Chromium starts here ({str(fault).splitlines()[0]})")
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new visitor's page. At the end: no error, no breach of the content policy, no request to others."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(10_000)
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("console", lambda said: is_breach(page, said.text) and complaints.append(said.text))
    page.on("request", lambda asked: is_stranger(asked.url) and complaints.append(asked.url))
    yield page
    context.close()
    assert complaints == []


# Axe measures contrast with styles of its own, which the policy of the page rightly refuses.
UNDER_AXE: set[Page] = set()


def is_breach(page: Page, text: str) -> bool:
    return "Content Security" in text and page not in UNDER_AXE


def is_stranger(url: str) -> bool:
    return not url.startswith(("http://localhost", "http://127.0.0.1", "data:", "blob:", "about:"))


def barriers(page: Page) -> list[str]:
    """What keeps somebody out of a page, by axe's rules for WCAG 2.2 AA: rule and element."""
    page.evaluate(AXE.read_text("utf-8"))
    kinds = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    UNDER_AXE.add(page)
    found = page.evaluate("kinds => axe.run({runOnly: kinds})", kinds)
    page.wait_for_timeout(100)  # the last of its refusals arrive a little late
    UNDER_AXE.discard(page)
    return [f"{fault['id']}: {node['target']}" for fault in found["violations"] for node in fault["nodes"]]


@pytest.fixture(name="barriers")
def barriers_of() -> Callable[[Page], list[str]]:
    """`barriers(page)`: call it on any page; it should answer with an empty list."""
    return barriers
