"""Phones from the command line."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bacung.core.problems import Problem
from bacung.fieldsync.actions import pairing
from bacung.fieldsync.commands import field
from bacung.fieldsync.models import Device, Received
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.models import Round
from tests.apps.fieldsync.calls import TestPhone, packed, paired
from tests.apps.fieldsync.evenings import AFTERNOON, planned
from tests.apps.fieldsync.exports import export
from tests.cast import Cast
from tests.village import DAY, EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def tonight(village: Village, cast: Cast) -> Iterator[Round]:
    """The evening of Em and An."""
    with clock.at(AFTERNOON):
        round_ = planned(village, cast)
    with clock.at(EVENING):
        yield round_


def told(asked: str) -> Any:
    """What a verb answers as JSON."""
    done = CliRunner().invoke(field, [*asked.split(), "--json"])
    if done.exception:
        raise done.exception
    return json.loads(done.output)


def test_pairing_gives_a_code_for_a_phone_and_a_token_that_works(
    tonight: Round, village: Village, cast: Cast
) -> None:
    """By log-in name or number; the code is still unused, the token pushes at once."""
    for worker in ("em", str(cast.em.pk)):
        said = told(f"pair --worker {worker} --round {tonight.pk}")
        assert set(said) == {"code", "token", "device", "round", "expires_at"}
        assert datetime.fromisoformat(said["expires_at"]) == clock.now() + timedelta(minutes=15)

    phone = TestPhone(said["token"], Device.objects.get(pk=said["device"]))
    pushed = phone.push(phone.visit(village.person("Phan Đình Đức").household_id))
    assert pushed["results"][0]["s"] == "stored"
    device, _ = pairing.pair(said["code"])
    assert (device.member, device.round) == (cast.em, tonight)
    with pytest.raises(Problem, match=r"fieldsync\.code-unknown"):
        pairing.pair(said["code"])


def test_an_evening_that_has_passed_can_still_be_tried(tonight: Round) -> None:
    """A demonstration lies years back."""
    with clock.at(EVENING + 1000 * DAY):
        assert told(f"pair --worker em --round {tonight.pk}")["round"] == tonight.pk


def test_only_who_walks_in_the_round_is_paired(tonight: Round, cast: Cast) -> None:
    with pytest.raises(Problem, match=r"fieldsync\.not-in-a-pair"):
        told(f"pair --worker chi --round {tonight.pk}")
    with pytest.raises(Problem, match=r"staff\.member-unknown"):
        told(f"pair --worker nobody --round {tonight.pk}")
    with pytest.raises(Problem, match=r"ground\.not-found"):
        told("pair --worker em --round 999999")


def test_phones_are_listed_with_what_is_missing(tonight: Round, village: Village, cast: Cast) -> None:
    phone = paired(cast.em, tonight)
    phone.n = 4
    phone.push(phone.visit(village.person("Phan Đình Đức").household_id), outbox_count=2)

    (one,) = told("devices")["devices"]
    assert (one["recorded"], one["here"], one["held"], one["missing"]) == (5, 1, 1, 3)
    assert one["alarms"] == ["missing"]
    assert one["lives"][0]["gaps"] == [[1, 4]]
    assert told(f"devices --round {tonight.pk}")["devices"] == [one]
    lines = CliRunner().invoke(field, ["devices"]).output
    assert "5 đã ghi, 1 đã lên máy chủ, 1 còn trong máy, thiếu 3" in lines


def test_a_phone_is_revoked_once(tonight: Round, cast: Cast) -> None:
    phone = paired(cast.em, tonight)
    first = told(f"revoke {phone.device.pk}")
    with clock.at(EVENING + DAY):
        assert told(f"revoke {phone.device.pk}") == first
    phone.get("bootstrap", status=403)
    with pytest.raises(Problem, match=r"ground\.not-found"):
        told("revoke no-phone")


def test_an_export_file_is_opened_any_number_of_times(
    tonight: Round, village: Village, cast: Cast, tmp_path: Path
) -> None:
    """At first its records are stored, then they are known; the phone is not said to have been heard."""
    phone = paired(cast.em, tonight)
    home = village.person("Phan Đình Đức").household_id
    sent, kept = phone.visit(home), phone.says("note.added", home, {"text": "Chó dữ"})
    phone.push(sent)
    file = tmp_path / "export.json"
    file.write_bytes(export(phone, [sent, kept]))

    with clock.at(EVENING + DAY):
        first = told(f"open {file}")
        again = told(f"open {file}")

    assert [each["s"] for each in first["records"]] == ["duplicate", "stored"]
    assert [each["s"] for each in again["records"]] == ["duplicate", "duplicate"]
    assert Received.objects.count() == 2
    phone.device.refresh_from_db()
    assert phone.device.last_seen_at == EVENING
    assert phone.push()["have"] == [[1, 2]]


def test_what_a_revoked_phone_exported_is_kept_apart(
    tonight: Round, village: Village, cast: Cast, tmp_path: Path
) -> None:
    phone = paired(cast.em, tonight)
    file = tmp_path / "export.json"
    file.write_bytes(export(phone, [phone.visit(village.person("Phan Đình Đức").household_id)]))
    pairing.revoke(CONSOLE, phone.device)

    assert told(f"open {file}")["records"][0]["code"] == "revoked"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-an-export"),
        (b"PK\x03\x04 a picture", "not-an-export"),
        (b'{"format": "another"}', "not-an-export"),
        (b'{"format":"bacung-carry-1","made":"2023', "export-damaged"),
        (packed({"format": "bacung-carry-1", "records": []}), "export-damaged"),
    ],
)
def test_a_strange_or_broken_file_is_refused_in_one_sentence(
    content: bytes, code: str, tonight: Round, tmp_path: Path
) -> None:
    file = tmp_path / "export.json"
    file.write_bytes(content)
    with pytest.raises(Problem, match=rf"fieldsync\.{code}"):
        told(f"open {file}")


def test_a_changed_file_and_one_of_a_strange_phone_are_refused(
    tonight: Round, village: Village, cast: Cast, tmp_path: Path
) -> None:
    phone = paired(cast.em, tonight)
    events = [phone.visit(village.person("Phan Đình Đức").household_id)]
    file = tmp_path / "export.json"
    whole = export(phone, events)
    for content, code in (
        (whole.replace(b'"n": 1', b'"n": 2'), "export-damaged"),
        (export(phone, events, device="00000000-0000-0000-0000-000000000000"), "export-of-a-stranger"),
    ):
        file.write_bytes(content)
        with pytest.raises(Problem, match=rf"fieldsync\.{code}"):
            told(f"open {file}")
    assert not Received.objects.exists()
