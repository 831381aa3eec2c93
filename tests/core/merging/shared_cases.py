"""The table of cases by which the phone's reducer is held to ours.

`python -m tests.core.merging.shared_cases` writes it anew. Moments are milliseconds since 1970, null is "not
said".
"""

import json
import random
from datetime import datetime, time
from pathlib import Path
from typing import Any

from bacung.core.merging.doors import DoorState, reduce_visits
from bacung.core.merging.knocking import Wishes, may_knock
from bacung.core.merging.people import PersonState
from bacung.core.merging.reasons import AT_DOOR
from bacung.core.merging.visits import DOOR_OUTCOMES, OUTCOMES, PersonOutcome, VisitFact
from tests.core.merging.visited import AN, BINH, did, june, visit, why

TABLE = Path(__file__).resolve().parents[3] / "web" / "field" / "src" / "logic" / "cases.json"
STRANGERS = 100

STORIES: dict[str, tuple[VisitFact, ...]] = {
    "nobody has knocked": (),
    "nobody, then home": (visit(1, outcome="nobody"), visit(3, did("activated"))),
    "told twice": (visit(1, outcome="nobody"), visit(1, outcome="nobody")),
    "wrong house, withdrawn": (
        visit(1, did("activated"), id="w"),
        visit(2, outcome="void", id="v", voids="w"),
    ),
    "a void of a void changes nothing": (
        visit(1, id="a"),
        visit(2, outcome="void", id="b", voids="a"),
        visit(3, outcome="void", id="c", voids="b"),
    ),
    "a void before its visit": (visit(1, outcome="void", id="v", voids="later"), visit(4, id="later")),
    "corrected: it was the son": (
        visit(1, did("activated"), id="a"),
        visit(1, did("activated", AN), id="b", voids="a"),
    ),
    "a promise kept": (visit(1, back=june(5, 19, 30)), visit(4, outcome="nobody"), visit(5)),
    "a promise still open": (visit(1, back=june(5, 19, 30)), visit(4, outcome="nobody")),
    "two promises, the earlier is the door's": (
        visit(2, did("shown", comes_back_at=june(8, 20)), did("shown", AN, comes_back_at=june(8, 19))),
    ),
    "never again": (visit(1, outcome="door-refused", never=True), visit(3)),
    "a dark house does not take back a refusal": (
        visit(1, outcome="door-refused"),
        visit(2, outcome="nobody"),
    ),
    "an address found after all": (visit(1, outcome="not-found"), visit(2, outcome="nobody")),
    "what she said outlives a dark house": (visit(1, why("NO_SIM")), visit(2, outcome="nobody")),
    "already active, said as a reason": (visit(1, why("ALREADY_ACTIVE")),),
    "activated and shown": (visit(1, did("shown"), did("activated")),),
    "only shown leaves the reason": (visit(1, why("NO_SIGNAL")), visit(2, did("shown"))),
    "a slot, then collected": (
        visit(1, did("invited", desk_slot=june(6, 8))),
        visit(7, did("collected")),
    ),
    "wishes end with activation": (
        visit(1, did("reason", reason="HOME_VISIT", escort_wanted=True)),
        visit(5, did("activated")),
    ),
    "not home does not displace what was said": (
        visit(1, why("NOT_YET_WILLING")),
        visit(2, why("NOT_HOME")),
    ),
}


def strangers() -> dict[str, tuple[VisitFact, ...]]:
    """Sets of visits drawn with a fixed seed: what nobody would think of."""
    die = random.Random(7)

    def moment() -> datetime:
        return june(die.randint(1, 9), die.choice((18, 20)))

    def perhaps(value: Any, chance: float = 0.25) -> Any:
        return value if die.random() < chance else None

    def told() -> PersonOutcome:
        return PersonOutcome(
            die.choice((BINH, AN)),
            die.choice(OUTCOMES),
            perhaps(die.choice(AT_DOOR), 0.5),
            perhaps(moment()),
            perhaps(moment()),
            *(die.random() < 0.2 for _ in range(3)),
        )

    def any_visit() -> VisitFact:
        return VisitFact(
            die.choice("abcdef"),
            "house-1",
            moment(),
            moment(),
            die.choice(DOOR_OUTCOMES),
            tuple(told() for _ in range(die.randint(0, 3))),
            perhaps(die.choice("abcdef")),
            perhaps(moment()),
            die.random() < 0.1,
        )

    return {
        f"strangers {number}": tuple(any_visit() for _ in range(die.randint(1, 5)))
        for number in range(STRANGERS)
    }


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else round(moment.timestamp() * 1000)


def _said(one: PersonOutcome) -> list[Any]:
    """A person told of, in the order of the fields of `PersonFact` on the phone."""
    wishes = [int(one.home_visit_wanted), int(one.escort_wanted), int(one.never)]
    return [one.person, one.outcome, one.reason, _ms(one.desk_slot), _ms(one.comes_back_at), *wishes]


def _fact(fact: VisitFact) -> list[Any]:
    """A visit, in the order of the fields of `VisitFact` on the phone."""
    when = [_ms(fact.occurred_at), _ms(fact.recorded_at)]
    told = [_said(one) for one in fact.person_outcomes]
    return [fact.id, *when, fact.outcome, told, fact.voids, _ms(fact.comes_back_at), int(fact.never)]


def _person(state: PersonState | None) -> list[Any] | None:
    if state is None:
        return None
    return [
        state.last_outcome,
        _ms(state.last_at),
        state.reason,
        int(state.activated),
        int(state.already_active),
        _ms(state.activated_at),
        _ms(state.collected_at),
        _ms(state.desk_slot),
        int(state.home_visit_wanted),
        int(state.escort_wanted),
        int(state.never),
    ]


def _door(state: DoorState) -> list[Any]:
    when = [_ms(state.first_knock_at), _ms(state.last_at)]
    people = {name: _person(one) for name, one in sorted(state.per_person.items())}
    promise = _ms(state.promise)
    return [state.knocks, *when, state.last_outcome, promise, int(state.never), people, _person(state.others)]


def _questions(state: DoorState) -> list[list[Any]]:
    """Whether to knock on three evenings, with and without a wish not to be called before 19:30."""
    wishes = {None: Wishes(), "19:30": Wishes(not_before=time(19, 30))}
    return [
        [3, hour, _ms(now), may_knock(state, 3, wish, now)[1]]
        for hour, wish in wishes.items()
        for now in (june(3, 19), june(5, 19, 25), june(9, 21))
    ]


def table() -> str:
    """All cases, one a line."""
    cases = []
    for name, facts in {**STORIES, **strangers()}.items():
        state = reduce_visits(facts)
        cases.append([name, [_fact(fact) for fact in facts], _door(state), _questions(state)])
    lines = (json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
