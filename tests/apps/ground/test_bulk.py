"""Many rows at once: what is written is what Django reads, and what Django wrote is what is read."""

import uuid
from datetime import UTC, date, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bacung.core.problems import Problem
from bacung.ground import bulk
from bacung.ground.models import AuditEntry
from bacung.ground.recording import follow_once, recording
from bacung.ledger.models import Account
from bacung.registry.models import Household
from bacung.visits.models import Event, Note
from tests.village import EVENING, Village, settle

AWKWARD = (
    "",
    "NULL",
    "null",
    'a "quoted" word',
    "back\\slash",
    "{a,b}",
    " ",
    "%s",
    "Đường số 5; it's",
    "a\nb",
)
PLAIN = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.sampled_from(AWKWARD)
FACTS = st.dictionaries(st.sampled_from(AWKWARD), PLAIN | st.lists(PLAIN, max_size=3), max_size=3)
VIETNAM = timezone(timedelta(hours=7))
MOMENTS = st.datetimes(EVENING.replace(tzinfo=None), timezones=st.sampled_from([UTC, VIETNAM]))
TEXTS = st.sampled_from(AWKWARD) | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


class WhatIsWritten(TestCase):
    """Django's own test case, for Hypothesis gives each example a database of its own there."""

    @given(st.lists(st.tuples(MOMENTS, TEXTS, st.none() | st.integers(0, 2**60), FACTS), max_size=5))
    def test_is_what_django_reads_and_back(self, rows: list[tuple[object, ...]]) -> None:
        names = ("at", "who", "member_id", "facts")
        bulk.insert_rows(AuditEntry, (*names, "address", "action"), [(*row, "", "a") for row in rows])
        assert list(AuditEntry.objects.order_by("pk").values_list(*names)) == rows
        read = sorted(bulk.read(AuditEntry, ("pk", *names), action="a"), key=lambda row: row[0])
        assert [row[1:] for row in read] == rows


@pytest.mark.django_db
def test_keys_hours_days_and_bytes_keep_their_kind(village: Village) -> None:
    an = village.person("Nguyễn Văn An")
    key, other = uuid.uuid4(), uuid.uuid4()
    event = Event(drive=village.drive, household_id=an.household_id, commune_id=an.commune_id, source="page")
    event.pk, event.outcome, event.occurred_at, event.recorded_at = key, "home", EVENING, EVENING
    bulk.insert([event])
    bulk.insert_rows(Note, ("event", "sealed"), [(key, b"\x00\xff'\"\\")])
    assert bytes(Note.objects.get(pk=key).sealed) == b"\x00\xff'\"\\"
    columns = ("pk", "round", "never", "occurred_at", "outcome")
    [(read, *rest)] = bulk.read(Event, columns, pk=[key, other], round=None, never=False)
    assert uuid.UUID(read) == key
    assert rest == [None, False, EVENING, "home"]
    bulk.update_rows(Household, ("not_before", "latitude"), [(time(18, 30), 18.5, an.household_id)])
    assert bulk.read(Household, ("not_before", "latitude"), pk={an.household_id}) == [(time(18, 30), 18.5)]
    account = (
        "person",
        "commune",
        "state",
        "reached",
        "approval_due_on",
        "declared",
        "confirmed",
        "contested",
    )
    for day in (date(2023, 6, 5), None):
        row = (an.pk, an.commune_id, "approved", "approved", day, True, False, False)
        bulk.upsert_rows(Account, account, [row], known_by=("person",))
        assert bulk.read(Account, account, person=[an.pk]) == [row]


@pytest.mark.django_db
def test_nothing_is_asked_where_nothing_can_be_found(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert bulk.read(Event, ("pk",), pk=[], never=True) == []
        bulk.insert([])
        bulk.insert_rows(AuditEntry, ("at",), [])


@recording()
def broken(follow) -> None:  # type: ignore[no-untyped-def]
    follow_once(follow, [4])
    raise Problem("ground.not-found")


@pytest.mark.django_db
def test_a_shadow_follows_once_for_all_that_is_recorded_together() -> None:
    settle()
    followed: list[set[int]] = []

    def follow(keys) -> None:  # type: ignore[no-untyped-def]
        followed.append(set(keys))
        if 3 not in keys:
            follow_once(follow, [3])  # news may bring further news

    with recording():
        follow_once(follow, [1])
        with recording():
            follow_once(follow, [2, 1])
        assert followed == []
    assert followed == [{1, 2}, {3}]
    with pytest.raises(Problem):
        broken(follow)
    with recording():
        pass
    assert followed == [{1, 2}, {3}]
    follow_once(follow, [3])
    assert followed[-1] == {3}
