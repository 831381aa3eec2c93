"""Hà Tĩnh's season: twenty-one base units send two people to each of eleven communes, every weekend."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from bacung.drives.models import Drive
from bacung.drives.queries import working_calendar
from bacung.ground import clock
from bacung.ground.clock import VIETNAM
from bacung.ground.permissions import Viewer
from bacung.postings.actions.enlist import CalledUp, SenderTerms, call_up, change_sender, enlist, note_absence
from bacung.postings.actions.muster import HostTerms, change_host, make_muster, say_of_weekend
from bacung.postings.actions.plan import plan_muster
from bacung.postings.actions.publish import publish
from bacung.postings.actions.release import release, stand_in
from bacung.postings.actions.swap import answer_swap, ask_swap
from bacung.postings.convert import blocked_because
from bacung.postings.duties import fridays, weekend_span
from bacung.postings.models import Assignment, Muster, Posting
from bacung.postings.queries.stand_ins import standing_in
from bacung.site.demo import diaries
from bacung.site.demo.briefed import brief_all
from bacung.site.demo.crew import invented_name
from bacung.staff.models import Member
from bacung.staff.queries import viewer_of

UNITS = tuple(f"Đoàn cơ sở {number}" for number in range(1, 22))
SIZES, SENIORS = (8, 13), 0.5
AWAY = 0.02
"""How likely a member is away on a weekend, as they have said when they are called up."""

CALLED_UP, BRIEFED = timedelta(days=16), timedelta(days=5)
AROUND = (18.0, 18.7), (105.4, 106.3)
COMPANIONS = ("Bí thư đoàn xã", "Tổ trưởng tổ công nghệ số cộng đồng", "Trưởng thôn theo phân công")

REST = timedelta(weeks=4)

Step = Callable[[int, int], None]


def make_season(coordinator: Viewer, drive: Drive, seed: int, told: Step) -> Muster:
    """Call up, plan, publish, brief; then the weekends as they went: an illness, swaps, a diary of each."""
    rng = Random(f"{seed} season")
    first = datetime.combine(drive.starts_on, time(8), VIETNAM)
    with clock.at(first - CALLED_UP):
        muster = _call_up(coordinator, drive, rng)
        told(1, 10)
        plan_muster(coordinator, muster, seed=seed)
        muster.refresh_from_db()
        publish(coordinator, muster)
        muster.refresh_from_db()
    told(5, 10)
    brief_all(coordinator, muster, first - BRIEFED, "Hội trường Công an tỉnh", rng)
    weekends = fridays(muster.starts_on, muster.ends_on)
    _fall_ill(coordinator, muster, weekends[0])
    _swap(muster, weekends[len(weekends) // 2], settle=True)
    _swap(muster, weekends[-1], settle=False)
    _keep_diaries(muster, rng)
    told(10, 10)
    return muster


def _call_up(coordinator: Viewer, drive: Drive, rng: Random) -> Muster:
    muster = make_muster(
        coordinator,
        drive,
        kind="weekends",
        name=f"Cuối tuần {drive.starts_on:%m/%Y} – {drive.ends_on:%m/%Y}",
        starts_on=drive.starts_on,
        ends_on=drive.ends_on,
    )
    people = [
        CalledUp(invented_name(rng), unit, leads=number < size * SENIORS)
        for unit, size in ((unit, rng.randint(*SIZES)) for unit in UNITS)
        for number in range(size)
    ]
    call_up(coordinator, muster, people)
    enlist(coordinator, muster, list(Member.objects.filter(username="walker", unit__isnull=False)))
    weekends = fridays(muster.starts_on, muster.ends_on)
    for each in muster.senders.order_by("pk"):
        point = (round(rng.uniform(*span), 4) for span in AROUND)
        change_sender(coordinator, each, SenderTerms(1.0, (), *point))
    for host in muster.hosts.order_by("commune__code"):
        named = (rng.choice(COMPANIONS),)
        change_host(coordinator, host, HostTerms(companions=named))
    for day in weekends:
        if blocked_because(day, muster, working_calendar()):
            say_of_weekend(coordinator, muster, day, "")  # they went on holidays too
    for enlisted in muster.enlistments.select_related("member").order_by("pk"):
        for day in weekends:
            if rng.random() < AWAY:
                note_absence(
                    coordinator,
                    enlisted.member,
                    begins_on=day,
                    ends_on=day + timedelta(days=2),
                    reason=rng.choice(("leave", "duty", "exam")),
                )
    return muster


# ── As the weekends went ──────────────────────────────────────────────────────────────────────────


def _duties(muster: Muster, friday: date) -> Iterator[Assignment]:
    """Who goes on a weekend and does not lead, commune by commune."""
    begins = weekend_span(friday)[0]
    yield from (
        Assignment.objects.filter(
            posting__muster=muster, posting__begins_at=begins, released_at=None, leads=False
        )
        .select_related("posting__muster__drive", "posting__commune", "member")
        .order_by("posting__commune__code")
    )


def _free_mate(muster: Muster, duty: Assignment) -> Member | None:
    """Somebody of the same unit who can go instead without any rule being broken."""
    around = duty.posting.begins_at - REST, duty.posting.begins_at + REST
    busy = Assignment.objects.filter(posting__begins_at__range=around, released_at=None).values("member")
    mates = Member.objects.filter(enlistments__muster=muster, unit=duty.member.unit_id)
    for mate in mates.exclude(pk__in=busy).order_by("pk"):
        if not standing_in(muster, duty.posting, mate.pk, duty.member_id).breaks:
            return mate
    return None


def _fall_ill(coordinator: Viewer, muster: Muster, friday: date) -> None:
    """On Thursday somebody cannot go after all, and another of the unit goes instead."""
    for duty in _duties(muster, friday):
        with clock.at(datetime.combine(friday - timedelta(days=1), time(9), VIETNAM)):
            mate = _free_mate(muster, duty)
            if mate is None:
                continue
            release(coordinator, duty, away_until=friday + timedelta(days=6))
            stand_in(coordinator, duty.posting, mate.pk)
            return


def _swap(muster: Muster, friday: date, *, settle: bool) -> None:
    """On Tuesday somebody asks a mate to take over; who says yes at once, or has not answered yet."""
    for duty in _duties(muster, friday):
        with clock.at(datetime.combine(friday - timedelta(days=3), time(20), VIETNAM)):
            mate = _free_mate(muster, duty)
            if mate is None:
                continue
            asked = ask_swap(
                viewer_of(duty.member), duty, substitute_id=mate.pk, reason="Trùng lịch trực đơn vị"
            )
            if settle:
                answer_swap(viewer_of(mate), asked, yes=True)
            return


def _keep_diaries(muster: Muster, rng: Random) -> None:
    stays = Posting.objects.filter(muster=muster, cancelled_because="").select_related(
        "muster__drive", "commune"
    )
    for posting in stays.order_by("begins_at", "commune__code"):
        writer = posting.assignments.filter(released_at=None).order_by("-leads", "pk").first()
        if writer:
            diaries.write(viewer_of(writer.member), posting, rng)
