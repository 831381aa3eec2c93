"""A weekend and a wave in the village: Em is posted to A with Hoa, who has a log-in and no right at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.postings.actions.stay import NewDiaryEntry, write_diary
from bacung.postings.models import Assignment, Enlistment, Host, Muster, Posting
from bacung.staff.models import Member
from tests.cast import Cast, viewer
from tests.village import Village

FRIDAY = datetime(2023, 6, 2, 17, tzinfo=clock.VIETNAM)
SUNDAY = datetime(2023, 6, 4, 17, tzinfo=clock.VIETNAM)
SATURDAY_NIGHT = datetime(2023, 6, 3, 21, 40, tzinfo=clock.VIETNAM)
BEFORE = datetime(2023, 5, 29, 8, tzinfo=clock.VIETNAM)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Staying:
    """What a muster of the village has: a host, two called up, their stay, and the next one."""

    muster: Muster
    posting: Posting
    after: Posting
    of_em: Assignment
    of_hoa: Assignment


def stay(village: Village, cast: Cast, kind: str = "weekends") -> Staying:
    """Em leads, Hoa goes along; a week later Hoa comes back without Em."""
    muster = Muster.objects.create(
        drive=village.drive,
        kind=kind,
        name=f"Đợt {kind}",
        starts_on=FRIDAY.date(),
        ends_on=(SUNDAY + WEEK).date(),
        state="published",
    )
    Host.objects.create(
        muster=muster, commune=village.commune_a, least=1, most=6, beds=2, companions=["Bác Tư"]
    )
    for member in (cast.em, cast.hoa):
        Enlistment.objects.create(muster=muster, member=member)
    posting, after = (
        Posting.objects.create(
            muster=muster,
            commune=village.commune_a,
            begins_at=FRIDAY + later,
            ends_at=SUNDAY + later,
            supervisor=cast.dung,
        )
        for later in (timedelta(), WEEK)
    )
    of_em, of_hoa = _sent(posting, cast.em, leads=True), _sent(posting, cast.hoa)
    _sent(after, cast.hoa)
    return Staying(muster, posting, after, of_em, of_hoa)


def _sent(posting: Posting, member: Member, *, leads: bool = False) -> Assignment:
    return Assignment.objects.create(posting=posting, member=member, leads=leads)


def now_staying(cast: Cast) -> Staying:
    """The same for who looks at the real clock: students who are in A today, in a drive that lasts."""
    village_a = cast.an.grants.get().area
    drive = Drive.objects.get()
    drive.ends_on = clock.today() + 2 * WEEK
    drive.save()
    begun = clock.now() - timedelta(days=1)
    muster = Muster.objects.create(
        drive=drive,
        kind="wave",
        name="Đợt này",
        starts_on=clock.local(begun).date(),
        ends_on=clock.today() + WEEK,
        state="published",
    )
    Host.objects.create(muster=muster, commune=village_a, least=1, most=6, beds=1)
    for member in (cast.em, cast.hoa):
        Enlistment.objects.create(muster=muster, member=member)
    earlier, posting = (
        Posting.objects.create(
            muster=muster,
            commune=village_a,
            begins_at=begun + moved,
            ends_at=begun + moved + WEEK,
            supervisor=cast.dung,
        )
        for moved in (-WEEK, timedelta())
    )
    _sent(earlier, cast.em)
    note = NewDiaryEntry("note-to-next", clock.local(begun).date(), None, "Bác Tư giữ chìa khóa nhà văn hóa.")
    write_diary(viewer(cast.em), earlier, [note])
    of_em, of_hoa = _sent(posting, cast.em, leads=True), _sent(posting, cast.hoa)
    shift = NewDiaryEntry("station-shift", clock.today(), 4, "Trực buổi sáng cùng Công an xã.")
    write_diary(viewer(cast.em), posting, [shift])
    return Staying(muster, posting, posting, of_em, of_hoa)
