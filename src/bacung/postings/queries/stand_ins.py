"""Who could stand in, and what the rules say of somebody who would."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.postings.convert import season_of
from bacung.postings.duties import Duty, duties_of
from bacung.postings.models import Muster, Posting, Swap
from bacung.postings.queries.called import called
from bacung.postings.queries.verdict import Verdict, placed, verdict_on


@dataclass(frozen=True)
class StandIn:
    """Somebody who could go, in words: why in this place of the list, and what rule it would break."""

    member_id: int
    name: str
    unit: str
    why: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()


def standing_in(muster: Muster, stay: Posting, member_id: int, leaving: int | None) -> Verdict:
    """What every rule says of a member on a stay in the place of another. Refuses
    `postings.not-enlisted`.
    """
    rows, duties = called(muster), duties_of(muster)
    if all(each.member_id != member_id for each in rows.enlistments):
        raise Problem("postings.not-enlisted")
    cell = clock.local(stay.begins_at).date(), stay.commune_id
    here = next((duty for duty in duties if duty.cell == cell), None)
    after = placed(duties, with_member(cell, stay, member_id, leaving, here), cell)
    return verdict_on(season_of(rows), duties, after)


def with_member(
    cell: tuple[date, int], stay: Posting, member_id: int, leaving: int | None, here: Duty | None
) -> Duty:
    """The duty of a stay with a member on it, in the place of another if said."""
    stood: Sequence[int] = here.member_ids if here else ()
    team = (*(key for key in stood if key not in (leaving, member_id)), member_id)
    fresh = here or Duty(cell[0], cell[1], stay.unit_id or 0, ())
    return replace(fresh, member_ids=team, by_hand=True)


def verdict_of_stand_in(swap: Swap) -> Verdict | None:
    """What the rules say of a swap as it is asked; None while nobody is named, and of a wave."""
    stay = swap.assignment.posting
    if swap.substitute_id is None or stay.muster.kind == "wave":
        return None
    return standing_in(stay.muster, stay, swap.substitute_id, swap.assignment.member_id)
