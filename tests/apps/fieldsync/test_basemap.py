"""The lines beneath an evening: given for a commune, clipped to a round, and only its phones see them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bacung.core.problems import Problem
from bacung.fieldsync.actions.keep_basemap import keep_basemap
from bacung.fieldsync.commands import field
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.registry.models import Household
from bacung.rounds.models import Round
from tests.apps.fieldsync.calls import paired
from tests.apps.fieldsync.evenings import AFTERNOON, planned
from tests.cast import Cast, viewer
from tests.village import Village

pytestmark = pytest.mark.django_db

NEAR, FAR = [[105.87, 18.45], [105.871, 18.451]], [[105.5, 18.2], [105.51, 18.2]]


@pytest.fixture
def tonight(village: Village, cast: Cast, settings: pytest.MonkeyPatch, tmp_path: Path) -> Round:
    """Tonight's round, its doors on the map."""
    settings.BACUNG_HOME = tmp_path  # type: ignore[attr-defined]
    Household.objects.filter(commune=village.commune_a).update(latitude=18.45, longitude=105.87)
    with clock.at(AFTERNOON):
        return planned(village, cast)


def lanes() -> bytes:
    """One lane among the doors, another kilometres away."""
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": line}}
        for line in (NEAR, FAR)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_phone_gets_the_lanes_around_its_doors(tonight: Round, village: Village, cast: Cast):
    """The bundle says how large they are; without a file there is nothing to get."""
    phone = paired(cast.em, tonight)
    with clock.at(AFTERNOON):
        assert phone.get("bootstrap")["basemap"] is None
        phone.get(f"basemap?round={tonight.pk}", status=404)
        assert keep_basemap(viewer(cast.an), village.commune_a, lanes()) == 2
        told = phone.get("bootstrap")["basemap"]
        drawn = phone.get(f"basemap?round={tonight.pk}")

    assert [each["geometry"]["coordinates"] for each in drawn["features"]] == [NEAR]
    assert told == len(json.dumps(drawn, separators=(",", ":")))
    assert AuditEntry.objects.filter(action="fieldsync.basemap").count() == 1


def test_another_rounds_lanes_are_not_there(tonight: Round, village: Village, cast: Cast):
    """A number guessed opens nothing."""
    phone = paired(cast.em, tonight)
    keep_basemap(viewer(cast.an), village.commune_a, lanes())
    with clock.at(AFTERNOON):
        phone.get(f"basemap?round={tonight.pk + 1}", status=404)


def test_a_commune_of_others_takes_no_file(tonight: Round, village: Village, cast: Cast):
    """An is officer of commune A."""
    with pytest.raises(Problem, match=r"ground\.not-found"):
        keep_basemap(viewer(cast.an), village.commune_b, lanes())


def test_the_operator_gives_it_on_the_command_line(tonight: Round, village: Village, tmp_path: Path):
    """The count comes back; a broken file is refused and the former one stays."""
    file = tmp_path / "lanes.geojson"
    file.write_bytes(lanes())
    said = CliRunner().invoke(field, ["basemap", village.commune_a.code, str(file), "--json"])
    assert json.loads(said.output) == {"commune": village.commune_a.code, "shapes": 2}

    file.write_bytes(b"no")
    assert isinstance(
        CliRunner().invoke(field, ["basemap", village.commune_a.code, str(file)]).exception, Problem
    )
    assert (tmp_path / "basemaps" / f"{village.commune_a.pk}.geojson").exists()
