"""Teaching a drive from its visits: who is home when, who says yes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from bacung.core.merging.visits import VisitFact
from bacung.core.presence.history import Evidence, History, evidence_of, history_of
from bacung.core.presence.slots import HALF_HOUR
from bacung.core.routing.hours import Hour
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, Viewer
from bacung.registry.models import Household, Person
from bacung.rounds.actions import correct_histories, keep_learnt
from bacung.rounds.convert import moment
from bacung.rounds.models import Learnt, Stop
from bacung.visits.models import Event
from bacung.visits.queries import facts_of

if TYPE_CHECKING:
    from bacung.core.presence.knowledge import Knowledge

CHUNK = 5000
"""Households read at once."""
EARLIEST = 3
"""The hour of the night from which a new day's fit is due."""
_NEARLY = timedelta(minutes=10)

Told = Callable[[int, int], None]
Drawn = Mapping[int, Sequence[datetime]]
"""When the half hours drawn for a household began."""


def teach(viewer: Viewer, drive: Drive, *, told: Told = lambda done, total: None) -> "Knowledge":
    """Fit presence and willingness to all visits of a drive and keep what they teach; doors whose history
    says otherwise than the visits are put right. `told` hears how many households are read, of how many.
    """
    from bacung.core.presence.knowledge import learn

    log: list[Evidence] = []
    doubts: Counter[str] = Counter()
    homes = list(Event.objects.filter(drive=drive).values_list("household", flat=True).distinct())
    drawn = _drawn(drive)
    keys = iter(homes)
    while chunk := list(islice(keys, CHUNK)):
        histories = dict(_read(drive, chunk, drawn, log, doubts))
        correct_histories(drive, histories)
        told(min(len(log), len(homes)), len(homes))
    knowledge = learn(log, doubts)
    keep_learnt(viewer, drive, knowledge)
    return knowledge


def teach_when_due() -> None:
    """Every night each drive learns from the visits it has been told since."""
    now = clock.local(clock.now())
    fitted = {each.drive_id: each for each in Learnt.objects.all()}
    heard = Event.objects.values("drive").annotate(last=Max("recorded_at"))
    for key, last in heard.values_list("drive", "last"):
        before = fitted.get(key)
        tonight = now.hour >= EARLIEST and (
            before is None or clock.local(before.fitted_at).date() < now.date()
        )
        if tonight and (before is None or last > before.fitted_at):
            teach(CONSOLE, Drive.objects.get(pk=key))


def _read(
    drive: Drive,
    homes: list[int],
    drawn: Drawn,
    log: list[Evidence],
    doubts: Counter[str],
) -> Iterator[tuple[int, History]]:
    """What each household's visits teach, added to the log; and its history, as its door should say it."""
    from bacung.core.presence.knowledge import believable

    now = clock.now()
    places = dict(Household.objects.filter(pk__in=homes).values_list("pk", "commune"))
    people = dict(Person.objects.filter(household__in=homes).values_list("household").annotate(Count("pk")))
    for home, visits in facts_of(drive.pk, homes).items():
        sound, aside = believable(visits, now)
        doubts.update(aside)
        lots = [visit.id for visit in sound if _at_drawn_hour(visit, drawn.get(home, []))]
        log.append(evidence_of(sound, str(places.get(home, "")), people.get(home), lots))
        yield home, history_of(visits)


def _drawn(drive: Drive) -> Drawn:
    stops = Stop.objects.filter(pair__round__drive=drive, why__icontains="explores")
    drawn: dict[int, list[datetime]] = defaultdict(list)
    for home, on, reasons in stops.values_list("household", "pair__round__on", "why"):
        hours = (str(reason["at"]) for reason in reasons if reason["code"] == "explores")
        drawn[home] += [moment(on, Hour.of(at)) for at in hours]
    return drawn


def _at_drawn_hour(visit: VisitFact, drawn: Sequence[datetime]) -> bool:
    """Whether a pair stood at the door in a half hour drawn for it, or within a few minutes of it."""
    half_hour = timedelta(seconds=HALF_HOUR)
    return any(at - _NEARLY <= visit.occurred_at <= at + half_hour + _NEARLY for at in drawn)
