"""Which doors, for somebody who may know."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from bacung.areas.models import Area, Hamlet
from bacung.areas.queries import station_of
from bacung.core.people.names import fold
from bacung.core.problems import Problem
from bacung.core.routing.problem import Problem as Evening
from bacung.drives.models import Drive
from bacung.drives.queries import drives
from bacung.ground import clock
from bacung.ground.permissions import OFFICER, WALKER, Viewer, fetch, within
from bacung.postings.queries import PostedPair, posted
from bacung.registry.models import Person
from bacung.rounds.convert import NewPair
from bacung.rounds.models import Comparison, Door, Pair, Round, Stop, Sweep
from bacung.rounds.streets import on_streets
from bacung.staff.models import Grant, Member
from bacung.staff.queries import holding


def doors(viewer: Viewer, drive: Drive, commune: Area) -> QuerySet[Door]:
    """The doors of a commune in a drive, with their households."""
    return (
        Door.objects.filter(within(viewer, "commune"), drive=drive, commune=commune)
        .filter(household__admission__admitted_at__isnull=False)
        .select_related("household")
        .order_by("household_id")
    )


def hamlets_in_order(commune: Area) -> Sequence[Hamlet]:
    """The hamlets of a commune in the order in which one walks it, merged ones left out."""
    return list(Hamlet.objects.filter(commune=commune, merged_into=None).order_by("position", "name"))


def walkers(viewer: Viewer, commune: Area, on: date | None = None) -> QuerySet[Member]:
    """Who may walk in a commune of the viewer's: active members with such a right there today, or on that
    evening, as those have who are posted there then.
    """
    above = [commune.path[:end] for end in range(Area.steplen, len(commune.path) + 1, Area.steplen)]
    there = Grant.objects.filter(
        holding() | holding(on=on),
        Q(area=None) | Q(area__path__in=above),
        member=OuterRef("pk"),
        role__in=(OFFICER, WALKER),
    )
    mine = Area.objects.filter(within(viewer), pk=commune.pk)
    return Member.objects.filter(Exists(there), Exists(mine), is_active=True).order_by("full_name", "pk")


def rounds(viewer: Viewer) -> QuerySet[Round]:
    """The rounds this viewer may see, newest first; without what was asked and answered, which is large."""
    return (
        Round.objects.filter(within(viewer, "commune"))
        .select_related("drive", "commune")
        .defer("problem", "plan")
        .order_by("-on", "-pk")
    )


def round_by_id(viewer: Viewer, round_id: int) -> Round:
    """One round of the viewer's areas."""
    return fetch(
        Round.objects.select_related("drive", "commune").defer("problem"), viewer, "commune", pk=round_id
    )


def comparison_by_id(viewer: Viewer, comparison_id: int) -> Comparison:
    """A comparison of one of the viewer's communes, while it is kept."""
    rows = Comparison.objects.select_related("drive", "commune")
    return fetch(rows, viewer, "commune", pk=comparison_id)


def drive_here(viewer: Viewer, commune_code: str) -> Drive:
    """The drive of the viewer's that covers a commune: the one that goes on today, else the last to begin.

    Refuses `drives.not-in-this-drive` where there is none.
    """
    today = clock.today()
    found = drives(viewer).filter(places__commune__code=commune_code).order_by("-starts_on")
    drive = found.filter(starts_on__lte=today, ends_on__gte=today).first() or found.first()
    if drive is None:
        raise Problem("drives.not-in-this-drive", name=commune_code)
    return drive


def sweeps(viewer: Viewer) -> QuerySet[Sweep]:
    """The plans of whole communes in the viewer's areas, newest first, without the problems."""
    rows = Sweep.objects.filter(within(viewer, "commune")).select_related("drive", "commune")
    return rows.defer("problem")


def sweep_by_id(viewer: Viewer, sweep_id: int) -> Sweep:
    """One of `sweeps`."""
    return fetch(sweeps(viewer), viewer, "commune", pk=sweep_id)


def standing_sweeps() -> list[Sweep]:
    """The newest sweep of each commune in each drive."""
    newest: dict[tuple[int, int], Sweep] = {}
    for sweep in Sweep.objects.select_related("drive", "commune").defer("problem"):
        newest.setdefault((sweep.drive_id, sweep.commune_id), sweep)
    return list(newest.values())


def given_evenings(drive: Drive, commune: Area) -> dict[int, date]:
    """The evening that the newest plan of the whole commune gives each household; none without a plan."""
    last = Sweep.objects.filter(drive=drive, commune=commune).values_list("answer", flat=True).first()
    routes = last["coverage"]["routes"] if last else ()
    return {
        int(door): date.fromisoformat(route["evening"])
        for route in routes
        if route["evening"]
        for door in route["doors"]
    }


def problem_of_round(round_: Round) -> Evening:
    """What was asked when the round was planned, by the streets if their ways are still kept."""
    return on_streets(Evening.from_json(round_.problem))


def pairs_of(viewer: Viewer, on: date) -> list[Pair]:
    """The pairs in which the viewer walks on an evening, inside their areas."""
    return list(
        Pair.objects.filter(within(viewer, "round__commune"), walkers=viewer.user_id, round__on=on)
        .exclude(round__state="cancelled")
        .select_related("round__drive", "round__commune")
        .order_by("begins", "pk")
    )


@dataclass(frozen=True)
class StopSeen:
    """A stop with its door as it stands now, and the people who were left when it was planned, with what is
    to do for each.
    """

    stop: Stop
    head: str
    door: Door | None
    people: tuple[tuple[Person, str, str], ...]


def is_visited(seen: StopSeen) -> bool:
    """Whether somebody stood at this door on the evening of the round, or later."""
    at = seen.door.last_at if seen.door else None
    return at is not None and clock.local(at).date() >= seen.stop.pair.round.on


@dataclass(frozen=True)
class PairSeen:
    """A pair with its stops by position, as its sheet has them; those dropped from the way among them."""

    pair: Pair
    walkers: tuple[Member, ...]
    stops: tuple[StopSeen, ...]

    @property
    def way(self) -> tuple[StopSeen, ...]:
        """The stops that are on the way, in walking order."""
        left = (seen for seen in self.stops if seen.stop.dropped_at is None)
        return tuple(sorted(left, key=lambda seen: (seen.stop.arrives_at, seen.stop.position)))


def pairs_seen(round_: Round, number: int | None = None) -> list[PairSeen]:
    """The pairs of a round (or one of them) with all that is shown of their stops."""
    stops = Prefetch("stops", Stop.objects.select_related("household__hamlet"))
    pairs = round_.pairs.prefetch_related(stops, "walkers").order_by("number")
    rows = list(pairs if number is None else pairs.filter(number=number))
    if number is not None and not rows:
        raise Problem("ground.not-found")
    homes = [stop.household_id for pair in rows for stop in pair.stops.all()]
    doors_now = {
        door.household_id: door for door in Door.objects.filter(drive=round_.drive_id, household__in=homes)
    }
    people = {person.pk: person for person in Person.admitted.filter(household__in=homes).order_by("pk")}
    heads = heads_among(people.values())

    def seen(stop: Stop) -> StopSeen:
        told = tuple((people[key], step, reason) for key, step, reason in stop.people if key in people)
        return StopSeen(stop, heads.get(stop.household_id, ""), doors_now.get(stop.household_id), told)

    return [
        PairSeen(pair, tuple(pair.walkers.all()), tuple(seen(stop) for stop in pair.stops.all()))
        for pair in rows
    ]


def heads_among(people: Iterable[Person]) -> dict[int, str]:
    """The name a household is known by: its head's, else that of the first on the list."""
    heads: dict[int, str] = {}
    for person in people:
        if person.household_id not in heads or fold(person.relation) == "chu ho":
            heads[person.household_id] = person.name
    return heads


def heads_of(household_ids: Collection[int]) -> dict[int, str]:
    """The name each of these households is known by."""
    return heads_among(Person.admitted.filter(household__in=household_ids).order_by("pk"))


def usual_pairs(
    viewer: Viewer, drive: Drive, commune: Area, number: int | None = None, *, on: date | None = None
) -> list[NewPair]:
    """The pairs one would start from: with `on` those posted here that evening, then the commune's other
    walkers; else those of the last round here, else the commune's walkers two by two.

    With `number` exactly so many, the missing ones empty.
    """
    may = list(walkers(viewer, commune, on))
    there = [_posted(pair) for pair in posted(commune, on)] if on else []
    last = rounds(viewer).filter(drive=drive, commune=commune).first()
    if there:
        sent = {key for pair in there for key in pair.walker_ids}
        found = [*there, *_two_by_two([member for member in may if member.pk not in sent])]
    elif last:
        found = [
            _again(pair, {member.pk for member in may}) for pair in last.pairs.prefetch_related("walkers")
        ]
    else:
        found = _two_by_two(may)
    wanted = number or len(there) or len(found) or 1
    return (found + [NewPair()] * wanted)[:wanted]


def _two_by_two(members: Sequence[Member]) -> list[NewPair]:
    twos = [members[at : at + 2] for at in range(0, len(members) - 1, 2)]
    return [
        NewPair(tuple(member.pk for member in two), has_kit=any(member.has_kit for member in two))
        for two in twos
    ]


def _posted(pair: PostedPair) -> NewPair:
    """Two who are posted here, with who walks along."""
    return NewPair(
        walker_ids=tuple(member.pk for member in pair.members),
        companion=pair.companion,
        has_kit=any(member.has_kit for member in pair.members),
    )


def _again(pair: Pair, may: set[int]) -> NewPair:
    return NewPair(
        walker_ids=tuple(member.pk for member in pair.walkers.all() if member.pk in may),
        companion=pair.companion,
        has_kit=pair.has_kit,
        mode=pair.mode,
        begins=pair.begins,
        ends=pair.ends,
    )


def usual_phone(viewer: Viewer, commune: Area) -> str:
    """The station's number, or where it is not known the one that stood on the last sheet of this commune."""
    station = station_of(commune)
    if station and station.phone:
        return station.phone
    last = rounds(viewer).filter(commune=commune).exclude(station_phone="").first()
    return last.station_phone if last else ""


def round_walked(viewer: Viewer, readers: Viewer, round_id: int, number: int) -> Round:
    """The round of a pair: for `readers` (the viewer's rights to read whole rounds) any of their areas, for a
    walker the evening's own pair, and yesterday's, as an evening may end after midnight.
    """
    own = Q(
        within(viewer, "commune"),
        on__gte=clock.today() - timedelta(days=1),
        pk__in=Pair.objects.filter(walkers=viewer.user_id, number=number).values("round"),
    )
    seen = Round.objects.filter(within(readers, "commune") | own).defer("problem")
    found = seen.filter(pk=round_id).select_related("drive", "commune").first()
    if found is None:
        raise Problem("ground.not-found")
    return found
