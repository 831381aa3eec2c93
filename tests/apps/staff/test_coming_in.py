"""How people come in: the first run, the password link, the log-in, and who never does."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.staff import actions, queries
from bacung.staff.models import FirstRunCode, Member, PasswordLink
from tests.cast import PASSWORD, viewer

if TYPE_CHECKING:
    from tests.cast import Cast

FIRST = {"full_name": "Lê Thanh Bình", "username": "binh", "password": "đi từng ngõ gõ từng nhà"}


def code_of(act, **kwargs) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(Problem) as refusal:
        act(**kwargs)
    return refusal.value.code


def test_the_first_coordinator_is_made_by_the_code_and_coordinates_everything(db: None):
    """Only its hash is kept, and small letters will do."""
    code = actions.make_first_run_code()
    assert code not in FirstRunCode.objects.get().code_hash
    made = actions.make_first_coordinator(code=f" {code.lower()} ", **FIRST)
    assert queries.viewer_of(made).may("coordinator")
    assert queries.viewer_of(made).paths == ("",)


def test_the_code_works_once_for_an_hour_and_a_new_start_makes_the_old_one_void(db: None):
    """And with people here, the first run is over."""
    old = actions.make_first_run_code()
    code = actions.make_first_run_code()
    assert code_of(actions.make_first_coordinator, code=old, **FIRST) == "staff.code-wrong"
    with clock.at(clock.now() + actions.CODE_HOLDS + timedelta(minutes=1)):
        assert code_of(actions.make_first_coordinator, code=code, **FIRST) == "staff.code-wrong"
    actions.make_first_coordinator(code=code, **FIRST)
    assert code_of(actions.make_first_coordinator, code=code, **FIRST) == "staff.not-first-run"
    assert code_of(actions.make_first_run_code) == "staff.not-first-run"


def test_a_weak_password_is_refused_with_its_reason_and_the_code_stays_good(client: Client, db: None):
    """Nothing is half made."""
    code = actions.make_first_run_code()
    answer = client.post("/first-run/", FIRST | {"code": code, "password": "123456", "again": "123456"})
    assert "quá dễ đoán" in answer.content.decode()
    assert not Member.objects.exists()
    answer = client.post("/first-run/", FIRST | {"code": code, "again": FIRST["password"]})
    assert answer.headers["Location"] == "/account/login/"


def test_a_new_member_sets_a_password_by_a_link_that_works_once(cast: "Cast", client: Client):
    """The link is not kept, only its hash; a newer one makes it void."""
    old = actions.open_link(viewer(cast.an), cast.em)
    code = actions.open_link(viewer(cast.an), cast.em)
    assert client.get(f"/welcome/{old}/").status_code == 404
    assert PasswordLink.objects.get(member=cast.em).code_hash != code
    new = {"password": "hẹn gặp lại tối mai", "again": "hẹn gặp lại tối mai"}
    assert client.post(f"/welcome/{code}/", new).headers["Location"] == "/account/login/"
    assert client.get(f"/welcome/{code}/").status_code == 404
    assert Client().login(username="em", password=new["password"])


def test_a_link_is_void_after_three_days_and_for_a_closed_log_in(cast: "Cast", client: Client):
    """Somebody who was sent away cannot come back by an old paper."""
    code = actions.open_link(viewer(cast.an), cast.em)
    with clock.at(clock.now() + actions.LINK_HOLDS + timedelta(minutes=1)):
        assert code_of(actions.linked_member, code=code) == "staff.link-used"
    actions.deactivate(viewer(cast.an), cast.em)
    assert code_of(actions.linked_member, code=code) == "staff.link-used"


def test_a_log_in_leads_to_this_morning(cast: "Cast", client: Client):
    """Unless one was on the way to another page."""
    cache.clear()
    known = {"login": "binh", "password": PASSWORD}
    assert client.post("/account/login/", known).headers["Location"] == "/"
    wanted = Client().post("/account/login/?next=/staff/", known | {"next": "/staff/"})
    assert wanted.headers["Location"] == "/staff/"


def test_a_wrong_name_and_a_wrong_password_sound_alike(cast: "Cast", client: Client):
    """Nobody learns who works here by trying names."""
    cache.clear()
    said = [
        client.post("/account/login/", {"login": name, "password": "x" * 12}).content.decode()
        for name in ("binh", "nobody")
    ]
    assert all("Tên đăng nhập hoặc mật khẩu không đúng" in page for page in said)


def test_guessing_is_slowed_down(cast: "Cast", client: Client):
    """After five wrong passwords even the right one waits."""
    cache.clear()
    for _ in range(6):
        client.post("/account/login/", {"login": "binh", "password": "wrong wrong"})
    answer = client.post("/account/login/", {"login": "binh", "password": PASSWORD})
    assert answer.status_code != 302
    cache.clear()


def test_a_closed_log_in_stays_outside_and_its_session_ends(cast: "Cast", client: Client):
    """Also for somebody who is inside at that moment."""
    cache.clear()
    client.post("/account/login/", {"login": "em", "password": PASSWORD})
    assert client.get("/account/password/change/").status_code == 200
    actions.deactivate(viewer(cast.an), cast.em)
    assert client.get("/account/password/change/").status_code == 302
