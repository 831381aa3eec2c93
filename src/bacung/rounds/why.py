"""Why this household tonight, or why not: asked by a name on the page of a round."""

from dataclasses import dataclass

from bacung.core.routing.plan import Plan
from bacung.ground.permissions import Viewer
from bacung.registry.models import Household
from bacung.registry.queries import search_people
from bacung.rounds.models import Round, Stop
from bacung.rounds.queries import heads_of, problem_of_round
from bacung.rounds.wording import left_out_words, why_not_words, why_words

LOOKED_UP = 10
"""So many households are told of at once."""


@dataclass(frozen=True)
class Answer:
    """A household somebody asked about: the row it stands in, or why it stands in none."""

    head: str
    place: str
    stop: Stop | None
    words: str


def asked_about(viewer: Viewer, round_: Round, text: str) -> list[Answer]:
    """The households of the commune where somebody of this name (or number) lives, each with its reason."""
    people = search_people(viewer, text, commune=round_.commune, limit=5 * LOOKED_UP).people
    keys = list(dict.fromkeys(person.household_id for person in people))[:LOOKED_UP]
    homes = Household.objects.filter(pk__in=keys).select_related("hamlet").in_bulk()
    rows = Stop.objects.filter(pair__round=round_, household__in=keys, dropped_at=None).select_related("pair")
    stops = {stop.household_id: stop for stop in rows}
    heads = heads_of(keys)
    left = _left_out(round_, [key for key in keys if key not in stops])
    return [
        Answer(
            head=heads.get(key, ""),
            place=_place(homes[key]),
            stop=stops.get(key),
            words=why_words(stops[key].why) if key in stops else left[key],
        )
        for key in keys
        if key in homes
    ]


def _left_out(round_: Round, keys: list[int]) -> dict[int, str]:
    if not keys:
        return {}
    from bacung.core.routing.explain import why_not

    problem, plan = problem_of_round(round_), Plan.from_json(round_.plan)
    found = {}
    for key in keys:
        why = why_not(problem, plan, str(key))
        found[key] = why_not_words(why.code, why.facts) if why else left_out_words("came-later")
    return found


def _place(home: Household) -> str:
    return ", ".join(part for part in (home.address, home.hamlet.name if home.hamlet else "") if part)
