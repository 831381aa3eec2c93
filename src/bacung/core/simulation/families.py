"""Who lives behind one door: generations, ages, and whose surname they bear.

Shares follow the census of 2019 in the rough: some 3.5 people to a household, one household in ten a single
person, three generations under every fourth roof.
"""

from dataclasses import dataclass
from random import Random

from bacung.core.people.citizen_numbers import Sex

HEAD, WIFE, HUSBAND = "Chủ hộ", "Vợ", "Chồng"
CHILD, IN_LAW, GRANDCHILD, FATHER, MOTHER = "Con", "Con dâu", "Cháu", "Bố", "Mẹ"

OLDEST = 98


@dataclass(frozen=True, slots=True)
class Member:
    """One member by age in years; those of one `line` share a surname."""

    relation: str
    sex: Sex
    age: int
    line: int


def invent_family(rng: Random) -> list[Member]:
    """One household, its head first."""
    kind = rng.random()
    if kind < 0.09:
        return [Member(HEAD, _sex(rng, 0.35), _age(rng, 22, 92, 68), 0)]
    if kind < 0.19:
        return _couple(rng, _age(rng, 55, 90, 66))
    if kind < 0.67:
        return _with_children(rng, _couple(rng, _age(rng, 23, 66, 38)))
    if kind < 0.74:
        mother = Member(HEAD, "female", _age(rng, 24, 68, 42), 0)
        return [mother, *_children(rng, mother.age, CHILD, 1, at_least=1)]
    return _three_generations(rng)


def _three_generations(rng: Random) -> list[Member]:
    """A couple, its children, and the husband's parents, of whom one may be the head."""
    couple = _with_children(rng, _couple(rng, _age(rng, 25, 52, 35)))
    husband, wife, *children = couple if couple[0].sex == "male" else [couple[1], couple[0], *couple[2:]]
    father = husband.age + rng.randint(21, 34)
    elders = [Member(FATHER, "male", father, 0), Member(MOTHER, "female", father - rng.randint(-1, 6), 3)]
    elders = [each for each in elders if each.age < OLDEST and rng.random() > (each.age - 55) / 60]
    if not elders or rng.random() < 0.5:
        return [
            Member(HEAD, "male", husband.age, 0),
            Member(WIFE, "female", wife.age, 1),
            *(Member(CHILD, child.sex, child.age, 0) for child in children),
            *elders,
        ]
    head, *other = elders
    return [
        Member(HEAD, head.sex, head.age, head.line),
        *(Member(WIFE, "female", each.age, each.line) for each in other),
        Member(CHILD, "male", husband.age, 0),
        Member(IN_LAW, "female", wife.age, 1),
        *(Member(GRANDCHILD, child.sex, child.age, 0) for child in children),
    ]


def _couple(rng: Random, age: int) -> list[Member]:
    younger = max(19, age - rng.randint(-2, 6))
    if rng.random() < 0.8:
        return [Member(HEAD, "male", age, 0), Member(WIFE, "female", younger, 1)]
    return [Member(HEAD, "female", younger, 1), Member(HUSBAND, "male", age, 0)]


def _with_children(rng: Random, couple: list[Member]) -> list[Member]:
    mother = next(each for each in couple if each.sex == "female")
    return [*couple, *_children(rng, mother.age, CHILD, 0)]


def _children(rng: Random, mother: int, relation: str, line: int, *, at_least: int = 0) -> list[Member]:
    """Children still at home; the older they are, the fewer have stayed."""
    number = max(at_least, rng.choices((0, 1, 2, 3, 4), (6, 26, 46, 17, 5))[0])
    ages = {age for _ in range(number) if (age := mother - rng.randint(19, 37)) >= 0}
    staying = [age for age in ages if age < 23 or rng.random() < 0.35]
    return [Member(relation, _sex(rng, 0.52), age, line) for age in sorted(staying, reverse=True)]


def _age(rng: Random, youngest: int, oldest: int, mostly: int) -> int:
    return int(rng.triangular(youngest, oldest + 1, mostly))


def _sex(rng: Random, male: float) -> Sex:
    return "male" if rng.random() < male else "female"
