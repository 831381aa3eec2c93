"""I15: a drill chosen by a number, done on whatever database there is, and all that was heard of it.

`python -m tests.proof.traced SEED...` does the same in a process of its own on SQLite, and prints it as JSON.
"""

import json
import os
import sys
import tempfile
from random import Random
from typing import Any

Json = dict[str, Any]

STEPS = 60
OFTEN = ("visit", "visit", "push", "push", "pull", "correct", "tamper", "say", "find", "wait")
SELDOM = (
    "set clock",
    "lock",
    "revoke",
    "pair again",
    "rebind",
    "hand over",
    "office",
    "export",
    "carry",
    "deliver",
)
SELDOM += ("back up", "restore", "wait days")


def deeds(seed: int) -> list[tuple[str, int, int]]:
    """Which deeds, by whom, and how."""
    rng = Random(seed)
    return [
        (rng.choice(OFTEN if rng.random() < 0.75 else SELDOM), rng.randrange(4), rng.randrange(1000))
        for _ in range(STEPS)
    ]


def heard(world: Any, seed: int) -> Json:
    """Every answer of the drill, in order, and what it adds up to."""
    from tests.proof.drill import Drill
    from tests.proof.orders import undone
    from tests.proof.projection import projection

    with undone():
        drill = Drill(world)
        for deed in deeds(seed):
            drill.do(*deed)
        drill.end()
        told = {"heard": drill.heard, "adds up": projection(world, with_times=True)}
        plain: Json = json.loads(json.dumps(told))
        return plain


def main(seeds: list[int]) -> None:
    """On a SQLite that is gone afterwards."""
    os.environ.pop("BACUNG_DATABASE_URL", None)
    os.environ["BACUNG_HOME"] = tempfile.mkdtemp(prefix="bacung-traced-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "bacung.site.settings"
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0)
    from tests.proof.world import build

    world = build()
    print(json.dumps({str(seed): heard(world, seed) for seed in seeds}))


if __name__ == "__main__":
    main([int(seed) for seed in sys.argv[1:]])
