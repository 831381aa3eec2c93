"""I15: one trace, two databases, the same answers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.proof.broken import holds
from tests.proof.projection import difference
from tests.proof.traced import heard
from tests.proof.world import World

pytestmark = pytest.mark.django_db

SEEDS = (1, 2, 3)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def on_sqlite() -> dict[str, object]:
    """What a process of its own hears on SQLite."""
    if connection.vendor == "sqlite":
        pytest.skip("the comparison is made where PostgreSQL runs")
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    command = [sys.executable, "-m", "tests.proof.traced", *map(str, SEEDS)]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, object] = json.loads(done.stdout)
    return told


def alike(world: World, on_sqlite: dict[str, object], seed: int) -> None:
    """I15 for one trace."""
    differs = difference(on_sqlite[str(seed)], heard(world, seed))
    holds("I15", not differs, differs)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_databases_answer_alike(world: World, on_sqlite: dict[str, object], seed: int) -> None:
    alike(world, on_sqlite, seed)
