"""A wave's pages, one's own duties and a swap in a real browser: nothing keeps anybody out."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page

from bacung.ground.permissions import CONSOLE
from tests.browser.test_ground_pages import come_in, faults_of
from tests.browser.test_rota import muster, muster_ahead  # noqa: F401 (muster is a fixture)
from tests.browser.test_stays import enter

if TYPE_CHECKING:
    from bacung.postings.models import Muster
    from tests.cast import Cast

pytestmark = pytest.mark.browser
Barriers = Callable[[Page], list[str]]


@pytest.fixture
def wave(cast: "Cast") -> "Muster":
    """Seven students for two communes, planned; two of them must be together, Dung looks after them."""
    from bacung.postings.actions.enlist import call_up, set_supervisor, tie
    from bacung.postings.actions.plan import plan_muster
    from bacung.postings.models import Muster
    from tests.apps.postings.test_planning import STUDENTS

    made = muster_ahead("wave", 20)
    call_up(CONSOLE, made, STUDENTS)
    set_supervisor(CONSOLE, made, cast.dung, 2)
    one, two = (each.member for each in made.enlistments.order_by("pk")[:2])
    tie(CONSOLE, made, one, two, together=True)
    plan_muster(CONSOLE, made)
    return Muster.objects.select_related("drive").get(pk=made.pk)


def test_pages_of_a_wave(page: Page, live_server: Any, wave: "Muster", barriers: Barriers):
    """And what the rules say of sending a student elsewhere, by form and beside it."""
    come_in(page, live_server, "binh")
    here = f"/postings/{wave.pk}"
    addresses = (f"{here}/", f"{here}/wave/", f"{here}/ties/", f"{here}/publish/", f"{here}/enlisted/")
    faults = [
        fault for address in addresses for fault in faults_of(page, live_server.url + address, barriers)
    ]
    page.goto(f"{live_server.url}{here}/wave/")
    page.get_by_label("Sinh viên", exact=True).select_option(index=1)
    page.get_by_role("button", name="Đối chiếu quy tắc").first.click()
    page.locator("#verdict section").wait_for()
    assert faults + barriers(page) == []


def test_ones_own_duties_and_a_swap(
    page: Page,
    live_server: Any,
    cast: "Cast",
    muster: "Muster",  # noqa: F811
    barriers: Barriers,
):
    """By who is posted, who is asked, and who decides."""
    from bacung.postings.actions.swap import ask_swap
    from bacung.postings.models import Assignment
    from tests.cast import viewer

    mine = Assignment.objects.select_related("member").order_by("pk").first()
    assert mine
    mate = muster.enlistments.filter(member__unit=mine.member.unit).exclude(
        member__in=Assignment.objects.values("member")
    )[0]
    enter(page, live_server, mine.member)
    faults = faults_of(page, f"{live_server.url}/postings/mine/", barriers)
    faults += faults_of(page, f"{live_server.url}/postings/duties/{mine.pk}/swap/", barriers)
    swap = ask_swap(viewer(mine.member), mine, substitute_id=mate.member_id, reason="việc nhà")
    for who in (mine.member, mate.member, cast.binh):
        enter(page, live_server, who)
        faults += faults_of(page, f"{live_server.url}/postings/swaps/{swap.pk}/", barriers)
    faults += faults_of(page, f"{live_server.url}/postings/swaps/", barriers)
    assert faults == []


def test_the_rules_answer_on_a_page_of_their_own(
    page: Page,
    live_server: Any,
    muster: "Muster",  # noqa: F811
    barriers: Barriers,
):
    """From a form, with a change that breaks a rule; the reason it needs is asked for."""
    come_in(page, live_server, "binh")
    stay = muster.postings.get()
    day = muster.starts_on.isoformat()
    page.goto(f"{live_server.url}/postings/{muster.pk}/rota/{day}/{stay.commune_id}/")
    page.get_by_label("Người thứ 2").select_option(index=0)
    page.get_by_role("button", name="Đối chiếu quy tắc").first.click()
    assert page.get_by_label("Lý do vẫn giữ").get_attribute("required") is not None
    assert barriers(page) == []
