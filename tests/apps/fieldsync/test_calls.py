"""What is no push is refused with a reason, and nothing that was sent is thrown away."""

import gzip
import zlib
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bacung.core.problems import Problem
from bacung.core.syncing.wire import LARGEST_BODY, LARGEST_INFLATED, MOST_EVENTS
from bacung.fieldsync import writing
from bacung.fieldsync.actions import pairing
from bacung.fieldsync.models import Quarantined
from bacung.ground.escrow import public_key
from bacung.ground.permissions import CONSOLE
from bacung.ground.vault import open_sealed
from tests.apps.fieldsync.calls import TestPhone
from tests.village import Village

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_calls_yet() -> None:
    cache.clear()


def test_hello_says_the_time_and_the_key_to_anybody():
    said = Client().get("/sync/v1/hello").json()
    assert (said["v"], (said["kid"], said["key"])) == ([1], public_key())


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff\xfe", b"[" * 9000, b'{"v":1}', b'{"v":NaN}'])
def test_a_body_that_cannot_be_read_is_kept_once(phone: TestPhone, body: bytes):
    for _ in range(2):
        assert phone.post("push", body, status=400)["code"] == "fieldsync.malformed"

    kept = Quarantined.objects.get()
    assert (kept.code, open_sealed(bytes(kept.sealed), "fieldsync.apart")) == ("push-malformed", body)


def test_too_much_is_refused_before_and_while_it_is_inflated(phone: TestPhone):
    assert phone.post("push", b" " * (LARGEST_BODY + 1), status=413)["code"] == "fieldsync.too-large"
    bomb = b'{"v":1,' + b" " * LARGEST_INFLATED
    assert len(gzip.compress(bomb)) < LARGEST_BODY
    phone.post("push", bomb, status=413, zipped=True)
    phone.push(*[b"{}"] * (MOST_EVENTS + 1), status=413)
    assert not Quarantined.objects.exists()


@pytest.mark.parametrize("body", [b"no gzip", gzip.compress(b"{}", mtime=0)[:-9], zlib.compress(b"{}")])
def test_torn_gzip_is_not_understood(phone: TestPhone, body: bytes):
    headers = {"authorization": f"Bearer {phone.token}", "content-encoding": "gzip"}
    answer = phone.client.post("/sync/v1/push", body, content_type="application/json", headers=headers)
    assert answer.status_code == 400


def test_another_way_to_pack_is_not_understood(phone: TestPhone):
    headers = {"authorization": f"Bearer {phone.token}", "content-encoding": "br"}
    answer = phone.client.post("/sync/v1/push", b"{}", content_type="application/json", headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("call", "method"), [("push", "get"), ("pull", "post"), ("hello", "post"), ("pair", "put")]
)
def test_another_method_is_refused(phone: TestPhone, call: str, method: str):
    assert getattr(phone.client, method)(f"/sync/v1/{call}").status_code == 405


def test_a_phone_that_calls_without_end_waits_and_a_revoked_one_sooner(phone: TestPhone):
    with (
        patch("bacung.fieldsync.api._CALLS_A_MINUTE", 3),
        patch("bacung.fieldsync.api._CALLS_A_MINUTE_WHEN_REVOKED", 1),
    ):
        for _ in range(3):
            phone.push()
        assert phone.push(status=429)["retry_after"] > 0
        cache.clear()
        pairing.revoke(CONSOLE, phone.device)
        phone.push()
        phone.push(status=429)


def test_a_busy_server_says_when_to_come_again(phone: TestPhone):
    for fault in (Problem("fieldsync.busy"), OperationalError("database is locked")):
        with patch.object(writing, "submit", side_effect=fault):
            headers = {"authorization": f"Bearer {phone.token}"}
            body = (
                b'{"v":1,"inc":"'
                + phone.inc.encode()
                + b'","sent":1,"outbox_count":0,"next_n":1,"app":"","events":[]}'
            )
            answer = phone.client.post(
                "/sync/v1/push", body, content_type="application/json", headers=headers
            )
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_answers_are_kept_by_nobody_and_need_no_session(phone: TestPhone):
    with CaptureQueriesContext(connection) as asked:
        answer = phone.client.get("/sync/v1/hello")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert len(asked) == 0


def test_a_push_asks_the_database_as_often_for_fifty_as_for_one(phone: TestPhone, village: Village):
    an = village.person("Nguyễn Văn An")

    def visits(count: int) -> int:
        events = [phone.visit(an.household_id, [{"person": an.pk, "outcome": "shown"}]) for _ in range(count)]
        with CaptureQueriesContext(connection) as asked:
            phone.push(*events)
        return len(asked)

    visits(1)
    assert visits(50) <= visits(2) + 3


def test_what_nobody_foresaw_is_kept_apart_and_stops_nothing(phone: TestPhone, village: Village):
    home = village.person("Nguyễn Văn An").household_id
    bad, good = phone.visit(home, note="broken"), phone.visit(home)
    from bacung.fieldsync.actions import counting

    taking = counting.take_visits

    def breaks(viewer, drive, visits):  # type: ignore[no-untyped-def]
        if any(visit.note for visit in visits):
            raise RuntimeError("nobody foresaw this")
        return taking(viewer, drive, visits)

    with patch.object(counting, "take_visits", breaks):
        answer = phone.push(bad, good)

    assert [each.get("code") or each["s"] for each in answer["results"]] == ["not-taken", "stored"]
