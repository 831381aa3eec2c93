"""The past, told from the facts alone: what each person counted as, and between which moments.

Read by the rebuild, which compares it with what was kept along the way. Nothing here looks at a shadow
except for the value no fact has ever changed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bacung.board.convert import Counted, Known, counted
from bacung.core.calendar import Calendar
from bacung.core.lifecycle.account import Account, reduce
from bacung.core.lifecycle.entries import Entry
from bacung.core.lifecycle.rules import Rules
from bacung.core.merging.doors import reduce_visits
from bacung.core.merging.people import PersonState
from bacung.core.merging.visits import VisitFact
from bacung.drives.models import Drive
from bacung.drives.queries import working_calendar
from bacung.ledger.queries import rules_for, said_of
from bacung.registry.convert import SHADOWS
from bacung.registry.models import Fact, Household, Person
from bacung.visits.queries import facts_of


@dataclass(frozen=True, slots=True)
class Interval:
    """From `since` until `until` (or still) a person counted as this."""

    since: datetime
    until: datetime | None
    counted: Counted


@dataclass(frozen=True)
class Past:
    """Everything the facts say about some people, ready to be asked about any moment."""

    drive: Drive
    meant: frozenset[int]
    people: Mapping[int, Person]
    households: Mapping[int, Household]
    facts: Mapping[tuple[type, int], Sequence[Fact]]
    entries: Mapping[int, Sequence[Entry]]
    visits: Mapping[int, Sequence[VisitFact]]
    rules: Mapping[int, Rules]
    calendar: Calendar

    def intervals(self, person: Person) -> list[Interval]:
        """The person's standings, neighbours that say the same joined."""
        moments = self._moments(person)
        opened = person.admission.admitted_at or moments[0]
        found: list[Interval] = []
        for since, until in zip(moments, [*moments[1:], None], strict=True):
            now = self._counted(person, max(since, opened))
            if now is None:
                continue
            if found and found[-1].until == since and found[-1].counted == now:
                since = found.pop().since
            found.append(Interval(since, until, now))
        return found

    def _moments(self, person: Person) -> list[datetime]:
        begin, opened = person.admission.counts_from, person.admission.admitted_at
        heard = {fact.recorded_at for fact in self.facts[Person, person.pk]}
        for home in self._homes(person):
            heard |= {fact.recorded_at for fact in self.facts[Household, home]}
            heard |= {visit.recorded_at for visit in self.visits.get(home, ())}
        heard |= {entry.recorded_at for entry in self.entries.get(person.pk, ())}
        return [begin, *sorted(moment for moment in heard if opened and moment > opened)]

    def _homes(self, person: Person) -> set[int]:
        moves = [fact for fact in self.facts[Person, person.pk] if fact.kind == "household"]
        return {person.household_id} | {int(key) for fact in moves for key in (fact.before, fact.value)}

    def _counted(self, person: Person, at: datetime) -> Counted | None:
        home = self.households[int(str(self._shadow(person, "household", at)))]
        if home.commune_id not in self.meant:
            return None
        hamlet = self._shadow(home, "hamlet", at)
        known = Known(
            person_id=person.pk,
            household_id=home.pk,
            commune_id=home.commune_id,
            hamlet_id=hamlet,  # type: ignore[arg-type]
            born=self._shadow(person, "born", at),  # type: ignore[arg-type]
            presence=self._shadow(person, "presence", at),  # type: ignore[arg-type]
            phone=self._shadow(person, "phone", at),  # type: ignore[arg-type]
            eligible=self._shadow(person, "eligible", at),  # type: ignore[arg-type]
            never=self._shadow(person, "never", at),  # type: ignore[arg-type]
        )
        return counted(known, self.drive.who_counts, self._account(person, at), self._visit(person, home, at))

    def _shadow(self, subject: Person | Household, kind: str, at: datetime) -> object:
        """What a shadow column held at a moment."""
        column, read = SHADOWS[type(subject), kind]
        facts = [fact for fact in self.facts[type(subject), subject.pk] if fact.kind == kind]
        if not facts:
            return getattr(subject, column)
        known = [fact for fact in facts if fact.recorded_at <= at]
        if not known:
            return read(facts[0].before)
        return read(max(known, key=lambda fact: (fact.occurred_at, fact.recorded_at, fact.pk)).value)

    def _account(self, person: Person, at: datetime) -> Account | None:
        said = [entry for entry in self.entries.get(person.pk, ()) if entry.recorded_at <= at]
        return reduce(said, self.rules[person.commune_id], self.calendar) if said else None

    def _visit(self, person: Person, home: Household, at: datetime) -> PersonState | None:
        told = [visit for visit in self.visits.get(home.pk, ()) if visit.recorded_at <= at]
        return reduce_visits(told).person(str(person.pk)) if told else None


def past_of(drive: Drive, person_ids: Collection[int]) -> Past:
    """Load what the facts say about these people."""
    people = {row.pk: row for row in Person.admitted.filter(pk__in=person_ids).select_related("admission")}
    own = list(Fact.objects.filter(person__in=people).order_by("recorded_at", "pk"))
    homes = {person.household_id for person in people.values()}
    homes |= {int(key) for fact in own if fact.kind == "household" for key in (fact.before, fact.value)}
    theirs = Fact.objects.filter(household__in=homes).order_by("recorded_at", "pk")
    return Past(
        drive=drive,
        meant=frozenset(drive.places.values_list("commune_id", flat=True)),
        people=people,
        households=Household.objects.in_bulk(homes),
        facts=_by_subject([*own, *theirs]),
        entries=said_of(people),
        visits=facts_of(drive.pk, homes),
        rules=rules_for({person.commune_id for person in people.values()}),
        calendar=working_calendar(),
    )


def _by_subject(facts: Iterable[Fact]) -> dict[tuple[type, int], list[Fact]]:
    found: dict[tuple[type, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        key = (Person, fact.person_id) if fact.person_id else (Household, fact.household_id or 0)
        found[key].append(fact)
    return found
