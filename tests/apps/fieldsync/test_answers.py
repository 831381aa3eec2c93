"""What a phone sent and could not be taken is kept, and somebody decides; nothing is lost or done twice."""

import json
import os
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from bacung.core.problems import Problem
from bacung.fieldsync.actions import answers
from bacung.fieldsync.actions.pairing import revoke
from bacung.fieldsync.models import Echo, Flag, Quarantined, Received, RoundLog
from bacung.fieldsync.queries import phones
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.rounds.models import Round
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import TestPhone, paired
from tests.apps.fieldsync.evenings import AFTERNOON, planned
from tests.apps.fieldsync.exports import sealed, wrapped
from tests.cast import Cast, viewer
from tests.village import DAY, EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def tonight(tonight_of_two: Round) -> Round:
    return tonight_of_two


def kept_apart(phone: TestPhone, event: dict[str, Any]) -> Quarantined:
    """What came of an event that is not taken."""
    said = phone.push(event)["results"][0]
    assert said["s"] == "quarantined"
    return Quarantined.objects.get(event_id=event["id"])


def test_what_a_revoked_phone_still_sent_is_taken_once_and_its_repetition_is_known(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    an = village.person("Nguyễn Văn An")
    revoke(CONSOLE, phone.device)
    event = phone.visit(an.household_id, [{"person": an.pk, "outcome": "activated"}])
    row = kept_apart(phone, event)
    assert row.code == "revoked"
    assert not Visit.objects.exists()

    assert answers.accept(viewer(cast.dung), row)
    assert answers.accept(viewer(cast.dung), row)

    assert Visit.objects.get().pk == uuid.UUID(event["id"])
    assert phone.push(event)["results"] == [{"id": event["id"], "s": "duplicate", "seq": 1, "counted": True}]
    assert Quarantined.objects.get().remedy == "accepted"
    assert AuditEntry.objects.filter(action="fieldsync.accept", who=cast.dung.full_name).count() == 1


def test_a_promise_in_quiet_hours_is_dropped_and_the_visit_counts(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    home = village.person("Phan Đình Đức").household_id
    row = kept_apart(phone, phone.visit(home, back_at=(EVENING + timedelta(hours=4)).isoformat()))

    answers.accept(viewer(cast.an), row)

    visit = Visit.objects.get()
    assert (visit.household_id, visit.comes_back_at) == (home, None)


def test_only_an_officer_vouches_for_what_was_collected(
    phone: TestPhone, village: Village, cast: Cast, tonight: Round
) -> None:
    duc = village.person("Phan Đình Đức")
    second = paired(cast.dung, tonight)
    event = second.visit(duc.household_id, [{"person": duc.pk, "outcome": "collected"}])
    row = kept_apart(second, event)
    assert row.code == "kit-needs-an-officer"

    with pytest.raises(Problem, match=r"visits\.kit-needs-an-officer"):
        answers.accept(viewer(cast.dung), row)
    assert not Received.objects.exists()
    assert Quarantined.objects.get().answered_at is None

    answers.accept(viewer(cast.an), row)
    assert Visit.objects.get().people.get().outcome == "collected"


def test_a_door_of_another_commune_is_taken_by_who_decides_there_too(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    there = village.person("Nguyễn Văn An", village.commune_b)
    row = kept_apart(phone, phone.visit(there.household_id))
    assert row.code == "not-your-door"

    with pytest.raises(Problem, match=r"ground\.not-found"):
        answers.accept(viewer(cast.an), row)
    assert not Visit.objects.exists()

    answers.accept(viewer(cast.binh), row)
    visit = Visit.objects.get()
    assert (visit.commune, visit.round_id) == (village.commune_b, None)


def test_an_evening_of_other_people_is_taken_where_one_decides(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    with clock.at(AFTERNOON + DAY):
        other = planned(village, cast, on=EVENING.date() + DAY)
        other.pairs.get(number=1).walkers.set([cast.an])
    home = village.person("Phan Đình Đức").household_id
    row = kept_apart(phone, phone.visit(home) | {"r": other.pk})
    assert row.code == "other-round"

    answers.accept(viewer(cast.an), row)

    assert Received.objects.get().round == other
    assert Visit.objects.get().round == other


def test_records_of_a_copied_phone_are_filed_beside_the_first(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    """Two phones went on counting from the same number: both visits happened."""
    duc, bay = village.person("Phan Đình Đức"), village.person("Trần Văn Bảy")
    phone.push(phone.visit(duc.household_id))
    phone.n = 0
    event = phone.visit(bay.household_id)
    row = kept_apart(phone, event)
    assert row.code == "number-clash"

    answers.accept(viewer(cast.an), row)

    assert Visit.objects.count() == 2
    assert Received.objects.values("incarnation").distinct().count() == 2
    (seen,) = phones.seen([phone.device.round])[0].phones
    assert (seen.recorded, seen.here, seen.missing) == (2, 2, 0)
    assert phone.push(event)["results"][0]["s"] == "duplicate"


def test_another_pairs_visit_is_withdrawn_when_somebody_says_so(
    phone: TestPhone, village: Village, cast: Cast, tonight: Round
) -> None:
    home = village.person("Phan Đình Đức").household_id
    visit = phone.visit(home)
    phone.push(visit)
    second = paired(cast.dung, tonight)
    row = kept_apart(second, second.says("visit.voided", home, {"voids": visit["id"]}))
    assert row.code == "not-yours"

    answers.accept(viewer(cast.an), row)

    assert Visit.objects.get(pk=visit["id"]).voided_by.exists()


def test_what_was_sealed_is_taken_once_its_key_is_known(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    """The ciphertext came before the key of that life of the phone's data did."""
    key = os.urandom(32)
    event = phone.visit(village.person("Phan Đình Đức").household_id)
    said = phone.push(sealed=[sealed(key, phone.inc, event)])["results"][0]
    assert (said["s"], said["code"]) == ("quarantined", "unopenable")
    row = Quarantined.objects.get()
    with pytest.raises(Problem, match=r"fieldsync\.cannot-take"):
        answers.accept(viewer(cast.an), row)

    kid, text = wrapped(key)
    phone.push(wrapped={"inc": phone.inc, "kid": kid, "wrapped": text})
    answers.accept(viewer(cast.an), row)

    assert Visit.objects.get().pk == uuid.UUID(event["id"])


def test_what_cannot_be_true_is_only_set_aside_and_stays(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    home = village.person("Phan Đình Đức").household_id
    event = phone.says("visit.recorded", home, {"outcome": "nobody", "never": True})
    row = kept_apart(phone, event)
    assert row.code == "impossible"
    with pytest.raises(Problem, match=r"fieldsync\.cannot-take"):
        answers.accept(viewer(cast.an), row)

    answers.set_aside(viewer(cast.an), [row, row])

    row.refresh_from_db()
    assert (row.remedy, bool(row.sealed)) == ("set-aside", True)
    assert phone.push(event)["results"][0]["s"] == "quarantined"
    assert Quarantined.objects.count() == 1


def test_what_was_set_aside_by_mistake_can_still_be_taken(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    revoke(CONSOLE, phone.device)
    row = kept_apart(phone, phone.visit(village.person("Phan Đình Đức").household_id))
    answers.set_aside(viewer(cast.an), [row])

    assert answers.accept(viewer(cast.an), row)
    assert Visit.objects.exists()


def test_the_content_of_what_was_answered_is_erased_after_ninety_days(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    """Row, reason and digest stay, so that a late repetition is still known."""
    event = phone.says("visit.recorded", village.person("Phan Đình Đức").household_id, {"outcome": "odd"})
    row, waiting = kept_apart(phone, event), kept_apart(phone, phone.says("odd.kind"))
    answers.set_aside(viewer(cast.an), [row])

    with clock.at(EVENING + 89 * DAY):
        assert answers.forget_answered() == 0
    with clock.at(EVENING + 91 * DAY):
        assert answers.forget_answered() == 1
        assert answers.forget_answered() == 0
        assert answers.look(viewer(cast.an), row.__class__.objects.get(pk=row.pk)) == b""

    assert bytes(Quarantined.objects.get(pk=waiting.pk).sealed)
    assert phone.push(event)["results"][0]["s"] == "quarantined"


@pytest.mark.parametrize(("answer", "left"), [("both", 2), ("first", 1), ("second", 1)])
def test_two_pairs_at_one_door_are_asked_about(
    answer: str, left: int, phone: TestPhone, village: Village, cast: Cast, tonight: Round
) -> None:
    """Both are kept; the answer withdraws one of them or none, and the phones of the evening hear of it."""
    duc = village.person("Phan Đình Đức")
    second = paired(cast.dung, tonight)
    for each, outcome in ((phone, "activated"), (second, "invited")):
        each.push(each.visit(duc.household_id, [{"person": duc.pk, "outcome": outcome}]))
    flag = Flag.objects.get()

    answers.answer_flag(viewer(cast.an), flag, answer)
    answers.answer_flag(viewer(cast.an), flag, "both")

    flag.refresh_from_db()
    assert flag.answer == answer
    assert Visit.objects.filter(voided_by=None).exclude(outcome="void").count() == left
    told = Echo.objects.get(kind="resolution.made")
    assert told.event_id == (flag.second_id if answer == "second" else flag.first_id)
    assert told.seq == RoundLog.objects.get(round=tonight).last_seq
    with pytest.raises(Problem, match=r"fieldsync\.unknown-answer"):
        answers.answer_flag(viewer(cast.an), flag, "neither")


def test_who_told_the_visit_that_was_withdrawn_hears_of_it(
    phone: TestPhone, village: Village, cast: Cast, tonight: Round
) -> None:
    """Even where the door stood on the other pair's way."""
    duc = village.person("Phan Đình Đức")
    second = paired(cast.dung, tonight)
    for each in (phone, second):
        each.push(each.visit(duc.household_id, [{"person": duc.pk, "outcome": "invited"}]))
    flag = Flag.objects.get()

    for answer, teller, gone in (("first", second, flag.second_id), ("second", phone, flag.first_id)):
        with transaction.atomic():
            answers.answer_flag(viewer(cast.an), flag, answer)
            withdrawals = [row["p"] for row in teller.pull()["rows"] if row["k"] == "visit"]
            assert withdrawals == [{"voids": str(gone)}]
            transaction.set_rollback(True)


def test_an_answer_follows_the_walker_to_the_next_evening(
    phone: TestPhone, village: Village, cast: Cast
) -> None:
    phone.push(phone.says("question.asked", None, {"text": "Mai đi đâu ạ?"}))
    with clock.at(AFTERNOON + DAY):
        planned(village, cast, on=EVENING.date() + DAY)
        phone.get("bootstrap")
        answers.answer_question(viewer(cast.an), Received.objects.get(), "Thôn Đông Châu.")

        told = [row["p"] for row in phone.pull()["rows"] if row["k"] == "answered"]
    assert told == [{"text": "Thôn Đông Châu."}]


def test_a_walkers_question_is_answered_on_the_phone(phone: TestPhone, cast: Cast, tonight: Round) -> None:
    """Its words are sealed in the database, and only the phone that asked is told the answer."""
    asked = phone.says("question.asked", None, {"text": "Hộ ông Đức chuyển đi rồi ạ?"})
    phone.push(asked)
    other = paired(cast.dung, tonight)

    answers.answer_question(viewer(cast.an), Received.objects.get(), "Mai hỏi trưởng thôn nhé.")

    mine = next(row for row in phone.pull()["rows"] if row["k"] == "answered")
    assert (mine["id"], mine["p"]) == (asked["id"], {"text": "Mai hỏi trưởng thôn nhé."})
    assert "trưởng thôn" not in json.dumps(other.pull(), ensure_ascii=False)
    told = phone.get("bootstrap")["asked"]
    assert told == [
        {"id": asked["id"], "text": "Hộ ông Đức chuyển đi rồi ạ?", "answer": "Mai hỏi trưởng thôn nhé."}
    ]
