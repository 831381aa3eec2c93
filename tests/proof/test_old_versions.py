"""I16 on every trace that was ever kept."""

from pathlib import Path

import pytest

from tests.proof.old_versions import read, replays, traces
from tests.proof.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", traces(), ids=lambda path: path.stem)
def test_what_an_old_version_sent_is_understood(world: World, path: Path) -> None:
    replays(world, read(path))


def test_a_trace_is_kept_for_each_version() -> None:
    assert [path.stem for path in traces()][:1] == ["version-1"]
