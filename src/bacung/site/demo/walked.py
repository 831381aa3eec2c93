"""One commune known person by person: its lists, its evenings, its desk, and the district's lists.

The evenings and the desk do what they can. What they could not have done comes by the district's weekly list,
which keeps the commune on its way to the aim, and on the last day brings it there exactly.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import QuerySet

from bacung.areas import actions as areas
from bacung.areas.models import Area
from bacung.core.people.dates import age_at_least
from bacung.core.simulation.population import Commune, Resident
from bacung.core.simulation.workbooks import Said, messy_workbook
from bacung.desk.actions import NewDeskEntry, serve_all
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.ledger.models import Account
from bacung.registry.models import Person
from bacung.registry.queries import by_citizen_number
from bacung.rounds.actions import NewPair
from bacung.site.demo.aims import Aim
from bacung.site.demo.books import Paper, send, take_over
from bacung.site.demo.evenings import Told, walk
from bacung.site.demo.lists import Line, confirmation_list
from bacung.site.demo.walkers_phones import WalkersPhones

STYLES = ("hamlet-sheets", "old-fonts", "lost-zeros", "everything")
"""How the offices of a commune keep their lists, hamlet group by hamlet group."""

COMES_TO_DESK, COMES_AFTER_ALL = 0.72, 0.1
"""Of those expected at the desk, the share that comes; of those hindered, the share that comes each day."""

SPARED = 1 / 90
"""Such a share of the aim is left to the lists for each pair, so that a good evening cannot carry past it."""

Step = Callable[[int], None]


@dataclass
class Walked:
    """A commune on its way through a drive."""

    drive: Drive
    area: Area
    commune: Commune
    aim: Aim
    officer: Viewer
    pairs: Sequence[NewPair]
    seed: int
    styles: Sequence[str] = STYLES
    phones: WalkersPhones | None = None
    ids: dict[str, int] = field(default_factory=dict)  # citizen number → person
    expected: list[tuple[datetime, int]] = field(default_factory=list)
    hindered: set[int] = field(default_factory=set)
    _names: dict[int, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = Random(f"{self.seed} {self.commune.spec.code} walked")
        self.eligible = [
            each for each in self.commune.people if _of_age(each, self.drive) and each.citizen_number
        ]
        self.before = self._before()
        self.spared = round(self.aim.activated * SPARED)

    def _before(self) -> dict[str, tuple[date, date | None]]:
        """How far accounts were when the drive began: number → collected, activated."""
        first = self.drive.starts_on
        here = [each for each in self.eligible if each.presence == "here" or self.rng.random() < 0.4]
        chosen = self.rng.sample(here, min(len(here), self.aim.collected * 11 // 20))
        active = self.aim.activated * 7 // 20
        found: dict[str, tuple[date, date | None]] = {}
        for place, each in enumerate(chosen):
            collected = first - timedelta(days=self.rng.randint(20, 90))
            activated = collected + timedelta(days=self.rng.randint(4, 15)) if place < active else None
            found[each.citizen_number or ""] = (collected, activated)
        return found

    # ── The lists of the commune ──────────────────────────────────────────────────────────────────

    def keep_hamlets(self) -> None:
        """The commune's hamlets, where they stand, in the order in which one walks them."""
        for hamlet in self.commune.hamlets:
            kept = areas.keep_hamlet(self.officer, commune=self.area, name=hamlet.name)
            areas.set_point(self.officer, kept, latitude=hamlet.latitude, longitude=hamlet.longitude)

    def books(self) -> list[tuple[str, bytes, list[Resident]]]:
        """The workbooks of the commune: name, content, and whom they are about."""
        names = [hamlet.name for hamlet in self.commune.hamlets]
        made = []
        for place, style in enumerate(self.styles):
            group = names[place :: len(self.styles)]
            people = [each for each in self.commune.people if each.hamlet in group]
            if people:
                place_named = f"{self.area.kind} {self.area.name}"
                book = messy_workbook(
                    people, style, self.seed + place, place=place_named, more=self._columns()
                )
                made.append((f"danh-sach-{place + 1}.xlsx", book, people))
        return made

    def _columns(self) -> dict[str, Said]:
        def day(place: int) -> Said:
            return lambda each: self.before.get(each.citizen_number or "", (None, None))[place]

        stands = {
            home.number: f"{home.latitude:.5f}, {home.longitude:.5f}" for home in self.commune.households
        }
        return {
            "Tọa độ nhà": lambda each: stands[each.household],
            "Điện thoại thông minh": lambda each: "Có" if each.phone_kind == "smartphone" else "Không",
            "Ngày thu nhận": day(0),
            "Ngày kích hoạt": day(1),
        }

    def take_in(self, at: datetime, told: Step = lambda done: None) -> None:
        """Send every book, read it, answer its questions, accept it; half an hour each."""
        self.keep_hamlets()
        for place, (name, book, people) in enumerate(self.books()):
            with clock.at(at + timedelta(minutes=30 * place)):
                batch = send(self.officer, self.drive, self.area, book, name)
                take_over(self.officer, batch, Paper(people))
            told(place + 1)
        numbers = [each.citizen_number or "" for each in self.eligible]
        for begin in range(0, len(numbers), 1000):
            found = by_citizen_number(numbers[begin : begin + 1000])
            self.ids |= {number: person.pk for number, person in found.items()}
        # They come in the order of their blind indexes, which differs from one key ring to the next.
        self.ids = dict(sorted(self.ids.items()))

    # ── Evenings and days ─────────────────────────────────────────────────────────────────────────

    def evening(self, on: date) -> None:
        """One evening at doors, while there is more to do than the lists are to bring."""
        if self.aim.activated - self.reached("activated") > self.spared * len(self.pairs):
            self._hear(walk(self.officer, self.drive, self.area, on, self.pairs, self.seed, self.phones))

    def _hear(self, told: Told) -> None:
        self.expected += told.expected
        self.hindered |= set(told.hindered)

    def desk_day(self, on: date) -> None:
        """Who was expected and comes is collected; who was hindered and comes is activated."""
        at = datetime.combine(on, time(16), clock.VIETNAM)
        due = sorted(pair for pair in self.expected if pair[0] < at)
        self.expected = [pair for pair in self.expected if pair[0] >= at]
        steps = self._steps()
        coming = [pair for pair in dict.fromkeys(due) if self.rng.random() < COMES_TO_DESK]
        fresh = {key: slot for slot, key in coming if steps.get(key, "none") == "none"}
        room = max(self.aim.collected - self.reached() - self.spared, 0)
        services = [NewDeskEntry(key, "collected", slot) for key, slot in list(fresh.items())[:room]]
        after_all = [key for key in sorted(self.hindered) if self.rng.random() < COMES_AFTER_ALL]
        if self.aim.activated - self.reached("activated") > self.spared + len(after_all):
            services += [
                NewDeskEntry(key, "activated", at - timedelta(minutes=7 * place))
                for place, key in enumerate(after_all)
                if steps.get(key) == "approved"
            ]
        self.hindered -= set(after_all)
        if services:
            with clock.at(at + timedelta(minutes=15)):
                serve_all(self.officer, self.drive, services)

    # ── The district's list ───────────────────────────────────────────────────────────────────────

    def list_day(self, on: date, share: float) -> None:
        """The district's list of a day: approves, confirms, and brings the commune `share` of its way."""
        lines = self._approvals(on) + self._confirmations() + self._newly(on, share)
        if lines:
            with clock.at(datetime.combine(on, time(16, 45), clock.VIETNAM)):
                book = confirmation_list(lines, self.area, on)
                name = f"doi-soat-{on:%Y-%m-%d}.xlsx"
                take_over(
                    self.officer, send(self.officer, self.drive, self.area, book, name, "reconciliation")
                )

    def _approvals(self, on: date) -> list[Line]:
        waiting = self._accounts().filter(reached="collected", approval_due_on__lte=on).order_by("person")
        # Whoever has no number stands on no list.
        return [
            self._line(account.person_id, approved=account.approval_due_on)
            for account in waiting
            if account.person_id in self._known()
        ]

    def _confirmations(self) -> list[Line]:
        declared = self._accounts().filter(reached="activated", confirmed=False, contested=False)
        return [
            self._line(account.person_id, activated=clock.local(account.activated_at).date())
            for account in declared.order_by("person")
            if account.activated_at and account.person_id in self._known() and self.rng.random() < 0.9
        ]

    def _newly(self, on: date, share: float) -> list[Line]:
        """Those who went to the district themselves, or whom nobody noted."""
        steps = self._steps()
        active_before = sum(1 for _, activated in self.before.values() if activated)
        active = _between(active_before, self.aim.activated, share) - self.reached("activated")
        filed = _between(len(self.before), self.aim.collected, share) - self.reached()
        unwilling = set(Person.admitted.filter(commune=self.area, never=True).values_list("pk", flat=True))
        keys = [key for key in self.ids.values() if key not in unwilling]
        with_file = [key for key in keys if steps.get(key) in ("collected", "approved")]
        without = [key for key in keys if key not in steps]
        newly_filed = self._some(without, filed)
        newly_active = self._some(with_file, active)
        # Where too few have a file, some of the newly filed have activated theirs already.
        newly_active += self._some(newly_filed, active - len(newly_active))
        return [
            *(self._line(key, activated=self._lately(on)) for key in newly_active),
            *(self._line(key, collected=self._lately(on)) for key in newly_filed if key not in newly_active),
        ]

    def _lately(self, on: date) -> date:
        return on - timedelta(days=self.rng.randint(0, 3))

    def _some(self, keys: list[int], number: int) -> list[int]:
        return self.rng.sample(keys, min(max(number, 0), len(keys)))

    def _line(self, key: int, **steps: date | None) -> Line:
        number, name = self._known()[key]
        return Line(number, name, **steps)

    def _known(self) -> dict[int, tuple[str, str]]:
        if not self._names:
            residents = {each.citizen_number or "": each.name for each in self.eligible}
            self._names = {key: (number, residents[number]) for number, key in self.ids.items()}
        return self._names

    # ── How far it is ─────────────────────────────────────────────────────────────────────────────

    def _accounts(self) -> QuerySet[Account]:
        return Account.objects.filter(commune=self.area)

    def _steps(self) -> dict[int, str]:
        return dict(self._accounts().exclude(reached="none").values_list("person_id", "reached"))

    def reached(self, step: str = "") -> int:
        """How many accounts have reached a step, or any."""
        found = self._accounts().exclude(reached="none")
        return (found.filter(reached=step) if step else found).count()


def _between(start: int, end: int, share: float) -> int:
    return round(start + (end - start) * share)


def _of_age(each: Resident, drive: Drive) -> bool:
    return age_at_least(each.born, drive.min_age, drive.age_on) is not False
