"""Who could stand in, and what the rules say of somebody who would."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bacung.core.problems import Problem
from bacung.core.rota.answer import Why
from bacung.core.rota.standing_in import options
from bacung.ground import clock
from bacung.ground.figures import number
from bacung.postings.convert import season_of
from bacung.postings.duties import Duty, duties_of, weekend_span
from bacung.postings.models import Assignment, Muster, Posting, Swap
from bacung.postings.queries.called import called
from bacung.postings.queries.names import names_of
from bacung.postings.queries.verdict import Verdict, verdict_on_team
from bacung.postings.rule_wording import breach_words


@dataclass(frozen=True)
class StandIn:
    """Somebody who could go, in words: why in this place of the list, and what rule it would break."""

    member_id: int
    name: str
    unit: str
    why: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()


def stand_ins(muster: Muster, cell: tuple[date, int]) -> list[StandIn]:
    """Who of the unit could complete the team of a cell, best first."""
    rows, duties, names = called(muster), duties_of(muster), names_of(muster)
    here = next((duty for duty in duties if duty.cell == cell), None)
    if here is None:
        return []
    gone, team = _released(muster, cell), here.team()
    found = options(
        season_of(rows), [duty.team() for duty in duties], team.weekend, team.host, most=len(rows.enlistments)
    )
    return [
        StandIn(
            member_id=int(option.member),
            name=names.member(option.member),
            unit=names.unit(option.unit),
            why=tuple(map(_why, option.why)),
            breaks=tuple(breach_words(breach, names) for breach in option.breaks),
        )
        for option in found
        if option.unit == team.unit and int(option.member) not in gone
    ]


def _released(muster: Muster, cell: tuple[date, int]) -> set[int]:
    """Who was taken off this very duty, and is not asked again."""
    begins = weekend_span(cell[0])[0]
    there = Assignment.objects.filter(
        posting__muster=muster, posting__commune=cell[1], posting__begins_at=begins
    )
    return set(there.exclude(released_at=None).values_list("member", flat=True))


def _why(why: Why) -> str:
    """What speaks for somebody: few duties, a long rest, that they can lead, a language."""
    if why.code == "load":
        times = int(str(why.facts["weekends"]))
        return ngettext("serves once this season", "serves %(times)s times this season", times) % {
            "times": number(times)
        }
    if why.code == "rested":
        weeks = int(str(why.facts["weeks"]))
        return ngettext(
            "a week from another weekend", "%(weeks)s weeks from the nearest other weekend", weeks
        ) % {"weeks": number(weeks)}
    if why.code == "brings":
        return _("speaks %(languages)s") % {"languages": ", ".join(why.facts["skills"])}  # type: ignore[arg-type]
    return _("can lead")


def standing_in(muster: Muster, stay: Posting, member_id: int, leaving: int | None) -> Verdict:
    """What every rule says of a member on a stay in the place of another. Refuses
    `postings.not-enlisted`.
    """
    rows, duties = called(muster), duties_of(muster)
    if all(each.member_id != member_id for each in rows.enlistments):
        raise Problem("postings.not-enlisted")
    cell = clock.local(stay.begins_at).date(), stay.commune_id
    here = next((duty for duty in duties if duty.cell == cell), None)
    team = with_member(cell, stay, member_id, leaving, here)
    return verdict_on_team(season_of(rows), duties, team, cell)


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
