"""A wave as a table: who goes to which commune, under whose care, and when they are likely to be through."""

from dataclasses import dataclass

from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, Viewer
from bacung.postings.convert import Called, beds_of, work_of
from bacung.postings.duties import Group, groups_of
from bacung.postings.models import Enlistment, Host, Muster
from bacung.postings.queries.called import called, published
from bacung.postings.queries.musters import hosts, sees_drafts
from bacung.postings.queries.names import names_of


@dataclass(frozen=True)
class Student:
    """Somebody of a wave."""

    member_id: int
    name: str
    unit: str
    leads: bool  # of their commune
    can_lead: bool
    languages: tuple[str, ...]
    by_hand: bool


@dataclass(frozen=True)
class Lodged:
    """A commune with its students. `days`: in how many they are likely to be through with the work."""

    host: Host
    students: tuple[Student, ...]
    supervisor_id: int | None
    supervisor: str
    work: float
    days: float | None
    beds: int | None
    changed: bool
    because: str

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages somebody there speaks."""
        return tuple(sorted({each for student in self.students for each in student.languages}))


@dataclass(frozen=True)
class WaveTable:
    """The allocation; `left` are students without a commune."""

    rows: tuple[Lodged, ...]
    left: tuple[Student, ...]
    placed: int
    students: int


def wave_table(viewer: Viewer, muster: Muster) -> WaveTable:
    """The allocation this viewer may see: the draft where they see drafts, else what is published; a
    supervisor sees the communes they look after.
    """
    rows, names, drafts = called(muster), names_of(muster), sees_drafts(viewer)
    standing = _published(muster)
    groups = groups_of(muster) if drafts else list(standing.values())
    if not drafts and not viewer.may(COORDINATOR, OFFICER, AUDITOR):
        groups = [group for group in groups if group.supervisor_id == viewer.user_id]
    by_commune = {group.commune_id: group for group in groups}
    enlisted = {each.member_id: each for each in rows.enlistments}
    seen = [
        host
        for host in hosts(viewer, muster)
        if drafts or host.commune_id in by_commune or viewer.may(OFFICER)
    ]
    lodged = []
    for host in seen:
        group = by_commune.get(host.commune_id) or Group(host.commune_id, ())
        before = standing.get(host.commune_id)
        lodged.append(
            Lodged(
                host=host,
                students=tuple(_student(enlisted[key], group) for key in group.member_ids if key in enlisted),
                supervisor_id=group.supervisor_id,
                supervisor=names.member(group.supervisor_id) if group.supervisor_id else "",
                work=work_of(host, rows.households.get(host.commune_id, 0)),
                days=_days(host, group, enlisted, rows),
                beds=beds_of(host, rows.stations.get(host.commune_id)),
                changed=drafts
                and muster.state == "published"
                and (before is None or set(before.member_ids) != set(group.member_ids)),
                because=group.because,
            )
        )
    there = {key for group in groups for key in group.member_ids}
    waiting = [each for each in rows.enlistments if each.member_id not in there] if drafts else []
    return WaveTable(
        rows=tuple(lodged),
        left=tuple(_student(each, Group(0, ())) for each in waiting),
        placed=sum(len(each.students) for each in lodged),
        students=len(rows.enlistments),
    )


def _published(muster: Muster) -> dict[int, Group]:
    made = {}
    for stay in published(muster):
        there = [each for each in stay.assignments.all() if each.released_at is None]
        made[stay.commune_id] = Group(
            commune_id=stay.commune_id,
            member_ids=tuple(each.member_id for each in there),
            leader_id=next((each.member_id for each in there if each.leads), None),
            supervisor_id=stay.supervisor_id,
        )
    return made


def _student(each: Enlistment, group: Group) -> Student:
    return Student(
        member_id=each.member_id,
        name=each.member.full_name,
        unit=str(each.member.unit or ""),
        leads=each.member_id == group.leader_id,
        can_lead=each.leads,
        languages=tuple(each.languages),
        by_hand=each.member_id in group.by_hand,
    )


def _days(host: Host, group: Group, enlisted: dict[int, Enlistment], rows: Called) -> float | None:
    """In how many days these students are through: what the plan said, or by their paces."""
    pace = sum(enlisted[key].pace for key in group.member_ids if key in enlisted)
    together = float(rows.muster.rules.get("together", 1.0))
    if not pace:
        return None
    return work_of(host, rows.households.get(host.commune_id, 0)) / pace**together
