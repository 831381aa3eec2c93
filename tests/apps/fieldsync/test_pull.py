"""A pull gives what became known of the round, in order, once, and nothing of other people's doors."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bacung.fieldsync.models import Echo, Flag
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair
from bacung.rounds.models import Pair, Round, Stop
from bacung.visits.actions import NewVisit, record_visits, void_visit
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import Json, TestPhone, paired
from tests.cast import Cast
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(phone: TestPhone, tonight: Round, cast: Cast) -> TestPhone:
    """An's phone, of the same pair."""
    return paired(cast.an, tonight)


@pytest.fixture
def other(phone: TestPhone, tonight: Round, cast: Cast, village: Village) -> TestPhone:
    """Chi's phone, of a second pair whose way leads past Đức's door."""
    pair = Pair.objects.create(round=tonight, number=2, begins="18:00", ends="21:00")
    pair.walkers.add(cast.chi)
    home = village.person("Phan Đình Đức").household_id
    Stop.objects.filter(household=home).delete()
    Stop.objects.create(pair=pair, position=1, household_id=home, arrives_at=EVENING)
    return paired(cast.chi, tonight)


def numbers(answer: Json) -> list[int]:
    return [row["seq"] for row in answer["rows"]]


def test_pages_follow_one_another_without_a_gap(phone: TestPhone):
    phone.push(*(phone.says("note.added", None, {"text": str(n)}) for n in range(7)))
    seen, after = [], 0
    while True:
        page = phone.pull(after, limit=3)
        seen += numbers(page)
        after = page["next"]
        if not page["more"]:
            break

    assert seen == list(range(1, 8))
    assert phone.pull(7) | {"now": 0} == {
        "now": 0,
        "epoch": 1,
        "round": phone.device.round_id,
        "rows": [],
        "next": 7,
        "more": False,
    }


def test_a_door_on_another_pairs_way_is_none_of_ones_own(
    phone: TestPhone, partner: TestPhone, other: TestPhone, village: Village
):
    mine, theirs = village.person("Nguyễn Văn An"), village.person("Phan Đình Đức")
    other.push(other.visit(theirs.household_id), other.visit(mine.household_id))
    other.push(other.says("note.added", theirs.household_id, {"text": "Chó dữ"}))

    page = phone.pull()

    assert [(row["hh"], row["pair"]) for row in page["rows"]] == [(mine.household_id, 2)]
    assert page["next"] == 3
    assert numbers(partner.pull()) == [2]
    assert numbers(other.pull()) == [1, 2, 3]


def test_two_pairs_at_one_door_are_both_kept_and_it_is_asked(
    phone: TestPhone, partner: TestPhone, other: TestPhone, village: Village
):
    an = village.person("Nguyễn Văn An")
    told = [{"person": an.pk, "outcome": "invited"}]
    first, second = phone.visit(an.household_id, told), other.visit(an.household_id, told)

    phone.push(first)
    other.push(second, other.visit(an.household_id))

    assert Visit.objects.count() == 3
    flag = Flag.objects.get()
    assert (flag.kind, str(flag.first_id), str(flag.second_id)) == ("double-visit", first["id"], second["id"])


def test_what_one_phone_tells_twice_of_a_door_is_no_question(phone: TestPhone, village: Village):
    an = village.person("Nguyễn Văn An")
    told = [{"person": an.pk, "outcome": "invited"}]
    phone.push(phone.visit(an.household_id, told), phone.visit(an.household_id, told))
    assert not Flag.objects.exists()


def test_a_visit_written_at_the_office_is_heard_of_and_its_withdrawal_too(
    phone: TestPhone, village: Village, tonight: Round
):
    an = village.person("Nguyễn Văn An")
    visit = NewVisit(an.household_id, "door-refused", EVENING, round_id=tonight.pk, pair_number=1, note="Bận")
    record_visits(CONSOLE, village.drive, [visit])
    void_visit(CONSOLE, village.drive, Visit.objects.get(pk=visit.id))

    told, gone = phone.pull()["rows"]

    assert (told["k"], told["id"], told["p"]) == (
        "visit",
        str(visit.id),
        {"outcome": "door-refused", "people": []},
    )
    assert (gone["k"], gone["p"]) == ("visit", {"voids": str(visit.id)})
    assert Echo.objects.filter(round=tonight, kind="visit").count() == 2


def test_a_visit_outside_any_round_with_phones_is_no_news(village: Village, cast: Cast):
    an = village.person("Nguyễn Văn An")
    record_visits(CONSOLE, village.drive, [NewVisit(an.household_id, "home", EVENING)])
    assert not Echo.objects.exists()


def test_a_cursor_this_server_never_gave_is_expired(phone: TestPhone):
    assert phone.pull(5, status=410)["code"] == "fieldsync.cursor-expired"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "round=1",
        "round=1&epoch=1&after=-1",
        "round=1&epoch=x&after=0",
        "round=٣&epoch=1&after=0",
        "round=" + "9" * 40 + "&epoch=1&after=0",
    ],
)
def test_a_question_that_is_none_is_not_understood(phone: TestPhone, asked: str):
    assert phone.get(f"pull?{asked}", status=400)["code"] == "fieldsync.malformed"


def test_an_app_of_another_protocol_may_push_and_not_pull(phone: TestPhone, tonight: Round):
    assert (
        phone.get(f"pull?round={tonight.pk}&epoch=1&after=0&v=2", status=426)["code"] == "fieldsync.upgrade"
    )
    assert phone.get("bootstrap?v=2", status=426)["code"] == "fieldsync.upgrade"
    assert phone.push(phone.says("note.added", None, {"text": "a"}), v=9)["results"][0]["s"] == "stored"


def test_another_round_is_never_seen(phone: TestPhone, village: Village, cast: Cast):
    from tests.apps.fieldsync.evenings import planned

    tomorrow = planned(village, cast, on=(EVENING + timedelta(days=1)).date())
    second = planned(
        village, cast, on=(EVENING + timedelta(days=2)).date(), more=[NewPair((cast.an.pk,))][:0]
    )
    theirs = paired(cast.an, tomorrow)
    theirs.push(theirs.visit(village.person("Nguyễn Văn An").household_id))

    assert phone.pull()["rows"] == []
    phone.get(f"pull?round={tomorrow.pk}&epoch=1&after=0", status=409)
    phone.get(f"pull?round={second.pk}&epoch=1&after=0", status=409)


def test_the_cost_of_a_pull_follows_what_is_new(phone: TestPhone, village: Village, partner: TestPhone):
    an = village.person("Nguyễn Văn An")

    def queries(after: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            partner.pull(after)
        return len(asked)

    phone.push(phone.visit(an.household_id, [{"person": an.pk, "outcome": "shown"}]))
    few = queries(0)
    phone.push(*(phone.visit(an.household_id, [{"person": an.pk, "outcome": "shown"}]) for _ in range(40)))

    assert queries(0) == few
    assert queries(41) < few
