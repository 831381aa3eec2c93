"""A muster at a glance: what is ready for planning, what the last plan left open and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bacung.core.rota.answer import Rota, Why
from bacung.core.rota.verdict import check
from bacung.core.rota.wave import Allocation
from bacung.drives.queries import working_calendar
from bacung.ground.models import Job
from bacung.ground.permissions import Viewer
from bacung.postings.convert import blocked_because, season_of
from bacung.postings.duties import duties_of, fridays, groups_of
from bacung.postings.models import Muster
from bacung.postings.queries.called import called
from bacung.postings.queries.changes import changes_of
from bacung.postings.queries.names import names_of
from bacung.postings.rule_wording import Names, breach_words, notes_words, weekend_words, why_words
from bacung.postings.wording import blocked_words, friday_words

PLANNING = "postings.plan"


@dataclass(frozen=True)
class Left:
    """Somebody or a commune that a plan left out, and why, in words."""

    what: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Outlook:
    """What a coordinator sees of a muster."""

    members: int
    units: int
    hosts: int
    alone: int  # communes without a named companion or a reason
    blocked: tuple[tuple[str, str], ...]  # weekend, why
    weekends: int
    filled: int
    wanted: int
    unfilled: tuple[Left, ...]
    conflicts: tuple[tuple[str, ...], ...]
    breaches: tuple[str, ...]
    notes: tuple[str, ...]
    changes: int
    job: Job | None
    has_draft: bool


def outlook(viewer: Viewer, muster: Muster) -> Outlook:
    """Everything the page of a muster says besides its terms."""
    rows = called(muster)
    days = fridays(muster.starts_on, muster.ends_on) if muster.kind == "weekends" else []
    calendar = working_calendar()
    blocked = [(day, why) for day in days if (why := blocked_because(day, muster, calendar))]
    open_days = {day.isoformat() for day in days} - {day.isoformat() for day, _why in blocked}
    told = _answer(muster)
    return Outlook(
        members=len(rows.enlistments),
        units=len({each.member.unit_id for each in rows.enlistments}),
        hosts=len(rows.hosts),
        alone=sum(not host.companions and not host.alone_because for host in rows.hosts),
        blocked=tuple((friday_words(day), blocked_words(why)) for day, why in blocked),
        weekends=len(days),
        filled=len(duties_of(muster)) or sum(len(group.member_ids) for group in groups_of(muster)),
        wanted=sum(len(open_days - set(host.closed)) for host in rows.hosts)
        if muster.kind == "weekends"
        else len(rows.enlistments),
        **told,
        changes=len(changes_of(muster)) if muster.draft else 0,
        job=_job(viewer, muster),
        has_draft=bool(muster.draft),
    )


def _job(viewer: Viewer, muster: Muster) -> Job | None:
    """The viewer's last planning of this muster."""
    return (
        Job.objects.filter(kind=PLANNING, member_id=viewer.user_id, arguments__muster=muster.pk)
        .order_by("-pk")
        .first()
    )


def _answer(muster: Muster) -> dict[str, Any]:
    """What the last plan left open; breaches are of the rota as it stands now."""
    nothing: dict[str, Any] = {"unfilled": (), "conflicts": (), "breaches": (), "notes": ()}
    if not muster.draft:
        return nothing
    names = names_of(muster)
    if muster.kind == "wave":
        allocation = Allocation.from_json(muster.answer) if muster.answer else None
        if allocation is None:
            return nothing
        return nothing | {
            "unfilled": tuple(
                Left(
                    names.member(each.student) if each.student else names.commune(each.host),
                    _whys(each.why, names, of_wave=True),
                )
                for each in allocation.unplaced
            ),
            "conflicts": tuple(_whys(each, names, of_wave=True) for each in allocation.conflicts),
            "notes": tuple(notes_words(allocation.notes, names)),
        }
    duties = duties_of(muster)
    breaches = check(season_of(called(muster)), [duty.team() for duty in duties])
    rota = Rota.from_json(muster.answer) if muster.answer else None
    cells = {(duty.friday.isoformat(), str(duty.commune_id)) for duty in duties}
    return {
        "unfilled": tuple(
            Left(
                f"{names.commune(each.host)}, {weekend_words(each.weekend)}",
                _whys(each.why, names),
            )
            for each in (rota.unfilled if rota else ())
            if (each.weekend, each.host) not in cells
        ),
        "conflicts": tuple(_whys(each, names) for each in (rota.conflicts if rota else ())),
        "breaches": tuple(breach_words(each, names) for each in breaches),
        "notes": tuple(notes_words(rota.notes if rota else (), names)),
    }


def _whys(whys: Sequence[Why], names: Names, *, of_wave: bool = False) -> tuple[str, ...]:
    return tuple(why_words(each, names, of_wave=of_wave) for each in whys)
