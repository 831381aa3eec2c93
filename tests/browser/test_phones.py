"""The pages about phones in a real browser: nothing keeps anybody out or runs over; a code can be read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page

from tests.browser.test_ground_pages import come_in, faults_of

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.browser

Barriers = Callable[[Page], list[str]]


@pytest.fixture
def cast(transactional_db: None) -> "Cast":
    """An evening with a revoked phone that still sent, two records of one door, a question and a gap."""
    from bacung.fieldsync.actions.pairing import revoke
    from bacung.ground import clock
    from bacung.ground.permissions import CONSOLE
    from bacung.rounds.actions import NewPair
    from tests.apps.fieldsync.calls import paired
    from tests.apps.fieldsync.evenings import AFTERNOON, planned
    from tests.cast import also, assemble
    from tests.village import EVENING, settle

    village = settle()
    cast = assemble(village)
    with clock.at(AFTERNOON):
        also(cast.dung, "walker", village.commune_a)
        round_ = planned(village, cast, more=[NewPair((cast.dung.pk,))])
    with clock.at(EVENING):
        phone, other = paired(cast.em, round_), paired(cast.dung, round_)
        duc = village.person("Phan Đình Đức")
        for each in (phone, other):
            each.push(each.visit(duc.household_id, [{"person": duc.pk, "outcome": "invited"}]))
        phone.push(phone.says("question.asked", None, {"text": "Mai đi lúc nào?"}))
        phone.n += 3
        phone.push(about={"persisted": False})
        revoke(CONSOLE, other.device)
        other.push(other.visit(duc.household_id), other.visit(duc.household_id))
    return cast


def test_the_pages_about_phones(page: Page, live_server: Any, cast: "Cast", barriers: Barriers) -> None:
    """As the officer opens them, on a phone by night and on a desk by day."""
    from bacung.fieldsync.models import Device, Quarantined
    from bacung.rounds.models import Round

    come_in(page, live_server, "an")
    device, apart = Device.objects.get(member=cast.em), Quarantined.objects.order_by("pk")[0]
    round_ = Round.objects.get()
    faults = [
        fault
        for address in (
            "/phones/?on=2/6/2023",
            "/phones/pair/",
            f"/phones/pair/{round_.pk}/",
            f"/phones/{device.pk}/",
            f"/phones/{device.pk}/revoke/",
            "/phones/apart/",
            f"/phones/apart/{apart.pk}/",
            "/phones/questions/",
            "/phones/carry/",
        )
        for fault in faults_of(page, live_server.url + address, barriers)
    ]
    assert faults == []


def test_a_code_is_large_with_a_picture_beside_it(
    page: Page, live_server: Any, cast: "Cast", barriers: Barriers
) -> None:
    """Made by a press, for one walker and for all who have no phone; the dead phone's code as well."""
    from bacung.fieldsync.models import Device
    from bacung.rounds.models import Round

    come_in(page, live_server, "an")
    pairing = f"{live_server.url}/phones/pair/{Round.objects.get().pk}/"
    page.goto(pairing)
    page.get_by_role("button", name="Mã cho Nguyễn Hoài An").click()
    assert page.locator(".code svg").count() == 1
    size = page.locator(".code-big").evaluate("code => parseFloat(getComputedStyle(code).fontSize)")
    assert size >= 32
    assert barriers(page) == []
    page.goto(pairing)
    page.get_by_role("button", name="Cấp mã cho những ai chưa có máy").click()
    assert barriers(page) == []
    page.goto(f"{live_server.url}/phones/{Device.objects.get(member=cast.em).pk}/")
    page.get_by_role("button", name="Máy này hỏng").click()
    assert len(page.locator(".code-big").inner_text().replace(" ", "")) == 6
    assert barriers(page) == []
