"""The evening of a district: each commune of a drive asked here, planned in other processes, kept here."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date

from bacung.areas.models import Area
from bacung.core.problems import Problem as Refusal
from bacung.core.routing.plan import Plan
from bacung.drives.models import Drive
from bacung.drives.queries import communes
from bacung.ground.permissions import Viewer
from bacung.postings.queries import posted
from bacung.rounds.actions import Evening, ask, keep_round
from bacung.rounds.convert import NewPair
from bacung.rounds.models import Round
from bacung.rounds.queries import usual_pairs, usual_phone
from bacung.rounds.searching import PROCESSES, as_they_come, planned_apart, processes

LONGEST = 34.0
"""Seconds of search that all communes share on each process, however many they are."""


@dataclass(frozen=True)
class Planned:
    """What became of a commune's evening: its round, or why there is none."""

    commune: Area
    round: Round | None = None
    refused: Refusal | None = None


def plan_district(
    viewer: Viewer,
    *,
    drive: Drive,
    on: date,
    from_postings: bool,
    seconds: float,
    seed: int = 0,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Planned]:
    """Plan the evening of every commune of the drive that the viewer may plan, each as it is ready.

    Where sheets were taken already, or somebody walks, that evening stays. When `stop` says yes the communes
    not yet begun are left as they are. Refuses `rounds.no-commune`.
    """
    places = list(communes(drive, viewer))
    each = min(seconds, LONGEST * PROCESSES / max(1, len(places)))
    asked: list[Evening] = []
    futures: list[Future[Plan]] = []
    with processes() as pool:
        for commune in places:
            try:
                evening = _asked(viewer, drive, commune, on, from_postings)
            except Refusal as refusal:
                yield Planned(commune, refused=refusal)
            else:
                asked.append(evening)
                futures.append(pool.submit(planned_apart, evening.problem, each, seed))
        if not asked:
            raise Refusal("rounds.no-commune")
        for place, future in as_they_come(futures, stop):
            evening = asked[place]
            phone = usual_phone(viewer, evening.commune)
            yield Planned(evening.commune, keep_round(viewer, evening, future.result(), phone))


def _asked(viewer: Viewer, drive: Drive, commune: Area, on: date, from_postings: bool) -> Evening:
    standing = Round.objects.filter(drive=drive, commune=commune, on=on).exclude(state="cancelled")
    if standing.filter(state="walked").exists() or standing.filter(settled_at__isnull=False).exists():
        raise Refusal("rounds.stands", commune=commune.name)
    pairs = pairs_tonight(viewer, drive, commune, on, from_postings)
    return ask(viewer, drive=drive, commune=commune, on=on, pairs=pairs)


def pairs_tonight(
    viewer: Viewer, drive: Drive, commune: Area, on: date, from_postings: bool
) -> Sequence[NewPair]:
    """Who walks: those posted there that evening, or else the usual pairs."""
    there = posted(commune, on) if from_postings else []
    if not there:
        return usual_pairs(viewer, drive, commune)
    return [
        NewPair(
            walker_ids=tuple(member.pk for member in pair.members),
            companion=pair.companion,
            has_kit=any(member.has_kit for member in pair.members),
        )
        for pair in there
    ]
