"""Planning from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bacung.core.routing.plan import Plan
from bacung.ground import clock
from bacung.rounds.commands import rounds
from bacung.rounds.models import Round
from tests.cast import Cast
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db


def test_the_verb_plans_keeps_and_prints(village: Village, cast: Cast, tmp_path: Path) -> None:
    """The answer is the plan with the round's key; the sheets lie in the file asked for."""
    out = tmp_path / "sheets.pdf"
    asked = f"plan --drive {village.drive.code} --commune 18493 --on 2023-06-02 --pairs 2 --pdf {out} --json"
    with clock.at(EVENING):
        told = json.loads(CliRunner().invoke(rounds, asked.split()).output)
    made = Round.objects.get()

    assert told.pop("round") == made.pk
    assert Plan.from_json(told).totals.visits == 3
    assert made.pairs.count() == 2
    assert set(made.pairs.get(number=1).walkers.all()) == {cast.an, cast.em}
    assert out.read_bytes().startswith(b"%PDF")


def test_people_read_what_was_planned_and_left_out(village: Village) -> None:
    """Without --json the answer is sentences."""
    asked = f"plan --drive {village.drive.code} --commune 18493 --on 2023-06-02 --pairs 1"
    with clock.at(EVENING):
        said = CliRunner().invoke(rounds, asked.split()).output

    assert "Phù Lưu" in said
    assert "3 nhà cho 1 cặp" in said
