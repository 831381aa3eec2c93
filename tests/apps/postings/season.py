"""A season in the village: two communes receive, two units send four each; time stands at the end of May."""

from dataclasses import dataclass
from datetime import date, datetime

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.postings.actions.change import Place, change_duty
from bacung.postings.actions.enlist import CalledUp, call_up
from bacung.postings.actions.muster import HostTerms, change_host, make_muster
from bacung.postings.actions.publish import publish
from bacung.postings.models import Host, Muster
from bacung.staff.models import Member
from tests.village import Village

FIRST, SECOND, THIRD, FOURTH = (date(2023, 6, day) for day in (2, 9, 16, 23))
BEFORE = datetime(2023, 6, 1, 9, tzinfo=clock.VIETNAM)
PEOPLE = (
    CalledUp("Hồ Văn Một", "Phòng Một", leads=True),
    CalledUp("Hồ Thị Hai", "Phòng Một", leads=True),
    CalledUp("Hồ Văn Ba", "Phòng Một"),
    CalledUp("Hồ Thị Bốn", "Phòng Một"),
    CalledUp("Lê Văn Năm", "Phòng Hai", leads=True),
    CalledUp("Lê Thị Sáu", "Phòng Hai", leads=True),
    CalledUp("Lê Văn Bảy", "Phòng Hai"),
    CalledUp("Lê Thị Tám", "Phòng Hai"),
)


@dataclass(frozen=True)
class Season:
    """The muster and who is in it, by the last word of their name."""

    muster: Muster
    village: Village

    def member(self, last: str) -> Member:
        """Somebody called up, as “Một”."""
        return Member.objects.get(enlistments__muster=self.muster, full_name__endswith=f" {last}")

    def fresh(self) -> Muster:
        """The muster as it is now."""
        return Muster.objects.select_related("drive").get(pk=self.muster.pk)

    def place(self, friday: date, commune: object, *names: str, because: str = "") -> None:
        """Put people in a cell by hand."""
        keys = tuple(self.member(name).pk for name in names)
        change_duty(CONSOLE, self.fresh(), Place((friday, commune.pk), keys), because)  # type: ignore[attr-defined]


def call_season(village: Village) -> Season:
    """Four weekends in June 2023, nothing planned yet."""
    muster = make_muster(
        CONSOLE,
        village.drive,
        kind="weekends",
        name="Cuối tuần tháng Sáu",
        starts_on=FIRST,
        ends_on=date(2023, 6, 25),
    )
    call_up(CONSOLE, muster, PEOPLE)
    for host in Host.objects.filter(muster=muster).select_related("commune", "muster__drive"):
        change_host(CONSOLE, host, HostTerms(beds=4, companions=("Bác Tư",)))
    return Season(muster, village)


def published_season(village: Village) -> Season:
    """The same with two weekends of A and one of B published."""
    season = call_season(village)
    with clock.at(BEFORE):
        season.place(FIRST, village.commune_a, "Một", "Ba", because="đợt đầu")
        season.place(FIRST, village.commune_b, "Năm", "Bảy", because="đợt đầu")
        season.place(SECOND, village.commune_a, "Sáu", "Tám", because="đợt đầu")
        publish(CONSOLE, season.fresh())
    return season
