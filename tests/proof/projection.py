"""What the events add up to, as the office sees it; and the same told by hand from the bytes phones made."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import unified_diff

from bacung.board.actions import rebuild
from bacung.board.models import Tally
from bacung.fieldsync.models import Flag, Received, Waiting
from bacung.ground import clock
from bacung.ledger.models import Account
from bacung.registry.models import Person
from bacung.rounds.models import Door
from bacung.visits.models import Event
from bacung.visits.queries import live_events
from tests.proof.broken import holds
from tests.proof.records import Json, Record
from tests.proof.saying import moment
from tests.proof.world import World


def projection(world: World, *, with_times: bool) -> Json:
    """Doors, accounts and tallies, under names that are the same on every database."""
    homes = {door.household: f"H{place}" for place, door in enumerate((*world.near, *world.away))}
    people = [person for door in (*world.near, *world.away) for person in door.people]
    names = {person: f"P{place}" for place, person in enumerate(people)}
    doors = {}
    for door in Door.objects.filter(household__in=homes):
        told: Json = {
            "knocks": door.knocks,
            "last": door.last_outcome,
            "never": door.never,
            "left": sorted([names[int(key)], *what] for key, what in door.left.items()),
            "promise": door.promise_at and door.promise_at.isoformat(),
        }
        if with_times:
            told |= {"first_at": f"{door.first_knock_at}", "last_at": f"{door.last_at}"}
        doors[homes[door.household_id]] = told
    accounts = {
        names[row.person_id]: [row.state, row.reached, row.declared, row.contested]
        + ([f"{row.activated_at}"] if with_times else [])
        for row in Account.objects.filter(person__in=names)
    }
    facts = {names[row.pk]: [row.presence, row.phone_kind] for row in Person.objects.filter(pk__in=names)}
    tallies: Counter[str] = Counter()
    for row in Tally.objects.filter(hamlet=None).select_related("commune"):
        tallies[f"{row.commune.name} {row.measure}"] += row.delta
    return {
        "doors": doors,
        "accounts": accounts,
        "people": facts,
        "tallies": {name: count for name, count in sorted(tallies.items()) if count},
        "double": _double(),
        "waiting": Waiting.objects.count(),
    }


def _double() -> int:
    """How many pairs of visits that both stand are asked about."""
    standing = set(live_events(Event.objects.all()).values_list("pk", flat=True))
    return sum(
        {first, second} <= standing for first, second in Flag.objects.values_list("first_id", "second_id")
    )


def counted_once(world: World, made: Sequence[tuple[str, Record]], now: int) -> None:
    """I9: knocks and activations are those of the visits that stand by their bytes; a rebuild agrees."""
    stored = {str(key) for key in Received.objects.values_list("pk", flat=True)}
    said = {record.id: record.event for _, record in made if record.wanted is None and record.id in stored}
    visits = {key: event for key, event in said.items() if event["k"] == "visit.recorded"}
    waiting = {key for key in visits if _waits(key, visits)}
    for event in said.values():
        target = event["p"].get("voids") or event["p"].get("replaces") or ""
        if target not in waiting:
            visits.pop(target, None)
    knocks: Counter[int] = Counter()
    activated: set[int] = set()
    for event in (event for key, event in visits.items() if key not in waiting):
        knocks[event["hh"]] += 1
        people = event["p"]["people"]
        activated |= {one["person"] for one in people if one["outcome"] in ("activated", "already_active")}
    for row in Event.objects.filter(source="page"):
        knocks[row.household_id] += 1
    doors = (*world.near, *world.away)
    counted = {
        row.household_id: row.knocks
        for row in Door.objects.filter(household__in=[door.household for door in doors])
    }
    wanted = {door.household: knocks[door.household] for door in doors}
    holds("I9", counted == wanted, f"knocks {counted}, of the visits that stand {wanted}")
    accounts = set(Account.objects.filter(reached="activated").values_list("person_id", flat=True))
    holds("I9", accounts == activated, f"activated {accounts}, said {activated}")
    tallied = sum(Tally.objects.filter(measure="activated", hamlet=None).values_list("delta", flat=True))
    holds("I9", tallied == len(activated), f"counted {tallied}, said of {len(activated)}")
    with clock.at(moment(now)):
        differences = rebuild(world.village.drive)
    holds("I9", differences == 0, f"a rebuild finds {differences} differences")


def _waits(key: str, visits: Mapping[str, Json]) -> bool:
    """Whether a visit is about somebody the office does not know yet, or told instead of such a one."""
    event = visits.get(key)
    if event is None:
        return False
    strangers = any(isinstance(one["person"], str) for one in event["p"]["people"])
    return isinstance(event["hh"], str) or strangers or _waits(event["p"].get("replaces") or "", visits)


def difference(one: Json, other: Json) -> str:
    """Where two of these differ, line by line; empty where nowhere."""
    texts = [
        json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).splitlines() for told in (one, other)
    ]
    return "\n".join(unified_diff(*texts, lineterm="", n=3))
