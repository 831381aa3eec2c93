"""A village on a database of its own, its server, and its phones; used by one scenario after the other."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.proof.phone import Phone, Request
from tests.proof.saying import Doorway
from tools.postgres import free_port
from torture.air import Air
from torture.crowd import Crowd, Walker, pair
from torture.places import OnPostgres, OnSqlite, Place
from torture.tree import Tree


@dataclass
class Told:
    """One row of the table."""

    scenario: str
    seconds: float = 0.0
    kills: str = ""
    created: int = 0
    acked: int = 0
    stored: int = 0
    apart: int = 0
    lost: int = 0
    doubled: int = 0
    missed: int = 0
    broken: list[str] = field(default_factory=list)
    drills: bool = False  # no phones of its own: its tests count for themselves

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table has it."""
        counts = (self.created, self.acked, self.stored, self.apart, self.lost, self.doubled, self.missed)
        told = [""] * len(counts) if self.drills else [f"{count:,}" for count in counts]
        return (self.scenario, f"{self.seconds:.0f}", self.kills, *told)

    @property
    def line(self) -> str:
        """As one hears of it at once."""
        return f"{'  '.join(self.cells)}{'' if self.holds else '  BROKEN'}"

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, doubled, missed or otherwise wrong."""
        whole = self.created == self.acked == self.stored + self.apart
        return whole and not (self.lost or self.doubled or self.missed or self.broken)


@dataclass
class Stage:
    """Where scenarios are played."""

    place: Place
    home: Path
    tree: Tree
    crowd: Crowd

    def check(self, name: str, started: float, kills: str, healed: bool) -> Told:
        """Count everything, with the server down and what phones know in hand."""
        told = Told(name, time.monotonic() - started, kills)
        walkers = self.crowd.walkers
        made = [(walker.phone.name, record) for walker in walkers for record in walker.made]
        told.created = len(made)
        told.acked = sum(record.answered_at is not None for _, record in made)
        if not healed:
            told.broken.append("outboxes do not empty")
        told.broken += [
            f"{one.phone.name}: {one.answered_wrongly[0]}" for one in walkers if one.answered_wrongly
        ]
        told.missed = sum(missed(walker.phone, self.crowd.air) for walker in walkers)
        rows = [
            {
                "who": who,
                "id": record.id,
                "inc": record.inc,
                "n": record.n,
                "wanted": record.wanted,
                "raw": base64.b64encode(record.raw).decode(),
            }
            for who, record in made
        ]
        looked = child("torture.verify", self.tree.environment, json.dumps({"made": rows}) + "\n")
        told.stored, told.apart = looked["stored"], looked["apart"]
        told.lost, told.doubled = looked["lost"], looked["doubled"]
        told.broken += looked["broken"]
        if looked["rebuilt"]:
            told.broken.append(f"a rebuild finds {looked['rebuilt']} differences")
        return told

    def close(self) -> None:
        """End what still runs, and leave nothing behind."""
        self.tree.kill()
        self.place.kill()
        shutil.rmtree(self.home, ignore_errors=True)


def missed(phone: Phone, air: Air) -> int:
    """How many rows somebody who pulls all at once has, that this phone never heard of."""
    heard = {_known(row) for row in phone.pulled.values()}
    after, fresh = phone.begun, set()
    while True:
        path = f"/sync/v1/pull?round={phone.round}&epoch={phone.epoch}&after={after}&limit=500"
        answer = air.send(Request("GET", path, phone.token))
        if answer is None or answer.status != 200:
            return 1
        fresh |= {_known(row) for row in answer.body["rows"]}
        after = answer.body["next"]
        if not answer.body["more"]:
            return len(fresh - heard)


def _known(row: dict[str, Any]) -> tuple[object, ...]:
    return row["k"], row.get("id"), row.get("hh")


def child(module: str, environment: dict[str, str], said: str = "") -> dict[str, Any]:
    """Run `python -m module`; the JSON on the last line of what it says."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        env=environment,
        input=said,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def build(on: str, seed: int) -> Stage:
    """A new village on SQLite or PostgreSQL, served, every phone paired."""
    home = Path(tempfile.mkdtemp(prefix="bacung-torture-"))
    place: Place = OnPostgres() if on == "PostgreSQL" else OnSqlite(home)
    place.start()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BACUNG_")}
    environment |= {
        "BACUNG_HOME": str(home),
        "BACUNG_DATABASE_URL": place.url(),
        "DJANGO_SETTINGS_MODULE": "bacung.site.settings",
    }
    village = child("torture.settle", environment)
    tree = Tree(free_port(), environment, home / "server.log", place.workers)
    tree.start()
    air = Air(tree.port)
    return Stage(place, home, tree, Crowd(_walkers(village, air, seed), air))


def _walkers(village: dict[str, Any], air: Air, seed: int) -> list[Walker]:
    answer = air.send(Request("GET", "/sync/v1/hello", ""))
    assert answer is not None
    walkers = []
    for place, told in enumerate(village["phones"]):
        phone = pair(air, told["code"], told["name"], seed + place, answer.body)
        doors = tuple(Doorway(home, tuple(people)) for home, people in told["doors"])
        walkers.append(Walker(phone, doors, Random(seed + 1000 + place), says=told["says"]))
    return walkers
