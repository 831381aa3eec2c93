"""A weekend and a wave in the village: Em is posted to A with Hoa, who has a log-in and no right at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bacung.ground import clock
from bacung.postings.models import Assignment, Enlistment, Host, Muster, Posting
from bacung.staff.models import Member
from tests.cast import Cast
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
