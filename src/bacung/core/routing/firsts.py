"""First knocks by a date, as a rule: which doors nobody has knocked at yet are due tonight.

Every household gets its first knock by the drive's date, however hard its hamlet. So much of what is left to
do is due tonight as tonight is of all the time left: then it works out to the last evening whenever it can
work out at all, and what is left of each evening is free for promises and second knocks. What is due is taken
from the hamlet that is furthest behind, then from the next: none is put off for another's sake.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bacung.core.routing.plan import Why


@dataclass(frozen=True, slots=True)
class Known:
    """A door as the rule sees it: where, how often it was knocked at, and the evening a plan for the whole
    commune gave it, if there is one. Doors nobody may or need knock at are left out.
    """

    id: str
    hamlet: str
    knocks: int
    given: date | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """An evening of the time left, and how many doors its pairs can stand at."""

    on: date
    doors: int


@dataclass(frozen=True, slots=True)
class Due:
    """The doors due tonight, those furthest behind first; `notes` say what cannot be kept.

    Codes: first-knocks-short (doors left, capacity of the evenings until the date, missing, evenings), and
    first-knocks-late (doors left; the date is over).
    """

    doors: tuple[str, ...]
    notes: tuple[Why, ...] = ()


def due_tonight(doors: Sequence[Known], evenings: Sequence[Time]) -> Due:
    """What is due on the first of these evenings, the last of which is the date of the last first knock.

    While the doors left fit into the evenings left, as many are due as keep that so. A door whose given
    evening has come is due in any case. Where they no longer fit, tonight is filled with them, and a note
    says so.
    """
    left = _furthest_behind_first(doors)
    if not left:
        return Due(())
    capacity = sum(evening.doors for evening in evenings)
    if not evenings or capacity == 0:
        return Due(
            tuple(door.id for door in left), (Why(code="first-knocks-late", facts={"doors": len(left)}),)
        )
    tonight = evenings[0]
    notes: tuple[Why, ...] = ()
    if len(left) > capacity:
        facts: dict[str, str | float] = {
            "doors": len(left),
            "capacity": capacity,
            "missing": len(left) - capacity,
            "evenings": sum(evening.doors > 0 for evening in evenings),
        }
        notes = (Why(code="first-knocks-short", facts=facts),)
    quota = min(tonight.doors, -(-len(left) * tonight.doors // capacity))
    come = [door for door in left if door.given and door.given <= tonight.on]
    come.sort(key=lambda door: door.given or tonight.on)
    others = [door for door in left if not (door.given and door.given <= tonight.on)]
    # Doors that a plan keeps for a later evening are brought forward only after those it says nothing of.
    others.sort(key=lambda door: door.given or tonight.on)
    taken = [*come, *others[: max(0, quota - len(come))]]
    return Due(tuple(door.id for door in taken), notes)


def _furthest_behind_first(doors: Sequence[Known]) -> list[Known]:
    """The doors without a knock: of the hamlet with the smallest share knocked at first, the larger rest
    first among equals, in their given order within a hamlet.
    """
    all_of = Counter(door.hamlet for door in doors)
    left: dict[str, list[Known]] = defaultdict(list)
    for door in doors:
        if door.knocks == 0:
            left[door.hamlet].append(door)
    behind = sorted(
        left, key=lambda hamlet: (-len(left[hamlet]) / all_of[hamlet], -len(left[hamlet]), hamlet)
    )
    return [door for hamlet in behind for door in left[hamlet]]
