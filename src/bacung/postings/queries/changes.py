"""What publishing would change."""

from dataclasses import dataclass
from datetime import date

from bacung.ground import clock
from bacung.postings.duties import duties_of, duty_of_posting, groups_of
from bacung.postings.models import Muster
from bacung.postings.queries.called import has_begun, published


@dataclass(frozen=True)
class Changed:
    """Who stands in a cell before and after; nobody is (). `friday` is None in a wave."""

    friday: date | None
    commune_id: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    leader_only: bool = False


def changes_of(muster: Muster) -> list[Changed]:
    """The duties of the draft that differ from what is published, as far as they have not begun."""
    return _of_weekends(muster) if muster.kind == "weekends" else _of_wave(muster)


def _of_weekends(muster: Muster) -> list[Changed]:
    now = clock.now()
    was = {duty.cell: duty for duty in map(duty_of_posting, published(muster))}
    will = {duty.cell: duty for duty in duties_of(muster)}
    found = []
    for cell in sorted(was.keys() | will.keys()):
        if has_begun(cell[0], now):
            continue
        before, after = was.get(cell), will.get(cell)
        told = _changed(
            cell[0],
            cell[1],
            before.member_ids if before else (),
            after.member_ids if after else (),
            (before.leader_id if before else None) == (after.leader_id if after else None),
        )
        found += [told] if told else []
    return found


def _of_wave(muster: Muster) -> list[Changed]:
    was = {each.commune_id: each for each in published(muster)}
    will = {group.commune_id: group for group in groups_of(muster)}
    found = []
    for commune in sorted(was.keys() | will.keys()):
        stay, group = was.get(commune), will.get(commune)
        there = [each for each in stay.assignments.all() if each.released_at is None] if stay else []
        leader = next((each.member_id for each in there if each.leads), None)
        supervisor = stay.supervisor_id if stay else None
        same = (leader, supervisor) == ((group.leader_id, group.supervisor_id) if group else (None, None))
        told = _changed(
            None,
            commune,
            tuple(each.member_id for each in there),
            group.member_ids if group else (),
            same,
        )
        found += [told] if told else []
    return found


def _changed(
    friday: date | None, commune: int, before: tuple[int, ...], after: tuple[int, ...], same_lead: bool
) -> Changed | None:
    if set(before) == set(after):
        return None if same_lead else Changed(friday, commune, before, after, leader_only=True)
    return Changed(friday, commune, before, after)
