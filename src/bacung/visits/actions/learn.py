"""What a visit teaches about the people behind the door, written as dated facts of the registry.

A withdrawn visit taught nothing: each fact it brought is answered by one that puts back what stood before.
"""

from collections.abc import Sequence

from bacung.ground.permissions import Viewer
from bacung.registry.actions import NewFact, record_facts
from bacung.registry.models import Fact
from bacung.visits.actions.new_visits import NewOutcome, NewVisit

_BY_REASON = {
    "WORKING_AWAY": ("presence", "away"),
    "MOVED": ("presence", "moved"),
    "DECEASED": ("presence", "deceased"),
    "NO_SMARTPHONE": ("phone", "none"),
}
_MET = ("activated", "already_active", "collected", "invited", "shown")


def learn(viewer: Viewer, visits: Sequence[NewVisit]) -> None:
    """Record the facts these visits bring, and take back those of the visits they withdraw."""
    withdrawals = [visit for visit in visits if visit.voids]
    withdrawn = {visit.voids for visit in withdrawals}
    # What is taken back comes first: a visit that replaces another has the last word.
    facts = _taken_back(withdrawals)
    facts += [fact for visit in visits if visit.id not in withdrawn for fact in _facts(visit)]
    if facts:
        record_facts(viewer, facts)


def _source(visit_id: object) -> str:
    return f"visit:{visit_id}"


def _facts(visit: NewVisit) -> list[NewFact]:
    facts = [fact for outcome in visit.people for fact in _of_person(visit, outcome)]
    if visit.never:
        facts.append(
            NewFact("never", "yes", visit.occurred_at, _source(visit.id), household_id=visit.household_id)
        )
    if any(outcome.home_visit_wanted for outcome in visit.people):
        facts.append(
            NewFact(
                "home_visit", "yes", visit.occurred_at, _source(visit.id), household_id=visit.household_id
            )
        )
    return facts


def _of_person(visit: NewVisit, outcome: NewOutcome) -> list[NewFact]:
    said: list[tuple[str, str]] = []
    if outcome.reason in _BY_REASON:
        said.append(_BY_REASON[outcome.reason])
    elif outcome.outcome in _MET:
        said.append(("presence", "here"))
    if outcome.never:
        said.append(("never", "yes"))
    return [
        NewFact(kind, value, visit.occurred_at, _source(visit.id), person_id=outcome.person_id)
        for kind, value in said
    ]


def _taken_back(withdrawals: Sequence[NewVisit]) -> list[NewFact]:
    if not withdrawals:
        return []
    brought = Fact.objects.filter(source__in=[_source(visit.voids) for visit in withdrawals])
    return [
        NewFact(
            fact.kind,
            fact.before,
            fact.occurred_at,
            fact.source,
            person_id=fact.person_id,
            household_id=fact.household_id,
        )
        for fact in brought
    ]
