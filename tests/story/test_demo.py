"""The demonstration in small: every figure it is to show is what its visits, desk and books add up to."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.db.models import Count, Q

from bacung.areas.actions import seed
from bacung.areas.queries import children
from bacung.board.actions import rebuild
from bacung.board.queries import coverage, reported
from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.ground.clock import VIETNAM
from bacung.ground.permissions import CONSOLE
from bacung.intake.models import Batch
from bacung.postings.models import Assessment, Assignment, Essay, Muster, Posting, Swap
from bacung.site.demo import terms
from bacung.site.demo.aims import Aim
from bacung.site.demo.making import demonstration, make
from bacung.visits.models import Event

pytestmark = pytest.mark.django_db

BY = datetime(2023, 6, 18, 17, tzinfo=VIETNAM)
WALKED = Aim(240, 190, BY, collected=214)
PHONES = Aim(2100, 871, datetime(2023, 5, 19, 17, tzinfo=VIETNAM))
FEW_PHONES = Aim(1200, 560, PHONES.by)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three weekends instead of twenty-eight, five days instead of three weeks, two provinces."""
    weekends = replace(terms.WEEKEND_TERMS, ends_on=BY.date(), first_knock_by=BY.date())
    last = datetime(2023, 5, 20, tzinfo=VIETNAM).date()
    wave = replace(terms.WAVE_TERMS, ends_on=last, first_knock_by=last)
    monkeypatch.setattr(terms, "WEEKEND_TERMS", weekends)
    monkeypatch.setattr(terms, "WAVE_TERMS", wave)
    seed(CONSOLE, provinces=("01", "42"))


def small() -> None:
    """The demonstration with a few hundred people."""
    make(size="default", seed=7, told=lambda part, done, total: None, walked=WALKED, phones=PHONES)


def total(drive: Drive, at: datetime) -> tuple[int, ...]:
    """Eligible, collected, activated; phones, phones activated."""
    counts = coverage(CONSOLE, drive, at=at).total
    names = ("eligible", "collected", "activated", "needs_app", "activated_phones")
    return tuple(counts[name] for name in names)


def test_both_drives_add_up_to_their_reports_and_to_the_facts() -> None:
    """By the day of the report, to the person; counted again from the facts, nothing differs."""
    small()
    weekends, wave = Drive.objects.get(code="ha-tinh-2023"), Drive.objects.get(code="soc-son-2023")
    assert total(weekends, BY)[:3] == (240, 214, 190)
    told = reported(CONSOLE, wave, at=PHONES.by).values()
    sums = [sum(area[name].value for area in told) for name in ("needs_app", "activated_phones")]
    assert (len(told), sums) == (26, [2100, 871])
    assert Event.objects.filter(drive=weekends).count() > 50
    assert {*Batch.objects.values_list("kind", flat=True)} == {"people", "totals", "reconciliation"}
    assert rebuild() == 0
    everybody_is_where_the_rota_sends_them(weekends, wave)


def everybody_is_where_the_rota_sends_them(weekends: Drive, wave: Drive) -> None:
    """Two to each of eleven communes on three weekends, three to six students in each of twenty-six; one
    swap waits, one is agreed, and every stay has its diary.
    """
    season, students = Muster.objects.get(drive=weekends), Muster.objects.get(drive=wave)
    assert (season.answer["breaches"], season.answer["unfilled"], students.answer["unplaced"]) == ([], [], [])
    stays = Posting.objects.filter(cancelled_because="")
    there = Q(assignments__released_at=None)
    sizes = {
        muster.kind: [*stays.filter(muster=muster).annotate(n=Count("assignments", there)).values_list("n")]
        for muster in (season, students)
    }
    assert sizes["weekends"] == [(2,)] * 33
    assert (len(sizes["wave"]), {3, 4, 5, 6}.issuperset(size for (size,) in sizes["wave"])) == (26, True)
    assert sorted(Swap.objects.values_list("state", flat=True)) == ["agreed", "asked"]
    assert not stays.filter(diary=None).exists()
    assert (
        Essay.objects.count()
        < Assessment.objects.count()
        == Assignment.objects.filter(posting__muster=students, released_at=None).count()
    )


def test_a_district_person_by_person_adds_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many phones as the report has, as many of them activated, none of it as reported totals."""
    monkeypatch.setattr(terms, "children", lambda district, on: children(district, on)[:3])
    make(size="district", seed=7, told=lambda part, done, total: None, walked=WALKED, phones=FEW_PHONES)
    wave = Drive.objects.get(code="soc-son-2023")
    assert total(wave, PHONES.by)[3:] == (1200, 560)
    assert Event.objects.filter(drive=wave).exists()
    assert not reported(CONSOLE, wave, at=PHONES.by)
    assert rebuild() == 0


def test_there_is_one_demonstration_and_never_beside_a_real_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made again it is found; where somebody works already, it is refused."""
    assert demonstration() is None
    terms.set_up_weekends(CONSOLE)
    assert demonstration() is not None
    with pytest.raises(Problem, match=r"site\.demo-not-here"):
        small()
