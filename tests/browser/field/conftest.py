"""Phones in a walker's hand: Chromium as an installed app of 360 × 640, a real server, and a street."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bacung.ground import clock
from tests.browser.conftest import is_breach, is_stranger
from tests.browser.field.walking import pair

if TYPE_CHECKING:
    from bacung.rounds.models import Round
    from bacung.staff.models import Member
    from tests.cast import Cast
    from tests.village import Village

EVENING = datetime(2023, 6, 2, 18, 30, tzinfo=clock.VIETNAM)
PATIENCE = 30_000  # ms; a busy machine is no fault of the app
expect.set_options(timeout=PATIENCE)
SMALL = {"width": 360, "height": 640}
# What a phone says of an app that was put on its home screen.
INSTALLED = """
const asked = window.matchMedia.bind(window);
const yes = (media) => Object.assign(new EventTarget(), { matches: true, media });
window.matchMedia = (query) => (query.includes("display-mode") ? yes(query) : asked(query));
"""


@dataclass
class Evening:
    """The second of June: Em and the officer An walk commune A, with the kit. The server knows the time."""

    village: "Village"
    cast: "Cast"
    round: "Round"
    url: str
    began: float
    moment: datetime = EVENING

    def now(self) -> datetime:
        """The server's time: it goes on while the test runs."""
        return self.moment + timedelta(seconds=time.monotonic() - self.began)

    def code(self, member: "Member | None" = None) -> str:
        """A fresh pairing code for Em, or for somebody else of the pair."""
        from bacung.fieldsync.actions.pairing import make_code
        from tests.cast import viewer

        return make_code(viewer(self.cast.an), member or self.cast.em, self.round)


@pytest.fixture
def evening(transactional_db: None, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Evening:
    from django.core.cache import cache

    from bacung.fieldsync.views.app import BUILT
    from tests.apps.fieldsync.evenings import AFTERNOON, planned
    from tests.browser.field.street import settle_street
    from tests.cast import assemble
    from tests.village import settle

    if not (BUILT / "sw.js").exists():
        pytest.skip("NO PHONE TESTS: the phone app is not built (python3 dev.py setup)")
    cache.clear()
    village = settle()
    settle_street(village)
    cast = assemble(village)
    with clock.at(AFTERNOON):
        round_ = planned(village, cast)
    made = Evening(village, cast, round_, live_server.url.replace("127.0.0.1", "localhost"), time.monotonic())
    monkeypatch.setattr(clock, "now", made.now)
    return made


Complaints = list[str]


def watched(page: Page, complaints: Complaints) -> Page:
    """The page, with every error, breach of the policy and request to strangers written down."""
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("console", lambda said: is_breach(page, said.text) and complaints.append(said.text))
    page.on("request", lambda asked: is_stranger(asked.url) and complaints.append(asked.url))
    return page


@pytest.fixture
def new_phone(
    browser: Browser, transactional_db: None, live_server: Any
) -> Iterator[Callable[..., BrowserContext]]:
    """`new_phone()`: a phone nobody has used. At the end none of them may have complained."""
    made: list[BrowserContext] = []
    complaints: Complaints = []

    def make(installed: bool = True, **more: Any) -> BrowserContext:
        settings = {"viewport": SMALL, "has_touch": True, "locale": "vi-VN"} | more
        context = browser.new_context(timezone_id="Asia/Ho_Chi_Minh", **settings)
        context.set_default_timeout(PATIENCE)
        if installed:
            context.add_init_script(INSTALLED)
        context.on("page", lambda page: watched(page, complaints))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    let_the_server_finish()
    assert complaints == []


def let_the_server_finish() -> None:
    """Until the last push of a phone that is gone is written: the database is emptied after this test."""
    from bacung.fieldsync.writing import _the_writer

    time.sleep(0.2)  # a call on its way arrives
    _the_writer().submit(lambda: None)


def at_time(page: Page, moment: datetime = EVENING) -> None:
    """Set the phone's clock; it goes on from there."""
    page.clock.install(time=moment)
    page.clock.resume()


def open_app(context: BrowserContext, evening: Evening, query: str = "", fragment: str = "") -> Page:
    """A page of the app, its clock set right."""
    page = context.new_page()
    at_time(page, evening.now())
    page.goto(f"{evening.url}/phone/{query}{fragment}")
    return page


@pytest.fixture
def page_ready(new_phone: Callable[..., BrowserContext], evening: Evening) -> Page:
    """Em's phone, paired and open on tonight's doors."""
    page = open_app(new_phone(), evening)
    pair(page, evening.code())
    return page
