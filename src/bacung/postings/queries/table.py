"""A season's rota as a calendar of weeks and communes, and how fairly its duties are shared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bacung.core.rota.answer import Breach
from bacung.core.rota.index import Index, rounded
from bacung.core.rota.verdict import check
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.postings.convert import Called, blocked_because, season_of
from bacung.postings.duties import Duty, duties_of, fridays
from bacung.postings.models import Host, Muster
from bacung.postings.queries.called import called, has_begun
from bacung.postings.queries.musters import hosts, sees_drafts
from bacung.postings.queries.names import names_of
from bacung.postings.rule_wording import Names, breach_words
from bacung.postings.wording import blocked_words, friday_words


@dataclass(frozen=True)
class Cell:
    """A commune on a weekend. `token` names it in forms; `changed`: it differs from what is published."""

    friday: date
    commune_id: int
    token: str
    unit: str = ""
    people: tuple[str, ...] = ()
    leader: str = ""
    by_hand: bool = False
    because: str = ""
    changed: bool = False
    closed: bool = False
    begun: bool = False
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Week:
    """A weekend's row; `blocked` says why nobody is sent."""

    friday: date
    words: str
    blocked: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Load:
    """How often somebody serves."""

    name: str
    times: int


@dataclass(frozen=True)
class UnitShare:
    """How often a unit serves against its share, and how its duties are spread over its members."""

    name: str
    times: int
    least: int
    most: int
    people: tuple[Load, ...]

    @property
    def is_fair(self) -> bool:
        """Whether the unit serves as often as its share says."""
        return self.least <= self.times <= self.most

    @property
    def fewest(self) -> int:
        """The duties of who serves least."""
        return min((load.times for load in self.people), default=0)

    @property
    def busiest(self) -> int:
        """The duties of who serves most."""
        return max((load.times for load in self.people), default=0)


@dataclass(frozen=True)
class RotaTable:
    """The calendar; `shares` only for who sees the whole of it."""

    hosts: tuple[Host, ...]
    weeks: tuple[Week, ...]
    shares: tuple[UnitShare, ...]
    filled: int
    wanted: int
    longest: int  # the most duties of a unit, for the length of bars
    whole: bool


def token_of(friday: date, commune_id: int) -> str:
    """A cell as forms name it: 2023-06-02.12."""
    return f"{friday.isoformat()}.{commune_id}"


def rota_table(viewer: Viewer, muster: Muster) -> RotaTable:
    """The rota this viewer may see: the draft where they see drafts, else what is published, in their
    communes alone.
    """
    rows = called(muster)
    seen = tuple(hosts(viewer, muster))
    drafts = sees_drafts(viewer)
    duties = duties_of(muster) if drafts else list(rows.standing)
    whole = drafts and len(seen) == len(rows.hosts)
    season = season_of(rows)
    breaches = check(season, [duty.team() for duty in duties]) if drafts else ()
    names = names_of(muster)
    days = fridays(muster.starts_on, muster.ends_on)
    weeks = _weeks(rows, seen, days, duties, breaches, names, drafts=drafts)
    shares = _shares(Index(season), duties, names) if whole else ()
    return RotaTable(
        hosts=seen,
        weeks=weeks,
        shares=shares,
        filled=sum(bool(cell.people) for week in weeks for cell in week.cells),
        wanted=sum(not cell.closed for week in weeks for cell in week.cells),
        longest=max((share.times for share in shares), default=1),
        whole=whole,
    )


def _weeks(
    rows: Called,
    seen: Sequence[Host],
    days: Sequence[date],
    duties: Sequence[Duty],
    breaches: Sequence[Breach],
    names: Names,
    *,
    drafts: bool,
) -> tuple[Week, ...]:
    now = clock.now()
    by_cell = {duty.cell: duty for duty in duties}
    standing = {duty.cell: frozenset(duty.member_ids) for duty in rows.standing}
    shows_changes = drafts and rows.muster.state == "published"
    faults: dict[tuple[str, str], list[str]] = {}
    for breach in breaches:
        if breach.weekend:
            faults.setdefault((breach.weekend, breach.host), []).append(breach_words(breach, names))
    made = []
    for day in days:
        blocked = blocked_because(day, rows.muster, rows.calendar)
        cells = []
        for host in seen:
            duty = by_cell.get((day, host.commune_id))
            there = frozenset(duty.member_ids) if duty else frozenset()
            cells.append(
                Cell(
                    friday=day,
                    commune_id=host.commune_id,
                    token=token_of(day, host.commune_id),
                    unit=names.unit(duty.unit_id) if duty else "",
                    people=tuple(names.member(key) for key in duty.member_ids) if duty else (),
                    leader=names.member(duty.leader_id) if duty and duty.leader_id else "",
                    by_hand=bool(duty and duty.by_hand),
                    because=duty.because if duty else "",
                    changed=shows_changes and there != standing.get((day, host.commune_id), frozenset()),
                    closed=bool(blocked) or day.isoformat() in host.closed,
                    begun=has_begun(day, now),
                    faults=tuple(faults.get((day.isoformat(), str(host.commune_id)), []) if duty else ()),
                )
            )
        made.append(Week(day, friday_words(day), blocked_words(blocked), tuple(cells)))
    return tuple(made)


def _shares(index: Index, duties: Sequence[Duty], names: Names) -> tuple[UnitShare, ...]:
    times = Counter(str(duty.unit_id) for duty in duties)
    loads = Counter(key for duty in duties for key in duty.member_ids)
    made = []
    for unit, members in index.of_unit.items():
        least, most = rounded(index.share(unit, len(index.duties)))
        people = sorted(
            (Load(names.member(each.id), loads[int(each.id)]) for each in members),
            key=lambda load: (-load.times, load.name),
        )
        made.append(UnitShare(names.unit(unit), times[unit], least, most, tuple(people)))
    return tuple(sorted(made, key=lambda share: share.name))
