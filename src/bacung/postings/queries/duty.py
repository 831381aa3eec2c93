"""One commune on one weekend, as somebody who may know sees it."""

from dataclasses import dataclass
from datetime import date

from bacung.core.problems import Problem
from bacung.core.rota.verdict import check
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.postings.convert import blocked_because, season_of
from bacung.postings.duties import duties_of, fridays
from bacung.postings.models import Assignment, Muster, Posting
from bacung.postings.queries.called import called, has_begun, published
from bacung.postings.queries.musters import hosts, sees_drafts
from bacung.postings.queries.names import names_of
from bacung.postings.rule_wording import breach_words
from bacung.postings.wording import blocked_words


@dataclass(frozen=True)
class Person:
    """Somebody on a duty; `assignment` where it is published."""

    member_id: int
    name: str
    leads: bool
    assignment: Assignment | None = None


@dataclass(frozen=True)
class DutySeen:
    """A duty with what concerns it."""

    friday: date
    commune_id: int
    commune: str
    blocked: str
    unit: str
    people: tuple[Person, ...]
    size: int  # members of a team
    by_hand: bool
    because: str
    faults: tuple[str, ...]
    begun: bool
    stay: Posting | None
    published: tuple[str, ...]  # who is published there, where the draft says otherwise
    companions: tuple[str, ...]
    alone_because: str


def duty_seen(viewer: Viewer, muster: Muster, cell: tuple[date, int]) -> DutySeen:
    """The duty of a cell in the viewer's areas; a draft only to who sees drafts."""
    host = hosts(viewer, muster).filter(commune=cell[1]).first()
    if host is None or cell[0] not in fridays(muster.starts_on, muster.ends_on):
        raise Problem("ground.not-found")
    rows, names, drafts = called(muster), names_of(muster), sees_drafts(viewer)
    duties = duties_of(muster) if drafts else list(rows.standing)
    duty = next((each for each in duties if each.cell == cell), None)
    season = season_of(rows)
    stay = next(
        (
            each
            for each in published(muster).filter(commune=cell[1])
            if clock.local(each.begins_at).date() == cell[0]
        ),
        None,
    )
    there = [each for each in stay.assignments.all() if each.released_at is None] if stay else []
    held = {each.member_id: each for each in there}
    breaches = check(season, [each.team() for each in duties]) if drafts else ()
    members = duty.member_ids if duty else ()
    key = (cell[0].isoformat(), str(cell[1]))
    return DutySeen(
        friday=cell[0],
        commune_id=cell[1],
        commune=str(host.commune),
        blocked=blocked_words(blocked_because(cell[0], muster, rows.calendar)),
        unit=names.unit(duty.unit_id) if duty else "",
        people=tuple(
            Person(each, names.member(each), bool(duty and each == duty.leader_id), held.get(each))
            for each in members
        ),
        size=season.rules.members,
        by_hand=bool(duty and duty.by_hand),
        because=duty.because if duty else "",
        faults=tuple(breach_words(each, names) for each in breaches if (each.weekend, each.host) == key),
        begun=has_begun(cell[0], clock.now()),
        stay=stay,
        published=tuple(each.member.full_name for each in there)
        if stay and set(held) != set(members)
        else (),
        companions=tuple(host.companions),
        alone_because=host.alone_because,
    )
