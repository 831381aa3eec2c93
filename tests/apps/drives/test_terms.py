"""The terms of a drive: what the checks let through the database takes, and nothing else."""

from dataclasses import asdict, replace
from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bacung.core.problems import Problem
from bacung.drives.actions import change_drive, create_drive
from bacung.drives.models import Drive
from bacung.drives.queries import is_quiet
from bacung.drives.terms import Terms, faults
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE

TERMS = Terms(
    name="Ba cùng 2023",
    starts_on=date(2023, 6, 2),
    ends_on=date(2023, 12, 10),
    age_on=date(2023, 6, 2),
    first_knock_by=date(2023, 8, 31),
    rules="2022-decree",
)
half_hours = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
days = st.dates(date(2023, 5, 30), date(2023, 6, 6))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_on": date(2023, 6, 1)}, "ends_on"),
        ({"first_knock_by": date(2023, 6, 1)}, "first_knock_by"),
        ({"first_knock_by": date(2023, 12, 11)}, "first_knock_by"),
        ({"evening_to": time(22, 1), "quiet_from": time(22, 1)}, "quiet_from"),
        ({"evening_to": time(21, 31)}, "evening_to"),
        ({"evening_from": time(6, 59)}, "evening_from"),
        ({"evening_from": time(21, 30)}, "evening_from"),
        ({"rules": "2030-decree"}, "rules"),
        ({"knock_cap": 0}, "knock_cap"),
        ({"retention_days": 31}, "retention_days"),
        ({"min_age": 100}, "min_age"),
    ],
)
def test_a_fault_is_shown_at_its_field(change: dict[str, object], field: str):
    assert list(faults(TERMS)) == []
    assert field in [where for where, _ in faults(replace(TERMS, **change))]


class TestTheDatabaseAgrees(TestCase):
    """Whatever hours and days are asked for."""

    @settings(max_examples=60, deadline=None)
    @given(hours=st.tuples(half_hours, half_hours, half_hours, half_hours), dates=st.tuples(days, days, days))
    def test_terms_without_fault_are_taken_and_faulty_ones_never(
        self, hours: tuple[time, ...], dates: tuple[date, ...]
    ):
        """The same sentence twice: once with words for people, once as a constraint nothing gets around."""
        terms = replace(
            TERMS,
            evening_from=hours[0],
            evening_to=hours[1],
            quiet_from=hours[2],
            quiet_to=hours[3],
            starts_on=dates[0],
            ends_on=dates[1],
            first_knock_by=dates[2],
        )
        faulty = bool(list(faults(terms)))
        try:
            with transaction.atomic():
                Drive.objects.create(code="any", **asdict(terms))
                Drive.objects.all().delete()
            taken = True
        except IntegrityError:
            taken = False
        assert taken is not faulty


@given(half_hours, half_hours, half_hours)
def test_no_round_of_a_drive_reaches_into_its_quiet_hours(start: time, end: time, knock: time):
    terms = replace(TERMS, evening_from=start, evening_to=end, quiet_from=time(22))
    if not list(faults(terms)) and start <= knock < end:
        assert not is_quiet(Drive(**asdict(terms)), knock)


def test_the_night_is_quiet_across_midnight():
    drive = Drive(**asdict(TERMS))
    hours = {time(21, 29): False, time(21, 30): True, time(0): True, time(6, 59): True, time(7): False}
    assert {hour: is_quiet(drive, hour) for hour in hours} == hours


@pytest.mark.django_db
def test_a_refused_drive_leaves_nothing_behind():
    with pytest.raises(Problem, match=r"drives\.quiet-hours"):
        create_drive(CONSOLE, code="late", terms=replace(TERMS, evening_to=time(23)))
    create_drive(CONSOLE, code="once", terms=TERMS)
    with pytest.raises(Problem, match=r"drives\.code-taken"):
        create_drive(CONSOLE, code="once", terms=TERMS)
    assert list(Drive.objects.values_list("code", flat=True)) == ["once"]


@pytest.mark.django_db
def test_a_change_names_its_fields_in_the_trail_and_no_change_leaves_none():
    drive = create_drive(CONSOLE, code="once", terms=TERMS)
    change_drive(CONSOLE, drive, TERMS)
    assert not AuditEntry.objects.filter(action="drives.change").exists()
    change_drive(CONSOLE, drive, replace(TERMS, knock_cap=2, min_age=16))
    drive.refresh_from_db()
    assert (drive.knock_cap, drive.who_counts.min_age) == (2, 16)
    assert sorted(AuditEntry.objects.get(action="drives.change").facts["fields"]) == ["knock_cap", "min_age"]
