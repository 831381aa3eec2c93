"""Evenings by the streets of a map that the operator placed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bacung.areas.actions import place_streets
from bacung.areas.models import StreetMap
from bacung.core.problems import Problem as Refusal
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.registry.models import Household
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Round
from bacung.rounds.queries import problem_of_round
from bacung.rounds.streets import forget_ways
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

METRE = 1 / 111_195
HERE = (18.44, 105.87)


@pytest.fixture
def mapped(village: Village, settings: Any, tmp_path: Path) -> Path:
    """The homes of commune A on a street along a river, and the map of it, two bends and a bridge."""
    settings.BACUNG_HOME = tmp_path
    for number, home in enumerate(Household.objects.filter(commune=village.commune_a).order_by("pk")):
        home.latitude, home.longitude = HERE[0] + 40 * number * METRE, HERE[1]
        home.save(update_fields=["latitude", "longitude"])
    spots = [(0, 0), (0, 900), (50, 900), (50, 0)]
    nodes = "".join(
        f'<node id="{n + 1}" lat="{HERE[0] + north * METRE}" lon="{HERE[1] + east * METRE}" version="1"/>'
        for n, (east, north) in enumerate(spots)
    )
    refs = "".join(f'<nd ref="{n + 1}"/>' for n in range(len(spots)))
    way = f'<way id="9" version="1">{refs}<tag k="highway" v="residential"/></way>'
    extract = tmp_path / "delta.osm"
    extract.write_text(f'<?xml version="1.0"?><osm version="0.6">{nodes}{way}</osm>')
    return extract


def planned(village: Village, *, better: bool = False) -> Round:
    """One pair's evening in commune A: the first plan, or one for which there was time."""
    stop = iter([False] * 3 + [True] * 10_000)
    return plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=EVENING.date(),
        pairs=[NewPair()],
        stop=(lambda: next(stop)) if better else None,
    )


def notes(made: Round) -> dict[str, Any]:
    return {note["code"]: note["facts"] for note in made.plan["notes"]}


def test_ways_are_straight_until_they_are_measured_and_then_by_the_streets(
    village: Village, mapped: Path
) -> None:
    assert "straight-line" in notes(planned(village))
    place_streets(CONSOLE, mapped, "Vùng ven sông")
    assert "straight-line" in notes(planned(village))

    assert notes(planned(village, better=True))["by-streets"] == {"map": "Vùng ven sông", "astray": 0}
    again = planned(village)
    assert "by-streets" in notes(again)
    assert "streets" in problem_of_round(again).to_json()["travel"]
    assert problem_of_round(again).travel.streets["foot"].seconds[0, 1] in (32, 33)


def test_a_round_keeps_its_problem_without_the_ways(village: Village, mapped: Path) -> None:
    place_streets(CONSOLE, mapped)
    made = planned(village, better=True)
    assert made.problem["travel"]["streets"] == {}


def test_ways_nobody_asks_for_are_forgotten(village: Village, mapped: Path) -> None:
    place_streets(CONSOLE, mapped)
    planned(village, better=True)
    forget_ways()
    assert "by-streets" in notes(planned(village))
    with clock.at(clock.now() + timedelta(days=400 * 10)):
        forget_ways()
    assert not list(mapped.parent.glob("streets/ways-*"))
    assert "straight-line" in notes(planned(village))


def test_a_map_of_another_place_changes_nothing(village: Village, mapped: Path) -> None:
    place_streets(CONSOLE, mapped)
    Household.objects.filter(commune=village.commune_a).update(latitude=21.0)
    assert "straight-line" in notes(planned(village, better=True))


def test_the_same_extract_placed_twice_is_one_map(village: Village, mapped: Path) -> None:
    first, second = place_streets(CONSOLE, mapped), place_streets(CONSOLE, mapped, "renamed")
    assert (first.pk, StreetMap.objects.get().name) == (second.pk, "renamed")


@pytest.mark.parametrize("content", [b"", b"no map", b"<osm version='0.6'></osm>"])
def test_a_file_that_is_no_map_is_refused_and_nothing_is_kept(
    village: Village, mapped: Path, content: bytes
) -> None:
    mapped.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        place_streets(CONSOLE, mapped)
    assert caught.value.code == "areas.map-unreadable"
    assert not StreetMap.objects.exists()


def test_a_map_whose_file_is_gone_says_so(village: Village, mapped: Path) -> None:
    digest = place_streets(CONSOLE, mapped).digest
    (mapped.parent / "streets" / f"{digest}.npz").unlink()
    from bacung.areas.networks import network_of

    network_of.cache_clear()
    with pytest.raises(Refusal) as caught:
        planned(village, better=True)
    assert caught.value.code == "areas.map-lost"
