"""Whom a walker meets who is on no list: asked about, then known; what was told of them counts once, then."""

import contextlib
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bacung.board.actions import rebuild
from bacung.core.problems import Problem
from bacung.fieldsync.models import Echo, Found, Quarantined, RoundLog, Waiting
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.intake.actions import decide_rows
from bacung.intake.models import Batch, StagedRow
from bacung.ledger.models import Entry
from bacung.registry.models import Person
from bacung.rounds.models import Door, Round
from bacung.visits.models import Event as Visit
from tests.apps.fieldsync.calls import Json, TestPhone, paired
from tests.apps.fieldsync.evenings import AFTERNOON, planned
from tests.cast import Cast, as_
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

HOME, TAM, CHIN = (str(uuid.UUID(int=place)) for place in (1, 2, 3))
NEXT_MORNING = EVENING + timedelta(hours=13)


@pytest.fixture
def tonight(village: Village, cast: Cast) -> Iterator[Round]:
    """The evening of Em and An, and it is half past six."""
    with clock.at(AFTERNOON):
        round_ = planned(village, cast)
    with clock.at(EVENING):
        yield round_


@pytest.fixture
def phone(tonight: Round, cast: Cast) -> TestPhone:
    """Em's phone."""
    return paired(cast.em, tonight)


def couple(phone: TestPhone, village: Village) -> Json:
    """A couple in a house nobody had heard of."""
    people = [
        {"found": TAM, "name": "Lê Văn Tám", "sex": "male", "born": "1970", "phone": "0912000111"},
        {"found": CHIN, "name": "Lê Thị Chín", "sex": "female", "born": "1975-02-03"},
    ]
    said = {"found": HOME, "hamlet": village.hamlets_a[1].pk, "address": "Số 9", "head": "Lê Văn Tám"}
    return phone.says("hh.created", None, said | {"people": people})


def activated(phone: TestPhone, *people: Any) -> Json:
    """They were at home, and these were activated."""
    return phone.visit(HOME, [{"person": person, "outcome": "activated"} for person in people])


def settle(code: str, answer: str, positions: list[int] | None = None, value: str = "") -> None:
    """The officer answers the next morning."""
    with clock.at(NEXT_MORNING):
        batch = Batch.objects.get(kind="found")
        decide_rows(CONSOLE, batch, code=code, answer=answer, positions=positions, value=value)


def test_a_visit_to_a_found_household_counts_once_they_are_on_the_list(phone: TestPhone, village: Village):
    created = couple(phone, village)
    visit = activated(phone, TAM)
    said = phone.push(created, visit)

    assert [(one["s"], one["counted"]) for one in said["results"]] == [("stored", False), ("stored", False)]
    assert not Visit.objects.exists()
    assert not Person.objects.filter(name="Lê Văn Tám").exists()

    settle("intake.met-at-door", "new")
    tam = village.person("Lê Văn Tám")
    event = Visit.objects.get()
    assert (str(event.pk), event.household_id, event.occurred_at) == (visit["id"], tam.household_id, EVENING)
    assert Door.objects.get(household=tam.household_id).persons_left == 1
    assert Entry.objects.filter(person=tam, kind="activated").count() == 1
    assert not Waiting.objects.exists()
    again = phone.push(created, visit)
    assert [(one["s"], one["counted"]) for one in again["results"]] == [("duplicate", True)] * 2
    assert Visit.objects.count() == 1


def test_the_phones_hear_who_it_is_and_that_it_counts(phone: TestPhone, village: Village):
    created, visit = couple(phone, village), activated(phone, TAM)
    phone.push(created, visit)
    seen = phone.pull()["next"]

    settle("intake.met-at-door", "new")
    with clock.at(NEXT_MORNING):
        rows = phone.pull(seen)["rows"]
    home = village.person("Lê Văn Tám").household_id
    assert [(row["k"], row["id"]) for row in rows] == [
        ("hh.merged", created["id"]),
        ("counted", created["id"]),
        ("counted", visit["id"]),
    ]
    assert rows[0]["p"] == {"from": HOME, "into": home}
    assert [row["seq"] for row in rows] == list(range(seen + 1, seen + 4))


def test_answered_twice_nothing_changes(phone: TestPhone, village: Village):
    phone.push(couple(phone, village), activated(phone, TAM))
    settle("intake.met-at-door", "new")
    before = (Visit.objects.count(), Entry.objects.count(), Echo.objects.count(), Person.objects.count())
    with pytest.raises(Problem):
        settle("intake.met-at-door", "new")

    assert before == (
        Visit.objects.count(),
        Entry.objects.count(),
        Echo.objects.count(),
        Person.objects.count(),
    )


def test_somebody_found_who_is_on_the_list_is_that_one(phone: TestPhone, village: Village):
    """A stranger behind An's door who is An's wife by another spelling: her visit is hers."""
    wife = village.person("Nguyễn Thị Ánh")
    met = {"found": TAM, "name": "Nguyen Thi Anh", "sex": "female", "born": "1984"}
    visit = phone.visit(wife.household_id, [{"person": TAM, "outcome": "activated"}])
    phone.push(phone.says("person.created", wife.household_id, {"people": [met]}), visit)

    settle("intake.perhaps-known", "same", value=str(wife.pk))
    assert Visit.objects.get().people.get().person == wife
    assert Person.objects.filter(household=wife.household_id).count() == 3


def test_one_more_behind_a_known_door_joins_it(phone: TestPhone, village: Village):
    an = village.person("Nguyễn Văn An")
    met = {"found": TAM, "name": "Nguyễn Văn Ba", "sex": "male", "born": "2000"}
    phone.push(phone.says("person.created", an.household_id, {"people": [met]}))
    settle("intake.met-at-door", "new")

    assert village.person("Nguyễn Văn Ba").household_id == an.household_id


def test_who_is_left_out_keeps_no_others_waiting(phone: TestPhone, village: Village):
    """Of two told in one visit one does not belong on the list: the other's activation counts."""
    visit = activated(phone, TAM, CHIN)
    phone.push(couple(phone, village), visit)
    settle("intake.met-at-door", "drop", [1])
    assert not Visit.objects.exists()

    settle("intake.met-at-door", "new", [0])
    assert [told.person for told in Visit.objects.get().people.all()] == [village.person("Lê Văn Tám")]


def test_a_household_nobody_wants_on_the_list_counts_nowhere(phone: TestPhone, village: Village):
    created, visit = couple(phone, village), activated(phone, TAM)
    phone.push(created, visit)
    settle("intake.met-at-door", "drop")

    assert not Visit.objects.exists()
    assert Found.objects.get(pk=HOME).settled_at
    assert phone.push(visit)["results"][0]["counted"] is False
    assert not Quarantined.objects.exists()


def test_nothing_is_heard_of_the_events_own_words_in_the_clear(phone: TestPhone, village: Village):
    """Names met at doors lie sealed: in the rows of intake, and in the bytes kept."""
    phone.push(couple(phone, village))

    assert all("Tám".encode() not in bytes(row.sealed) for row in Batch.objects.get().rows.all())
    assert "Tám" not in str(list(Echo.objects.values_list("facts", flat=True)))


def test_a_household_without_anybody_named_has_its_head(phone: TestPhone, village: Village):
    said = {"found": HOME, "hamlet": None, "address": "Cuối xóm", "head": "Bà Mười", "people": []}
    phone.push(phone.says("hh.created", None, said), phone.visit(HOME))
    settle("intake.met-at-door", "new")

    assert Visit.objects.get().household_id == village.person("Bà Mười").household_id


def test_a_household_of_another_commune_is_nobodys_door_here(phone: TestPhone, village: Village):
    """Somebody met behind a door that is not of this commune is asked about by themselves."""
    elsewhere = village.person("Nguyễn Văn An", village.commune_b).household_id
    met = {"found": TAM, "name": "Lê Văn Tám", "born": "1970"}
    said = phone.push(phone.says("person.created", elsewhere, {"people": [met]}))
    assert said["results"][0]["s"] == "stored"
    settle("intake.met-at-door", "new")

    assert village.person("Lê Văn Tám").household_id != elsewhere


def test_the_same_household_told_twice_is_asked_about_once(phone: TestPhone, village: Village):
    """Two events about one found household: its people stand in one question each."""
    first, second = couple(phone, village), couple(phone, village)
    phone.push(first)
    phone.push(second)

    assert Batch.objects.get().rows.count() == 2
    assert Found.objects.count() == 3


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), cuts=st.sets(st.integers(1, 4)), early=st.booleans())
def test_in_whatever_order_it_arrives_it_adds_up_to_the_same(
    village: Village, cast: Cast, tonight: Round, order: list[int], cuts: set[int], early: bool
):
    """Found household, one more met there, visit, its correction, a withdrawal: any order, any parts."""
    with transaction.atomic():
        phone = paired(cast.em, tonight)
        ba = str(uuid.UUID(int=9))
        one_more = phone.says(
            "person.created", HOME, {"people": [{"found": ba, "name": "Lê Văn Ba", "born": "1999"}]}
        )
        visit = activated(phone, TAM)
        corrected = phone.visit(
            HOME, [{"person": person, "outcome": "activated"} for person in (CHIN, ba)], replaces=visit["id"]
        )
        other = phone.visit(HOME, [{"person": TAM, "outcome": "invited"}])
        events = [
            couple(phone, village),
            one_more,
            visit,
            corrected,
            phone.says("visit.voided", HOME, {"voids": other["id"]}),
        ]
        parts: list[list[Json]] = [[]]
        for place, at in enumerate(order):
            if place in cuts:
                parts.append([])
            parts[-1].append(events[at])
        for place, part in enumerate(parts):
            phone.push(*part)
            if early and place == 0 and Batch.objects.filter(kind="found").exists():
                settle("intake.met-at-door", "new")
        phone.push(other)
        if Batch.objects.get(kind="found").rows.filter(verdict="question").exists():
            settle("intake.met-at-door", "new")

        people = {name: village.person(name) for name in ("Lê Văn Tám", "Lê Thị Chín", "Lê Văn Ba")}
        assert len({person.household_id for person in people.values()}) == 1
        active = set(Entry.objects.filter(kind="activated").values_list("person__name", flat=True))
        live = Visit.objects.filter(voided_by=None).exclude(outcome="void")
        assert [str(event.pk) for event in live] == [corrected["id"]]
        assert {"Lê Thị Chín", "Lê Văn Ba"} <= active
        assert not Waiting.objects.exists()
        assert not Quarantined.objects.exists()
        numbers = [
            *Echo.objects.values_list("seq", flat=True),
            *tonight.received.values_list("seq", flat=True),
        ]
        assert len(numbers) == len(set(numbers)) == RoundLog.objects.get(round=tonight).last_seq
        transaction.set_rollback(True)


def test_one_id_for_a_person_and_a_household_is_the_first_ones(phone: TestPhone, village: Village):
    """In one push, and in the next: what bears it later is asked about without it."""
    one = phone.says("person.created", None, {"people": [{"found": TAM, "name": "Lê Văn Tám"}]})
    other = {"found": TAM, "address": "", "head": "", "people": [{"found": CHIN, "name": "Lê Thị Chín"}]}
    said = phone.push(one, phone.says("hh.created", None, other))
    again = {"found": CHIN, "address": "", "head": "", "people": [{"found": HOME, "name": "Lê Văn Mười"}]}
    said["results"] += phone.push(phone.says("hh.created", None, again))["results"]

    assert [result["s"] for result in said["results"]] == ["stored"] * 3
    assert {str(found.pk): found.is_household for found in Found.objects.all()} == {
        TAM: False,
        CHIN: False,
        HOME: False,
    }


def test_a_person_is_no_door_and_a_household_is_nobody(phone: TestPhone, village: Village):
    """An id of the other kind is not taken for a number of this kind, which may be anybody's."""
    phone.push(couple(phone, village))
    settle("intake.met-at-door", "new")
    tam = village.person("Lê Văn Tám")
    said = phone.push(
        phone.visit(TAM), phone.visit(tam.household_id, [{"person": HOME, "outcome": "activated"}])
    )

    assert [one.get("code") for one in said["results"]] == ["not-behind-this-door"] * 2
    assert not Visit.objects.exists()


ids = st.sampled_from([str(uuid.UUID(int=place)) for place in range(1, 5)])
words = st.sampled_from(
    ["", "  ", "\x01", "Lê Văn Tám", "lê thị chín", "N" * 200, "Ø" * 200, "\u202eHack", "Nguyễn Văn An"]
)
strangers = st.fixed_dictionaries(
    {"found": ids, "name": words},
    optional={
        "sex": st.sampled_from(["male", "female"]),
        "born": st.sampled_from(["1970", "1990-13", "0000-00-00", "1981-08-15"]),
        "relation": words,
        "phone": st.sampled_from(["0912345678", "x" * 30, ""]),
        "note": words,
    },
)
doors = st.one_of(st.none(), ids, st.integers(1, 12), st.just(2**63 - 1))
tidings = st.one_of(
    st.fixed_dictionaries(
        {"found": ids, "address": words, "head": words, "people": st.lists(strangers, max_size=3)},
        optional={"hamlet": st.integers(1, 6) | st.just(2**62), "note": words},
    ).map(lambda said: ("hh.created", None, said)),
    st.tuples(
        st.just("person.created"),
        doors,
        st.lists(strangers, min_size=1, max_size=3).map(lambda who: {"people": who}),
    ),
    st.tuples(
        st.just("visit.recorded"),
        ids,
        ids.map(lambda who: {"outcome": "home", "people": [{"person": who, "outcome": "invited"}]}),
    ),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pushes=st.lists(st.lists(tidings, min_size=1, max_size=4), min_size=1, max_size=3),
    answers=st.lists(st.sampled_from(["new", "drop", "same"]), min_size=6, max_size=6),
)
def test_whatever_a_phone_says_of_strangers_is_stored_and_can_be_answered(
    village: Village, cast: Cast, tonight: Round, pushes: list[list[tuple[Any, ...]]], answers: list[str]
):
    """One id for two, nonsense for names, strange doors: nothing holds it up, and nobody comes twice."""
    with transaction.atomic():
        phone = paired(cast.em, tonight)
        for told in pushes:
            said = phone.push(*(phone.says(*each) for each in told))
            assert {one["s"] for one in said["results"]} == {"stored"}
        before = Person.admitted.count()
        batch = Batch.objects.filter(kind="found").first()
        rows = batch.rows.order_by("position") if batch else StagedRow.objects.none()
        for row, answer in zip(rows, answers * 6, strict=False):
            with contextlib.suppress(Problem):
                settle(
                    "intake.perhaps-known" if row.match == "ask" else "intake.met-at-door",
                    answer,
                    [row.position],
                )

        admitted = rows.filter(match="new", person__isnull=False).count()
        assert Person.admitted.count() == before + admitted
        assert Found.objects.filter(person__isnull=False, settled_at=None).count() == 0
        known_visits = Visit.objects.filter(source="phone").values_list("pk", flat=True)
        assert not Waiting.objects.filter(event__in=known_visits).exists()
        transaction.set_rollback(True)


def test_the_phones_page_leads_to_who_was_met(phone: TestPhone, village: Village, cast: Cast, client: Client):
    """An officer is told how many wait; the supervisor, who answers nothing of lists, is not."""
    phone.push(couple(phone, village))
    address = f"/lists/{Batch.objects.get().pk}/"
    assert address in as_(client, cast.an).get("/phones/").content.decode()
    assert address not in as_(client, cast.dung).get("/phones/").content.decode()

    settle("intake.met-at-door", "new")
    assert address not in as_(client, cast.an).get("/phones/").content.decode()


def test_what_was_found_is_counted_as_if_counted_anew(phone: TestPhone, village: Village):
    """After everything, the board says what it would say had it been built from nothing."""
    phone.push(couple(phone, village), activated(phone, TAM))
    settle("intake.met-at-door", "new")
    with clock.at(NEXT_MORNING):
        assert rebuild() == 0
