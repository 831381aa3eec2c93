"""What a drive's visits teach: kept at its doors and beside it, used by the next plan, fitted every night."""

import json
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner

from bacung.board.actions import rebuild
from bacung.core.presence.slots import slot_of
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Door, Learnt, Round, Stop
from bacung.visits.actions import NewOutcome, NewVisit, record_visits, teach, teach_when_due, void_visit
from bacung.visits.commands import visits
from bacung.visits.models import Event
from tests.village import DAY, EVENING, Village

pytestmark = pytest.mark.django_db


def tell(village: Village, *told: NewVisit, at: datetime | None = None) -> None:
    """Record visits a minute after the last of them."""
    last = max(visit.occurred_at for visit in told)
    with clock.at(at or last + timedelta(minutes=1)):
        record_visits(CONSOLE, village.drive, told)


def home_of(village: Village, name: str) -> int:
    return village.person(name).household_id


def fortnight(village: Village) -> list[NewVisit]:
    """Twelve evenings at three doors: An is home at half past six, Đức never, Bảy every other evening."""
    an, duc, bay = (home_of(village, name) for name in ("Nguyễn Văn An", "Phan Đình Đức", "Trần Văn Bảy"))
    return [
        NewVisit(home, outcome, EVENING + day * DAY)  # type: ignore[arg-type]
        for day in range(12)
        for home, outcome in ((an, "home"), (duc, "nobody"), (bay, "home" if day % 2 else "nobody"))
    ]


def plan(village: Village, days: int) -> Round:
    with clock.at(EVENING + days * DAY - timedelta(hours=4)):
        return plan_round(
            CONSOLE,
            drive=village.drive,
            commune=village.commune_a,
            on=EVENING.date() + days * DAY,
            pairs=[NewPair()],
        )


def asked(made: Round, home: int) -> dict[str, object]:
    """A door as the problem of a round has it."""
    doors: list[dict[str, object]] = made.problem["doors"]
    return next(door for door in doors if door["id"] == str(home))


def test_a_door_keeps_when_it_was_found_home(village: Village) -> None:
    """A miss on Friday, met on Saturday, one withdrawn; counting all again finds nothing to mend."""
    home = home_of(village, "Phan Đình Đức")
    tell(village, NewVisit(home, "nobody", EVENING))
    tell(village, NewVisit(home, "home", EVENING + DAY))
    door = Door.objects.get(household=home)
    assert door.history["seen"] == [[slot_of(EVENING), 0], [slot_of(EVENING + DAY), 1]]

    with clock.at(EVENING + 2 * DAY):
        void_visit(CONSOLE, village.drive, Event.objects.get(outcome="home"))
    door.refresh_from_db()
    assert door.history == {"seen": [[slot_of(EVENING), 0]]}
    assert rebuild() == 0


def test_what_was_learnt_prices_the_next_evening(village: Village) -> None:
    """Who was always home is worth more for each person than who never was; before, both rested on
    assumptions.
    """
    an, duc = home_of(village, "Nguyễn Văn An"), home_of(village, "Phan Đình Đức")
    before = plan(village, 0)
    assert "presence-assumed" in [note["code"] for note in before.plan["notes"]]
    village.drive.knock_cap = 10
    village.drive.save()
    tell(village, *fortnight(village)[:9])
    told = teach(CONSOLE, village.drive)
    after = plan(village, 4)

    assert told.visits == 9
    assert max(asked(after, an)["prize"]) > 0  # type: ignore[call-overload]
    assert max(asked(after, an)["prize"]) / 2 > 2 * max(asked(after, duc)["prize"])  # type: ignore[call-overload]
    assert max(asked(before, duc)["prize"]) > max(asked(after, duc)["prize"])  # type: ignore[call-overload]


def test_the_verb_learns_and_says_what(village: Village) -> None:
    """Once more changes nothing; the trail says it was done."""
    tell(village, *fortnight(village))
    for _ in range(2):
        with clock.at(EVENING + 20 * DAY):
            said = CliRunner().invoke(visits, ["learn", "--drive", village.drive.code, "--json"])
    told = json.loads(said.output)

    assert told["drive"] == village.drive.code
    assert told["visits"] == 36
    assert [note["code"] for note in told["notes"]] == ["nothing-drawn"]
    kept = Learnt.objects.get()
    assert (kept.visits, kept.parameters["homes"]) == (36, told["homes"])
    assert AuditEntry.objects.filter(action="rounds.learn").count() == 2


def test_people_read_what_was_learnt(village: Village) -> None:
    """Too little is said to be too little."""
    tell(village, *fortnight(village)[:3])
    with clock.at(EVENING + 20 * DAY):
        said = CliRunner().invoke(visits, ["learn", "--drive", village.drive.code]).output
    assert "Mới có 3 lượt đến" in said


def test_a_fit_puts_doors_right(village: Village) -> None:
    """A door that lost its history has it again."""
    home = home_of(village, "Phan Đình Đức")
    tell(village, NewVisit(home, "nobody", EVENING))
    before = Door.objects.get(household=home).history
    Door.objects.filter(household=home).update(history={})
    teach(CONSOLE, village.drive)
    assert Door.objects.get(household=home).history == before


def test_every_night_learns_once_from_what_was_heard_since(village: Village) -> None:
    """Not before three, not twice, and not without news."""
    tell(village, *fortnight(village))
    last = EVENING + 12 * DAY

    def night(days: int, hour: int) -> datetime | None:
        with clock.at((last + days * DAY).replace(hour=hour)):
            teach_when_due()
        found = Learnt.objects.first()
        return found.fitted_at if found else None

    assert night(1, 2) is None
    first = night(1, 3)
    assert first is not None
    assert night(1, 4) == first
    assert night(2, 4) == first
    tell(village, NewVisit(home_of(village, "Phan Đình Đức"), "home", last + 2 * DAY))
    assert night(3, 3) != first


def test_after_a_no_a_household_rests_three_days(village: Village) -> None:
    """Unless it named an hour itself."""
    an = village.person("Nguyễn Văn An")
    undecided = (NewOutcome(an.pk, "reason", "NOT_YET_WILLING"),)
    tell(village, NewVisit(an.household_id, "home", EVENING, undecided))
    assert asked(plan(village, 1), an.household_id)["rests_until"] == str(EVENING.date() + 3 * DAY)
    assert asked(plan(village, 3), an.household_id)["rests_until"] is None

    promised = NewVisit(
        an.household_id, "home", EVENING + 3 * DAY, undecided, comes_back_at=EVENING + 4 * DAY
    )
    tell(village, promised)
    tomorrow = asked(plan(village, 4), an.household_id)
    assert tomorrow["rests_until"] is None
    assert tomorrow["promise"]


def test_a_status_takes_somebody_out_of_the_worth_of_a_knock(village: Village) -> None:
    """Of two still to do one has no smartphone: the knock is worth one person."""
    an, wife = village.person("Nguyễn Văn An"), village.person("Nguyễn Thị Ánh")
    first = asked(plan(village, 0), an.household_id)["prize"]
    tell(village, NewVisit(an.household_id, "home", EVENING, (NewOutcome(wife.pk, "reason", "MOVED"),)))
    told = asked(plan(village, 2), an.household_id)
    assert max(told["prize"]) < 0.9 * max(first)  # type: ignore[call-overload]


def test_a_revisit_at_a_drawn_hour_is_said_and_told_apart(village: Village) -> None:
    """The stop says so, and the visit made there counts as drawn when the drive learns."""
    village.drive.knock_cap = 10
    village.drive.save()
    tell(village, *fortnight(village)[:15])
    for days in range(6, 185):
        made = plan(village, days)
        drawn = Stop.objects.filter(pair__round=made, why__icontains="explores").first()
        if drawn:
            break
    assert drawn is not None
    reason = next(reason for reason in drawn.why if reason["code"] == "explores")
    assert f"{clock.local(drawn.arrives_at):%H:%M}" >= reason["at"]

    tell(village, NewVisit(drawn.household_id, "home", drawn.arrives_at, round_id=made.pk, pair_number=1))
    with clock.at(drawn.arrives_at + DAY):
        assert teach(CONSOLE, village.drive).drawn == 1


def test_visits_of_a_wrong_clock_do_not_teach(village: Village) -> None:
    """At two in the night nobody knocks: counted, and left aside."""
    tell(
        village,
        *fortnight(village),
        NewVisit(home_of(village, "Phan Đình Đức"), "home", EVENING - 16 * timedelta(hours=1)),
    )
    with clock.at(EVENING + 20 * DAY):
        told = teach(CONSOLE, village.drive)
    assert told.visits == 36
    assert "impossible-hours" in [note.code for note in told.notes]
