"""What phones push is stored once, answered event by event, and counts like a visit from the page."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from bacung.fieldsync.actions import pairing
from bacung.fieldsync.models import Body, Quarantined, Received, RoundLog
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.ground.vault import open_sealed
from bacung.rounds.models import Door, Pair, Round
from bacung.visits.models import Event as Visit
from bacung.visits.models import Note
from bacung.visits.queries import note_of
from tests.apps.fieldsync.calls import Json, TestPhone, packed, paired
from tests.cast import Cast
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


def test_a_visit_is_stored_counts_and_comes_back(phone: TestPhone, village: Village):
    an = village.person("Nguyễn Văn An")
    event = phone.visit(an.household_id, [{"person": an.pk, "outcome": "activated"}], note="Gọi lại sau")

    said = phone.push(event)

    assert said["results"] == [{"id": event["id"], "s": "stored", "seq": 1, "counted": True}]
    assert (said["have"], said["gaps"]) == ([[1, 1]], [])
    visit = Visit.objects.get(pk=event["id"])
    assert (visit.source, visit.recorded_by_id, visit.outcome) == ("phone", phone.device.member_id, "home")
    assert phone.pull()["rows"] == [
        {"seq": 1, "k": "visit.recorded", "id": event["id"], "mine": True, "counted": True}
    ]


def test_the_same_push_again_is_a_duplicate_and_changes_nothing(phone: TestPhone, village: Village):
    an = village.person("Nguyễn Văn An")
    event = phone.visit(an.household_id, [{"person": an.pk, "outcome": "invited"}])
    phone.push(event)

    again = phone.push(event, zipped=True)

    assert again["results"] == [{"id": event["id"], "s": "duplicate", "seq": 1, "counted": True}]
    assert Received.objects.count() == Visit.objects.count() == 1


def test_a_bad_event_does_not_stop_the_good_ones(phone: TestPhone, village: Village):
    an = village.person("Nguyễn Văn An")
    good = phone.visit(an.household_id)
    bad = phone.visit(an.household_id, [{"person": village.person("Phan Đình Đức").pk, "outcome": "invited"}])
    late = phone.visit(an.household_id, back_at=(EVENING + timedelta(hours=4)).isoformat())

    said = phone.push(bad, late, good)["results"]

    assert [each["s"] for each in said] == ["quarantined", "quarantined", "stored"]
    assert [each.get("code") for each in said] == ["not-behind-this-door", "promise-in-quiet-hours", None]


def states(answer: Json) -> list[str]:
    """Each result in a word: stored, duplicate, or why it is in quarantine."""
    return [each.get("code") or each["s"] for each in answer["results"]]


def test_everything_a_visit_says_is_told_to_the_room_of_visits(phone: TestPhone, village: Village):
    an, anh = village.person("Nguyễn Văn An"), village.person("Nguyễn Thị Ánh")
    back, slot = EVENING + timedelta(days=1), EVENING + timedelta(days=3)
    people = [
        {"person": an.pk, "outcome": "activated"},
        {"person": an.pk, "outcome": "shown"},
        {"person": anh.pk, "outcome": "invited", "slot_at": slot.isoformat(), "escort": True},
    ]
    event = phone.visit(an.household_id, people, back_at=back.isoformat(), never=None, note="Chị Ánh đi làm")

    assert states(phone.push(event)) == ["stored"]

    visit = Visit.objects.get(pk=event["id"])
    assert (visit.round_id, visit.pair_number, visit.comes_back_at) == (phone.device.round_id, 1, back)
    assert note_of(visit) == "Chị Ánh đi làm"
    told = set(visit.people.values_list("person", "outcome", "desk_slot_at", "escort_wanted"))
    assert told == {
        (an.pk, "activated", None, False),
        (an.pk, "shown", None, False),
        (anh.pk, "invited", slot, True),
    }
    assert Door.objects.get(household=an.household_id).promise_at == back


def test_the_very_bytes_are_kept_sealed(phone: TestPhone):
    raw = packed(phone.says("note.added", None, {"text": "Ngõ ngập nước"})).replace(b'"p"', b' "p" ')

    assert states(phone.push(raw)) == ["stored"]

    body = Body.objects.get()
    assert open_sealed(bytes(body.sealed), "fieldsync.body") == raw
    assert b"Ng" not in bytes(body.sealed)


def test_the_same_id_with_other_bytes_is_kept_apart_and_the_first_stays(phone: TestPhone):
    event = phone.says("note.added", None, {"text": "Một"})
    phone.push(event)
    other = event | {"p": {"text": "Hai"}}

    assert states(phone.push(other, event)) == ["id-clash", "duplicate"]
    assert states(phone.push(other)) == ["id-clash"]
    assert Quarantined.objects.count() == Received.objects.count() == 1


def test_a_number_that_another_event_bears_is_kept_apart(phone: TestPhone):
    first = phone.says("note.added", None, {"text": "Một"})
    copied = phone.says("note.added", None, {"text": "Hai"}) | {"n": first["n"]}

    assert states(phone.push(first, copied)) == ["stored", "number-clash"]
    assert states(phone.push(copied)) == ["number-clash"]


def test_an_event_twice_in_one_push_is_stored_once_and_answered_twice(phone: TestPhone, village: Village):
    good = phone.says("note.added", None, {"text": "Một"})
    bad = phone.visit(village.person("Nguyễn Văn An").household_id, [{"person": 10**9, "outcome": "shown"}])
    elsewhere = phone.says("note.added", None, {"text": "Hai"}) | {"r": 10**9}

    answer = phone.push(good, bad, elsewhere, good, bad, elsewhere)

    kept = ["not-behind-this-door", "other-round"]
    assert states(answer) == ["stored", *kept, "duplicate", *kept]
    assert [each["seq"] for each in answer["results"] if "seq" in each] == [1, 1]
    assert Quarantined.objects.count() == 2


def test_what_is_missing_is_said_and_quarantine_counts_as_had(phone: TestPhone):
    events = [phone.says("note.added", None, {"text": str(n)}) for n in range(1, 6)]
    broken = phone.says("note.added", None, {"words": 5})

    answer = phone.push(events[0], events[3], broken, next_n=9)

    assert answer["have"] == [[1, 1], [4, 4], [6, 6]]
    assert answer["gaps"] == [[2, 3], [5, 5], [7, 8]]
    assert phone.push(*events)["have"] == [[1, 6]]


def test_an_empty_push_says_that_the_phone_lives(phone: TestPhone):
    answer = phone.push(about={"persisted": True, "free_mb": 900}, next_n=1, cursor=0)

    assert answer["results"] == answer["have"] == answer["gaps"] == []
    assert answer["device"] == {"epoch": 1, "round": phone.device.round_id, "recording": True}
    phone.device.refresh_from_db()
    assert phone.device.about == {"persisted": True, "free_mb": 900}
    assert phone.device.last_seen_at == EVENING


def test_a_promise_or_a_stranger_behind_a_door_cannot_be(phone: TestPhone, village: Village):
    an, elsewhere = village.person("Nguyễn Văn An"), village.person("Nguyễn Văn An", village.commune_b)
    events = [
        phone.visit(elsewhere.household_id),
        phone.visit(10**12),
        phone.says("visit.recorded", None, {"outcome": "nobody"}),
        phone.visit(an.household_id, [{"person": an.pk, "outcome": "reason"}]),
        phone.visit(an.household_id, [{"person": an.pk, "outcome": "reason", "reason": "NO_SUCH"}]),
        phone.visit(an.household_id, back_at=(EVENING - timedelta(days=1)).isoformat()),
        phone.visit(an.household_id),
    ]

    codes = ["not-your-door"] * 3 + ["impossible"] * 3 + ["stored"]
    assert states(phone.push(*events)) == codes
    assert Quarantined.objects.filter(code="impossible", facts__faults="reason-unknown").exists()


def test_only_a_pair_with_an_officer_and_a_kit_collects(phone: TestPhone, village: Village, tonight: Round):
    an = village.person("Nguyễn Văn An")
    told = [{"person": an.pk, "outcome": "collected"}]

    assert states(phone.push(phone.visit(an.household_id, told))) == ["stored"]
    Pair.objects.filter(round=tonight).update(has_kit=False)
    assert states(phone.push(phone.visit(an.household_id, told))) == ["kit-needs-an-officer"]


def test_a_visit_is_withdrawn_and_replaced_by_its_own_pair(phone: TestPhone, village: Village):
    home = village.person("Nguyễn Văn An").household_id
    first = phone.visit(home)
    second = phone.says("visit.recorded", home, {"outcome": "nobody", "replaces": first["id"]})
    gone = phone.says("visit.voided", None, {"voids": second["id"]})
    again = phone.says("visit.voided", home, {"voids": second["id"]})

    assert states(phone.push(first, second, gone)) == ["stored"] * 3
    assert states(phone.push(again)) == ["already-withdrawn"]
    assert Door.objects.get(household=home).knocks == 0


def test_a_withdrawal_that_comes_first_waits_for_its_visit(phone: TestPhone, village: Village):
    home = village.person("Nguyễn Văn An").household_id
    first = phone.visit(home)
    second = phone.says("visit.recorded", home, {"outcome": "nobody", "replaces": first["id"]})
    gone = phone.says("visit.voided", home, {"voids": second["id"]})

    waiting = phone.push(gone, second)["results"]
    assert [(each["s"], each["counted"]) for each in waiting] == [("stored", False)] * 2
    assert states(phone.push(first)) == ["stored"]

    assert Visit.objects.count() == 3
    rows = phone.pull()["rows"]
    assert [(row["k"], row["counted"]) for row in rows if "counted" in row] == [
        ("visit.voided", True),
        ("visit.recorded", True),
        ("visit.recorded", True),
    ]
    assert {row["id"] for row in rows if row["k"] == "counted"} == {gone["id"], second["id"]}


def test_what_turns_out_impossible_when_it_is_its_turn_is_kept_apart_and_never_counts(
    phone: TestPhone, village: Village
):
    home, next_door = (
        village.person("Nguyễn Văn An").household_id,
        village.person("Phan Đình Đức").household_id,
    )
    first = phone.visit(home)
    wrong = phone.says("visit.recorded", next_door, {"outcome": "nobody", "replaces": first["id"]})
    assert states(phone.push(wrong)) == ["stored"]

    phone.push(first)

    assert states(phone.push(wrong)) == ["duplicate"]
    assert phone.push(wrong)["results"][0]["counted"] is False
    assert Quarantined.objects.get().event_id == uuid.UUID(wrong["id"])
    assert [row["counted"] for row in phone.pull()["rows"]] == [False, True]


def test_another_pairs_visit_is_not_ones_own(phone: TestPhone, village: Village, cast: Cast, tonight: Round):
    home = village.person("Nguyễn Văn An").household_id
    theirs = phone.visit(home)
    phone.push(theirs)
    Pair.objects.create(round=tonight, number=2, begins="18:00", ends="21:00").walkers.add(cast.chi)
    other = paired(cast.chi, tonight)

    assert states(other.push(other.says("visit.voided", home, {"voids": theirs["id"]}))) == ["not-yours"]


def test_a_companion_is_named_and_an_evening_long_over_is_marked_late(phone: TestPhone, tonight: Round):
    with clock.at(EVENING + timedelta(days=2)):
        answer = phone.push(phone.says("companion.named", None, {"name": "Ông Tám\n "}))

    assert states(answer) == ["stored"]
    assert Pair.objects.get(round=tonight).companion == "Ông Tám"
    assert Received.objects.get().is_late


def test_a_phone_on_another_evening_still_sends_what_belongs_to_the_last(
    phone: TestPhone, village: Village, cast: Cast, tonight: Round
):
    from tests.apps.fieldsync.evenings import planned

    home = village.person("Nguyễn Văn An").household_id
    tomorrow = planned(village, cast, on=(EVENING + timedelta(days=1)).date())
    kept = phone.visit(home) | {"r": tonight.pk}
    pairing.rebind(phone.device, tomorrow)

    assert states(phone.push(kept, phone.visit(home))) == ["stored", "stored"]

    rounds = dict(Visit.objects.values_list("pk", "round"))
    assert rounds[uuid.UUID(kept["id"])] == tonight.pk
    assert set(rounds.values()) == {tonight.pk, tomorrow.pk}
    assert RoundLog.objects.filter(last_seq=1).count() == 2


def test_an_evening_of_other_people_is_none_of_ones_own(phone: TestPhone, village: Village, cast: Cast):
    from tests.apps.fieldsync.evenings import planned

    other = planned(village, cast, on=(EVENING + timedelta(days=1)).date())
    other.pairs.get().walkers.clear()
    home = village.person("Nguyễn Văn An").household_id

    events = [phone.visit(home) | {"r": key} for key in (other.pk, 10**9)]
    assert states(phone.push(*events)) == ["other-round", "other-round"]


def test_what_a_revoked_phone_sends_is_kept_apart_and_answered(phone: TestPhone, village: Village):
    home = village.person("Nguyễn Văn An").household_id
    before = phone.visit(home)
    phone.push(before)
    pairing.revoke(CONSOLE, phone.device)

    answer = phone.push(before, phone.visit(home), b'{"torn":1}')

    assert states(answer) == ["duplicate", "revoked", "revoked"]
    assert answer["have"] == [[1, 2]]
    assert phone.pull(status=403) == {
        "code": "fieldsync.revoked",
        "message": phone.pull(status=403)["message"],
        "wipe": True,
    }
    assert phone.get("bootstrap", status=403)["wipe"]


def test_events_of_another_phones_life_are_not_taken_on_its_word(
    phone: TestPhone, village: Village, cast: Cast, tonight: Round
):
    phone.push(phone.says("note.added", None, {"text": "Của tôi"}))
    other = paired(cast.an, tonight)
    forged = phone.says("note.added", None, {"text": "Không phải của tôi"})
    unheard = forged | {"inc": str(uuid.uuid4())}

    assert states(other.push(forged, unheard)) == ["other-phone", "other-phone"]
    assert states(phone.push(forged)) == ["stored"]
    assert phone.push()["have"] == [[1, 2]]


WRONG: list[tuple[Any, str]] = [
    ({"n": 0}, "event-malformed"),
    ({"n": 2**40}, "event-malformed"),
    ({"k": "hh.merged"}, "kind-not-from-a-phone"),
    ({"k": "x\n" * 30}, "kind-unknown"),
    ({"sv": 9}, "version-unknown"),
    ({"p": {"text": "a" * 20_000}}, "event-too-large"),
]


@pytest.mark.parametrize(("changes", "code"), WRONG, ids=[code for _, code in WRONG])
def test_what_cannot_be_read_is_kept_and_answered_the_same_again(
    phone: TestPhone, changes: dict[str, Any], code: str
):
    bad = phone.says("note.added", None, {"text": "a"}) | changes
    good = phone.says("note.added", None, {"text": "b"})

    assert states(phone.push(bad, good)) == [code, "stored"]
    assert states(phone.push(bad)) == [code]

    kept = Quarantined.objects.get()
    assert open_sealed(bytes(kept.sealed), "fieldsync.apart") == packed(bad)


@pytest.mark.parametrize("told", [10**18, -(10**18), 0])
def test_no_time_told_by_a_phone_keeps_an_event_out(phone: TestPhone, village: Village, told: int):
    home = village.person("Nguyễn Văn An").household_id

    assert states(phone.push(phone.visit(home) | {"t": told, "ls": told})) == ["stored"]

    assert Visit.objects.get().occurred_at <= EVENING


def test_a_clock_that_is_years_off_is_put_right_and_told(phone: TestPhone, village: Village):
    home = village.person("Nguyễn Văn An").household_id
    years = 10 * 365 * 24 * 3600 * 1000
    event = phone.visit(home)
    event["t"] += years - 60_000

    answer = phone.push(event, sent=event["t"] + 60_000)

    assert answer["remarks"] == ["clock-wrong"]
    assert Visit.objects.get().occurred_at == EVENING - timedelta(minutes=1)
    assert not Received.objects.get().is_doubtful


def test_notes_are_never_in_what_others_pull(phone: TestPhone, village: Village, cast: Cast, tonight: Round):
    home = village.person("Nguyễn Văn An").household_id
    phone.push(phone.visit(home, note="Bí mật"))
    partner = paired(cast.an, tonight)

    [row] = partner.pull()["rows"]

    assert Note.objects.count() == 1
    assert row == {
        "seq": 1,
        "k": "visit.recorded",
        "id": str(Visit.objects.get().pk),
        "hh": home,
        "t": int(EVENING.timestamp() * 1000),
        "pair": 1,
        "p": {"outcome": "home", "people": []},
    }
