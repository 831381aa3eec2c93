"""Who is posted walks: their evening can be planned, and their pair stands first."""

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import plan_round
from bacung.rounds.queries import usual_pairs, walkers
from tests.apps.postings.season import BEFORE, FIRST, SECOND, published_season
from tests.cast import Cast
from tests.village import Village


def test_a_posted_pair_walks_with_its_companion_and_nobody_else_has_to_be_named(village: Village, cast: Cast):
    season = published_season(village)
    a = village.commune_a
    with clock.at(BEFORE):
        pairs = usual_pairs(CONSOLE, village.drive, a, on=FIRST)
        assert [pair.walker_ids for pair in pairs] == [(season.member("Một").pk, season.member("Ba").pk)]
        assert pairs[0].companion == "Bác Tư"
        made = plan_round(CONSOLE, drive=village.drive, commune=a, on=FIRST, pairs=pairs)
    assert set(made.pairs.get().walkers.all()) == {season.member("Một"), season.member("Ba")}


def test_who_is_posted_on_another_weekend_does_not_walk_on_this_one(village: Village, cast: Cast):
    season = published_season(village)
    with clock.at(BEFORE):
        this, next_ = (set(walkers(CONSOLE, village.commune_a, on)) for on in (FIRST, SECOND))
    assert season.member("Một") in this - next_
    assert season.member("Sáu") in next_ - this
    assert cast.em in this & next_
