"""Sóc Sơn's wave: four students to a commune on average, their supervisors, and how each stay ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import cycle
from random import Random

from bacung.areas.queries import at as units_on
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.clock import VIETNAM
from bacung.ground.permissions import OFFICER, SUPERVISOR, Viewer
from bacung.postings.actions.assess import assess, hand_in
from bacung.postings.actions.enlist import CalledUp, call_up, note_absence, set_supervisor, tie
from bacung.postings.actions.muster import HostTerms, change_host, make_muster
from bacung.postings.actions.plan import plan_muster
from bacung.postings.actions.publish import publish
from bacung.postings.models import Assignment, Muster, Posting
from bacung.site.demo import aims, diaries
from bacung.site.demo.briefed import brief_all
from bacung.site.demo.crew import Crew, invented_name
from bacung.staff.models import Member
from bacung.staff.queries import viewer_of

FACULTIES = ("Khoa Quản lý hành chính", "Khoa Luật", "Khoa Công nghệ thông tin", "Khoa Nghiệp vụ cơ bản")
DEPARTMENTS = ("Phòng Quản lý học viên", "Phòng Chính trị", "Bộ môn Tâm lý", "Khoa Luật")
EACH, SUPERVISED = 4, 2
"""Students to a commune, communes to a supervisor."""

NEAR_THE_AIRPORT, LANGUAGE, SPEAKERS = ("00409", "00445"), "Anh", 0.3
"""Two communes where some residents are foreigners, and how many students speak with them."""

HANDED_IN = 0.95
ESSAYS = (
    "Ba tuần ở xã, em học được cách lắng nghe trước khi hướng dẫn. Các cụ sợ bấm nhầm, nên em cùng các cụ "
    "làm chậm từng bước. Em đề xuất có bản hướng dẫn chữ to và đi sau 18 giờ để gặp được bà con.",
    "Em được ăn, ở, làm việc cùng các anh ở Công an xã. Buổi đầu em nói nhanh quá, về sau biết hỏi thăm "
    "trước. Việc khó nhất là máy cũ hết dung lượng. Em đề xuất mang theo danh sách những lỗi hay gặp.",
    "Qua đợt này em hiểu địa bàn hơn sách vở. Có nhà phải đến ba lần mới gặp, có nhà từ chối và em tôn "
    "trọng. Em đề xuất báo trước qua loa thôn để bà con yên tâm khi thấy người lạ.",
)
GRADES = (("excellent", 3), ("good", 5), ("fair", 2))
SAID = {
    "excellent": "Chủ động, khéo nói với người cao tuổi, giúp được nhiều hộ khó. Được bà con quý.",
    "good": "Chăm chỉ, đúng giờ, hòa nhã; nắm vững cách hướng dẫn.",
    "fair": "Có cố gắng; cần mạnh dạn hơn khi tiếp xúc với bà con.",
}
CALLED_UP, PUBLISHED, BRIEFED = timedelta(days=6), timedelta(days=5), timedelta(days=3)

Step = Callable[[int, int], None]


def make_students(coordinator: Viewer, drive: Drive, crew: Crew, seed: int, told: Step) -> Muster:
    """Call up, plan, publish, brief; then the weeks, the essays and what the communes said."""
    rng = Random(f"{seed} students")
    first = datetime.combine(drive.starts_on, time(9), VIETNAM)
    with clock.at(first - CALLED_UP):
        muster = _call_up(coordinator, drive, crew, rng)
    told(2, 10)
    with clock.at(first - PUBLISHED):
        plan_muster(coordinator, muster, seed=seed)
        muster.refresh_from_db()
        publish(coordinator, muster)
        muster.refresh_from_db()
    told(5, 10)
    brief_all(coordinator, muster, first - BRIEFED, "Hội trường Công an huyện", rng)
    _live(crew, muster, rng)
    told(10, 10)
    return muster


def _call_up(coordinator: Viewer, drive: Drive, crew: Crew, rng: Random) -> Muster:
    muster = make_muster(
        coordinator,
        drive,
        kind="wave",
        name=f"Đợt sinh viên {drive.starts_on:%d/%m} – {drive.ends_on:%d/%m/%Y}",
        starts_on=drive.starts_on,
        ends_on=drive.ends_on,
    )
    hosts = list(muster.hosts.select_related("commune").order_by("commune__code"))
    for host in hosts:
        spoken = (LANGUAGE,) if host.commune.code in NEAR_THE_AIRPORT else ()
        work = float(rng.randint(55, 110))
        named = ("Bí thư đoàn xã", "Trưởng thôn theo phân công")
        said = HostTerms(least=3, most=6, languages=spoken, work=work, companions=named)
        change_host(coordinator, host, said)
    units = cycle(FACULTIES)
    students = [
        CalledUp(
            invented_name(rng),
            next(units),
            leads=rng.random() < 0.4,
            languages=(LANGUAGE,) if rng.random() < SPEAKERS else (),
            pace=round(rng.uniform(0.8, 1.2), 2),
        )
        for _ in range(EACH * len(hosts))
    ]
    call_up(coordinator, muster, students)
    _care_for(coordinator, muster, crew, -(-len(hosts) // SUPERVISED))
    called = [each.member for each in muster.enlistments.select_related("member").order_by("pk")]
    _tie(coordinator, muster, called)
    ill = called[-1]
    day = muster.starts_on + timedelta(days=1)
    note_absence(coordinator, ill, begins_on=day, ends_on=day, reason="exam")
    return muster


def _care_for(coordinator: Viewer, muster: Muster, crew: Crew, supervisors: int) -> None:
    """Lecturers and staff look after two communes each, the one who logs in among them."""
    district = units_on("district", muster.starts_on).get(code=aims.SOC_SON)
    known = list(Member.objects.filter(username=SUPERVISOR))
    departments = cycle(DEPARTMENTS)
    fresh = [crew.member(SUPERVISOR, district, next(departments)) for _ in range(supervisors - len(known))]
    for member in [*known, *fresh]:
        set_supervisor(coordinator, muster, member, SUPERVISED)


def _tie(coordinator: Viewer, muster: Muster, called: Sequence[Member]) -> None:
    """Two friends to be together, and two twos who quarrelled."""
    for place, together in ((0, True), (4, False), (8, False)):
        tie(coordinator, muster, called[place], called[place + 1], together=together)


# ── The weeks ─────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Office:
    """The officers who assess, one for each commune, made when first asked for."""

    crew: Crew
    known: dict[int, Viewer] = field(default_factory=dict)

    def of(self, posting: Posting) -> Viewer:
        """The officer of the stay's commune."""
        if posting.commune_id not in self.known:
            member = self.crew.member(OFFICER, posting.commune, "Công an xã")
            self.known[posting.commune_id] = viewer_of(member)
        return self.known[posting.commune_id]


def _live(crew: Crew, muster: Muster, rng: Random) -> None:
    office = Office(crew)
    stays = Posting.objects.filter(muster=muster, cancelled_because="").select_related(
        "muster__drive", "commune"
    )
    for posting in stays.order_by("commune__code"):
        there = list(
            posting.assignments.filter(released_at=None)
            .select_related("member", "posting__muster__drive", "posting__commune")
            .order_by("-leads", "pk")
        )
        if there:
            diaries.write(viewer_of(there[0].member), posting, rng, times=4)
        for each in there:
            _end(office, each, rng)


def _end(office: Office, each: Assignment, rng: Random) -> None:
    """The essay on the last morning, the assessment in the afternoon; some essays are still missing."""
    posting = each.posting
    with clock.at(posting.ends_at - timedelta(hours=6)):
        if rng.random() < HANDED_IN:
            hand_in(viewer_of(each.member), each, rng.choice(ESSAYS))
    with clock.at(posting.ends_at - timedelta(hours=1)):
        (grade,) = rng.choices([grade for grade, _ in GRADES], [weight for _, weight in GRADES])
        assess(office.of(posting), each, grade=grade, words=SAID[grade])
