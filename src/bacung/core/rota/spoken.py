"""Answers in plain lines, as at a terminal: who goes, what is left open, what cannot hold together."""

from collections.abc import Iterator, Sequence

from bacung.core.rota.answer import Rota, Why
from bacung.core.rota.moves import Moves
from bacung.core.rota.problem import RULES
from bacung.core.rota.wave import Allocation

Answer = Rota | Allocation | Moves

_WORDS = RULES | {
    "duties": "Teams are needed for each of these weekends and communes.",
    "eligible": "There are only so many members to send.",
    "fixed": "What hands have set stays as it is.",
    "share": "A unit should serve as often as its share says.",
    "students": "Every student is to have a commune.",
    "least": "A commune gets at least so many students.",
    "most": "A commune gets at most so many students.",
    "rooms": "A room is for women or for men.",
    "languages": "A language is spoken by so many students of a commune.",
    "together": "Some students must be together.",
    "apart": "Some students must not be together.",
    "reach": "Nobody travels longer than so many minutes.",
    "supervisors": "A supervisor looks after at most so many communes.",
    "stopped": "It was stopped before its end.",
    "not-looked-for": "The reason was not looked for.",
    "not-found": "No single reason was found with this effort.",
    "no-duty": "There is nothing to plan: no commune receives anybody on any weekend.",
    "no-place": "Some distances are not known and not counted.",
    "no-companion": "No local person is known to walk along.",
    "alone": "Visitors go without a local person.",
    "out-of-reach": "The share cannot be reached by visits.",
}


def lines(answer: Answer) -> Iterator[str]:
    """The plan itself, counted first."""
    if isinstance(answer, Rota):
        yield f"{len(answer.teams)} teams, {len(answer.unfilled)} unfilled, {len(answer.breaches)} breaches"
        for team in answer.teams:
            yield f"{team.weekend} {team.host}: {team.unit} {', '.join(team.members)}"
    elif isinstance(answer, Allocation):
        yield f"{sum(len(group.students) for group in answer.groups)} students placed"
        for group in answer.groups:
            yield f"{group.host}: {', '.join(group.students) or 'nobody'} ({group.supervisor or 'nobody'})"
    else:
        yield f"{len(answer.moves)} moves"
        for move in answer.moves:
            yield f"{move.pairs} from {move.source} to {move.target}"


def remarks(answer: Answer) -> Iterator[str]:
    """What is left open, each smallest set of rules that cannot hold together, and what the plan rests on."""
    if isinstance(answer, Rota):
        if answer.unfilled:
            yield f"Left open: {', '.join(f'{each.weekend} {each.host}' for each in answer.unfilled)}"
        yield from _conflicts(answer.conflicts)
    elif isinstance(answer, Allocation):
        if answer.unplaced:
            yield f"Left open: {', '.join(each.student or each.host for each in answer.unplaced)}"
        yield from _conflicts(answer.conflicts)
    yield from (_sentence(note) for note in answer.notes)


def _conflicts(conflicts: Sequence[tuple[Why, ...]]) -> Iterator[str]:
    for conflict in conflicts:
        yield "These cannot hold together; without any one of them there is a way:"
        yield from (f"- {_sentence(why)}" for why in conflict)


def _sentence(why: Why) -> str:
    """A rule or a note in words, with its facts."""
    facts = ", ".join(f"{name}: {_plain(value)}" for name, value in why.facts.items())
    words = _WORDS.get(why.code, why.code)
    return f"{words} ({facts})" if facts else words


def _plain(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
