"""The decision itself: one row, the people it might be, one answer with its reasons."""

from collections.abc import Sequence

from bacung.core.matching.likeness import Likeness, likeness
from bacung.core.matching.persons import Candidate, Key, Match, Row, differences
from bacung.core.people.dates import Born, is_placeholder


def decide(row: Row, candidates: Sequence[Candidate[Key]]) -> Match[Key]:
    """Who `row` is among `candidates`: the people who share its number, its folded name, or its birth date in
    its hamlet. Those who share nothing need not be given and are never matched.
    """
    if row.citizen_number is not None:
        holders = [each for each in candidates if each.known.citizen_number == row.citizen_number]
        if holders:
            return _by_number(row, holders)
    return _by_description(row, candidates)


def _by_number(row: Row, holders: Sequence[Candidate[Key]]) -> Match[Key]:
    first, *others = holders
    against = [*_contradictions(row, first.known), *(["number-held-by-several"] if others else [])]
    return Match(
        "ask" if against else "same",
        first.key,
        ("same-number", *against),
        differences(first.known, row),
        tuple(each.key for each in others),
    )


def _contradictions(row: Row, known: Row) -> list[str]:
    """What makes one number in two rows a question: another name, another year of birth, another sex."""
    against = []
    if likeness(row.name, known.name) is Likeness.FAR:
        against.append("name-differs")
    if row.born and known.born and row.born.year != known.born.year:
        against.append("birth-year-differs")
    if row.sex and known.sex and row.sex != known.sex:
        against.append("sex-differs")
    return against


def _by_description(row: Row, candidates: Sequence[Candidate[Key]]) -> Match[Key]:
    """Without a shared number: the certain ones, if exactly one; otherwise all who might be meant."""
    certain: list[tuple[Candidate[Key], tuple[str, ...]]] = []
    possible: list[tuple[Candidate[Key], tuple[str, ...]]] = []
    for each in candidates:
        kind, why = _described(row, each.known)
        if kind == "same":
            certain.append((each, why))
        elif kind == "ask":
            possible.append((each, why))
    in_household = [found for found in certain if "same-household" in found[1]]
    if len(certain) > 1 and len(in_household) == 1:
        certain = in_household
    if len(certain) == 1:
        [(person, why)] = certain
        return Match("same", person.key, why, differences(person.known, row))
    asked = certain + possible
    if not asked:
        return Match("new")
    (person, why), *others = asked
    if certain:
        why = (*why, "several-fit")
    return Match(
        "ask", person.key, why, differences(person.known, row), tuple(each.key for each, _ in others)
    )


def _described(row: Row, known: Row) -> tuple[str, tuple[str, ...]]:
    """'same', 'ask' or 'new' for one pair that shares no number, and why."""
    numbers_differ = bool(row.citizen_number and known.citizen_number)
    if numbers_differ and row.born != known.born:
        return "new", ()
    alike = likeness(row.name, known.name)
    if alike is Likeness.FAR or _parted(row.commune, known.commune):
        return "new", ()
    birth, home = _birth(row.born, known.born), _home(row, known)
    against = []
    if numbers_differ:
        against.append("number-differs")
    if row.sex and known.sex and row.sex != known.sex:
        against.append("sex-differs")
    why = (f"{alike.name.lower()}-name", *([birth] if birth else []), *home, *against)

    same_name = alike is Likeness.SAME
    same_day = birth == "same-birth-day"
    same_household = "same-household" in home
    nobody_says_where = not (row.hamlet or row.household or known.hamlet or known.household)
    in_one_commune = bool(row.commune and known.commune)
    confirmed = (birth in ("same-birth-day", "same-birth") and home) or (same_day and nobody_says_where)
    if same_name and in_one_commune and confirmed and not against:
        return "same", why
    if numbers_differ:
        doubtful = same_name and same_day
    else:
        fits = birth not in ("", "birth-differs")
        doubtful = (
            (same_day and (alike >= Likeness.ALIKE or bool(home)))
            or (same_household and (alike >= Likeness.ALIKE or fits))
            or (same_name and birth != "birth-differs" and (bool(home) or _same(row.phone, known.phone)))
        )
    return ("ask" if doubtful else "new"), why


def _birth(one: Born | None, other: Born | None) -> str:
    """How two birth dates agree: to a real day, as exactly as both say, loosely, or not; '' if unknown."""
    if one is None or other is None:
        return ""
    uncertain = is_placeholder(one) or is_placeholder(other)
    if one == other:
        return "same-birth-day" if one.precision == "day" and not uncertain else "same-birth"
    if one.agrees_with(other) or (uncertain and one.year == other.year):
        return "birth-agrees"
    return "birth-differs"


def _home(row: Row, known: Row) -> tuple[str, ...]:
    """Where two descriptions meet: in a household, in a hamlet, in both, in neither."""
    hamlet = _same(row.hamlet, known.hamlet)
    household = _same(row.household, known.household) and (hamlet or not _parted(row.hamlet, known.hamlet))
    return (*(["same-household"] if household else []), *(["same-hamlet"] if hamlet else []))


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and likeness(one, other) is Likeness.SAME


def _parted(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and not _same(one, other)
