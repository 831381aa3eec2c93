"""Tonight's doors of a commune, kept with their reasons."""

from datetime import date, timedelta

import pytest

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE, Grant, Viewer
from bacung.rounds.actions import NewPair, name_companion, plan_round
from bacung.rounds.models import Round, Stop
from bacung.visits.actions import NewOutcome, NewVisit, record_visits
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

TONIGHT = date(2023, 6, 2)


def stops(planned: Round) -> list[Stop]:
    """All stops of a round, pair by pair."""
    return list(Stop.objects.filter(pair__round=planned).order_by("pair__number", "position"))


def test_every_door_with_somebody_left_is_planned_once(village: Village) -> None:
    """Two pairs share the three doors of the commune; the other commune's doors are not theirs."""
    planned = plan_round(
        CONSOLE, drive=village.drive, commune=village.commune_a, on=TONIGHT, pairs=[NewPair(), NewPair()]
    )
    homes = [stop.household_id for stop in stops(planned)]

    assert len(homes) == len(set(homes)) == 3
    assert all(stop.household.commune_id == village.commune_a.pk for stop in stops(planned))
    assert all(stop.why for stop in stops(planned))


def test_a_promise_of_the_evening_is_kept_at_its_hour(village: Village) -> None:
    """Somebody who asked for 20:00 the next evening is met between ten to and half past."""
    home = village.person("Phan Đình Đức").household_id
    eight = EVENING + timedelta(days=1, minutes=90)
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [NewVisit(home, "home", EVENING, comes_back_at=eight)])
    planned = plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=TONIGHT + timedelta(days=1),
        pairs=[NewPair()],
    )
    stop = next(stop for stop in stops(planned) if stop.household_id == home)

    assert stop.promised
    assert eight - timedelta(minutes=10) <= stop.arrives_at <= eight + timedelta(minutes=30)


def test_a_door_that_said_never_is_not_planned(village: Village) -> None:
    """The refusal of the household holds from then on."""
    an = village.person("Nguyễn Văn An")
    with clock.at(EVENING):
        refusal = NewVisit(
            an.household_id, "home", EVENING, (NewOutcome(an.pk, "reason", "REFUSES"),), never=True
        )
        record_visits(CONSOLE, village.drive, [refusal])
    planned = plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=TONIGHT + timedelta(days=1),
        pairs=[NewPair()],
    )

    assert an.household_id not in [stop.household_id for stop in stops(planned)]
    assert planned.plan["left_out"]["by_reason"]["do-not-visit"] == 1


def test_first_knocks_come_before_second_ones_when_the_date_is_near(village: Village) -> None:
    """On the last evening a door nobody has stood at goes first, however many wait behind the other."""
    village.drive.first_knock_by = TONIGHT + timedelta(days=1)
    village.drive.save()
    visited = village.person("Nguyễn Văn An").household_id
    with clock.at(EVENING):
        record_visits(CONSOLE, village.drive, [NewVisit(visited, "nobody", EVENING)])
    planned = plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=TONIGHT + timedelta(days=1),
        pairs=[NewPair()],
    )

    homes = [stop.household_id for stop in stops(planned)]
    assert len(homes) >= 2
    assert visited not in homes[:2]


def test_first_knocks_are_spread_over_the_time_until_the_date(village: Village) -> None:
    """With a quarter of a year for three doors one is due, on the last evening all are."""
    due = []
    for until in (date(2023, 8, 31), TONIGHT):
        village.drive.first_knock_by = until
        village.drive.save()
        planned = plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=TONIGHT, pairs=[NewPair()]
        )
        due.append(sum(door["first_knock_due"] for door in planned.problem["doors"]))

    assert due == [1, 3]


def test_a_date_that_has_passed_is_said_and_everybody_is_due(village: Village) -> None:
    """The plan says how many still wait; being late leaves nobody out."""
    village.drive.first_knock_by = TONIGHT - timedelta(days=1)
    village.drive.save()
    planned = plan_round(
        CONSOLE, drive=village.drive, commune=village.commune_a, on=TONIGHT, pairs=[NewPair()]
    )

    notes = {note["code"]: note["facts"] for note in planned.plan["notes"]}
    assert notes["first-knocks-late"] == {"doors": 3}
    assert all(door["first_knock_due"] for door in planned.problem["doors"])


def test_planning_again_replaces_what_nobody_walked(village: Village) -> None:
    """One plan stands for an evening."""
    for _ in range(2):
        plan_round(CONSOLE, drive=village.drive, commune=village.commune_a, on=TONIGHT, pairs=[NewPair()])

    assert sorted(Round.objects.values_list("state", flat=True)) == ["cancelled", "planned"]


def test_an_officer_of_one_commune_plans_no_other(village: Village) -> None:
    """For the officer of B there are no doors in A."""
    officer_b = Viewer(1, "Chi", (Grant("officer", village.commune_b.path),))

    with pytest.raises(Problem, match=r"rounds\.nothing-to-plan"):
        plan_round(officer_b, drive=village.drive, commune=village.commune_a, on=TONIGHT, pairs=[NewPair()])


def test_an_evening_outside_the_drive_is_refused(village: Village) -> None:
    """The drive ends in December."""
    with pytest.raises(Problem, match=r"rounds\.outside-the-drive"):
        plan_round(
            CONSOLE, drive=village.drive, commune=village.commune_a, on=date(2024, 1, 5), pairs=[NewPair()]
        )


def test_a_companion_named_in_the_evening_stands_with_the_pair(village: Village) -> None:
    """Said once more it is no news; the trail says who named somebody, not whom."""
    planned = plan_round(
        CONSOLE, drive=village.drive, commune=village.commune_a, on=TONIGHT, pairs=[NewPair()]
    )
    for _ in range(2):
        name_companion(CONSOLE, planned.pk, 1, "Bà Tư")

    assert planned.pairs.get().companion == "Bà Tư"
    said = AuditEntry.objects.get(action="rounds.companion")
    assert "Tư" not in str(said.facts)
