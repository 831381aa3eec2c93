"""The phones of an evening as the office sees them: what each recorded, what is here, what is not, and what
somebody should look at.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID, uuid5

from django.db.models import Count, F, Prefetch, QuerySet

from bacung.core.syncing import ranges
from bacung.fieldsync.models import Device, Incarnation, Quarantined, Received
from bacung.ground import clock
from bacung.ground.permissions import Viewer, fetch, within
from bacung.rounds.models import Pair, Round
from bacung.staff.models import Member

WRONG_CLOCK_MS = 5 * 60 * 1000
SILENT_WITH_RECORDS = timedelta(hours=24)
LEAST_FREE_MB = 10

Alarm = Literal["gone", "missing", "silent", "clock", "not-persisted", "not-installed", "full", "apart"]


@dataclass(frozen=True)
class Life:
    """One incarnation: which of its records are not here, and whether the phone can still have them."""

    incarnation: Incarnation
    gaps: ranges.RangeList
    ended: bool  # erased, or followed by another life and never heard of again

    @property
    def here(self) -> int:
        """How many records are stored or in quarantine."""
        return ranges.size(self.incarnation.have)

    @property
    def absent(self) -> int:
        """How many the phone numbered that are not here."""
        return ranges.size(self.gaps)

    @property
    def held(self) -> int:
        """How many of those the phone says it still holds."""
        return 0 if self.ended else min(self.absent, self.incarnation.outbox_count)

    @property
    def missing(self) -> int:
        """How many of those nobody says they hold."""
        return self.absent - self.held


@dataclass(frozen=True)
class PhoneSeen:
    """A phone of a round. `number` counts the phones of its round; `here` its records of this round."""

    device: Device
    number: int
    lives: tuple[Life, ...]
    here: int
    apart: int  # in quarantine and not answered

    @property
    def held(self) -> int:
        """Records the phone says it still holds."""
        return sum(life.held for life in self.lives)

    @property
    def missing(self) -> int:
        """Records it numbered that nobody says they hold."""
        return sum(life.missing for life in self.lives)

    @property
    def recorded(self) -> int:
        """All it numbered, as far as it told."""
        return self.here + self.held + self.missing

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What somebody should look at, the gravest first."""
        device, about = self.device, self.device.about
        offset, seen = device.clock_offset_ms, device.last_seen_at
        silent = seen is not None and clock.now() - seen > SILENT_WITH_RECORDS
        found: dict[Alarm, bool] = {
            "gone": any(life.ended and life.missing for life in self.lives),
            "missing": any(not life.ended and life.missing for life in self.lives),
            "silent": silent and self.held > 0,
            "apart": self.apart > 0,
            "clock": offset is not None and abs(offset) > WRONG_CLOCK_MS,
            "full": isinstance(about.get("free_mb"), int) and about["free_mb"] < LEAST_FREE_MB,
            "not-persisted": about.get("persisted") is False,
            "not-installed": about.get("installed") is False,
        }
        return tuple(alarm for alarm, rings in found.items() if rings)


@dataclass(frozen=True)
class PairSeen:
    """A pair of a round with its phones; `here` counts also what phones sent that have moved on since."""

    number: int
    walkers: tuple[Member, ...]
    phones: tuple[PhoneSeen, ...]
    here: int

    @property
    def held(self) -> int:
        """Records still on the phones."""
        return sum(phone.held for phone in self.phones)

    @property
    def missing(self) -> int:
        """Records nobody says they hold."""
        return sum(phone.missing for phone in self.phones)

    @property
    def recorded(self) -> int:
        """All the pair recorded, as far as its phones told."""
        return self.here + self.held + self.missing


@dataclass(frozen=True)
class RoundSeen:
    """An evening of a commune with its pairs."""

    round: Round
    pairs: tuple[PairSeen, ...]

    @property
    def phones(self) -> list[PhoneSeen]:
        """All phones of the round."""
        return [phone for pair in self.pairs for phone in pair.phones]


def devices(viewer: Viewer) -> QuerySet[Device]:
    """The phones bound to rounds of the viewer's areas."""
    return Device.objects.filter(within(viewer, "round__commune")).select_related(
        "member", "round__commune", "round__drive"
    )


def device_by_id(viewer: Viewer, device_id: UUID) -> Device:
    """One of them."""
    rows = Device.objects.select_related("member", "round__commune", "round__drive")
    return fetch(rows, viewer, "round__commune", pk=device_id)


def last_evening(viewer: Viewer) -> date | None:
    """The evening one most likely asks about: the last planned one that has begun, else the first to come."""
    days = Round.objects.filter(within(viewer, "commune")).exclude(state="cancelled")
    begun = days.filter(on__lte=clock.today()).order_by("-on").values_list("on", flat=True).first()
    return begun or days.order_by("on").values_list("on", flat=True).first()


def last_with_phones(viewer: Viewer) -> date | None:
    """The last evening to which phones are bound."""
    bound = Device.objects.filter(within(viewer, "round__commune")).order_by("-round__on")
    return bound.values_list("round__on", flat=True).first()


def evening(viewer: Viewer, on: date, commune: int | None = None) -> QuerySet[Round]:
    """The rounds of an evening, by commune; a plan replaced by a later one while phones are bound to it."""
    found = Round.objects.filter(within(viewer, "commune"), on=on).select_related("commune", "drive")
    bound = Device.objects.filter(round__on=on).values("round")
    found = found.exclude(state="cancelled") | found.filter(pk__in=bound)
    if commune:
        found = found.filter(commune=commune)
    return found.defer("problem", "plan").order_by("commune__folded", "pk")


def seen(rounds: Sequence[Round]) -> list[RoundSeen]:
    """These rounds (the viewer's own) with all that is told of their pairs and phones."""
    phones = _phones(Device.objects.filter(round__in=rounds))
    pairs = defaultdict(list)
    for pair in Pair.objects.filter(round__in=rounds).prefetch_related("walkers").order_by("number"):
        pairs[pair.round_id].append(pair)
    moved = _sent_before_moving(rounds)
    return [RoundSeen(one, _pairs(pairs[one.pk], phones.get(one.pk, []), moved[one.pk])) for one in rounds]


def phone_seen(device: Device) -> PhoneSeen:
    """One phone, with its number among those of its round."""
    of_round = _phones(Device.objects.filter(round=device.round_id))[device.round_id]
    return next(phone for phone in of_round if phone.device.pk == device.pk)


def history(viewer: Viewer, device: Device) -> QuerySet[Received]:
    """What the phone sent of evenings in the viewer's areas, newest first; without the contents."""
    rows = Received.objects.filter(within(viewer, "round__commune"), incarnation__device=device)
    return rows.select_related("round__commune").order_by("-received_at", "-seq")


def _pairs(
    pairs: Iterable[Pair], phones: Iterable[PhoneSeen], moved: Mapping[int, int]
) -> tuple[PairSeen, ...]:
    of_pair: dict[int, list[PhoneSeen]] = defaultdict(list)
    for phone in phones:
        of_pair[phone.device.pair_number].append(phone)

    def told(pair: Pair) -> PairSeen:
        walkers, own = tuple(pair.walkers.all()), tuple(of_pair[pair.number])
        here = sum(phone.here for phone in own) + sum(moved.get(member.pk, 0) for member in walkers)
        return PairSeen(pair.number, walkers, own, here)

    return tuple(told(pair) for pair in pairs)


def _phones(rows: QuerySet[Device]) -> dict[int, list[PhoneSeen]]:
    """The phones of each round, in the order in which they were paired."""
    lives = Prefetch("incarnations", Incarnation.objects.order_by("first_seen_at", "pk"))
    found = list(
        rows.select_related("member", "round__commune", "round__drive")
        .prefetch_related(lives)
        .order_by("paired_at", "pk")
    )
    apart = _counted(Quarantined.objects.filter(device__in=found, answered_at=None), "device_id")
    elsewhere = _counted(
        Received.objects.filter(incarnation__device__in=found).exclude(
            round_id=F("incarnation__device__round_id")
        ),
        "incarnation__device_id",
    )
    phones: dict[int, list[PhoneSeen]] = defaultdict(list)
    for device in found:
        own = lives_of(list(device.incarnations.all()))
        here = sum(life.here for life in own) - elsewhere.get(device.pk, 0)
        of_round = phones[device.round_id]
        of_round.append(PhoneSeen(device, len(of_round) + 1, own, here, apart.get(device.pk, 0)))
    return phones


def copy_of(life_id: UUID) -> UUID:
    """The life under which records of a copied phone are filed that bear numbers of the first."""
    return uuid5(life_id, "copy")


def lives_of(incarnations: Sequence[Incarnation]) -> tuple[Life, ...]:
    """The lives of one phone, oldest first. The numbers a copy lacks are those of the first."""
    copies = {copy_of(each.pk) for each in incarnations}
    begun = [each for each in incarnations if each.pk not in copies]
    return tuple(
        Life(
            each,
            [] if each.pk in copies else ranges.gaps(each.have, each.next_n - 1),
            _ended(each, begun),
        )
        for each in incarnations
    )


def _ended(incarnation: Incarnation, lives: Iterable[Incarnation]) -> bool:
    """A phone that keeps an older life goes on telling of it."""
    over: datetime = incarnation.last_seen_at
    return incarnation.erased_at is not None or any(each.first_seen_at > over for each in lives)


def _sent_before_moving(rounds: Sequence[Round]) -> dict[int, dict[int, int]]:
    """Round → member → how many records of it came from their phones that are now bound elsewhere."""
    rows = (
        Received.objects.filter(round__in=rounds)
        .exclude(incarnation__device__round_id=F("round_id"))
        .values_list("round_id", "incarnation__device__member_id")
        .annotate(records=Count("pk"))
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for round_id, member_id, records in rows:
        found[round_id][member_id] = records
    return found


def _counted(rows: QuerySet, by: str) -> dict[UUID, int]:
    return dict(rows.values_list(by).annotate(rows=Count("pk")).order_by())
