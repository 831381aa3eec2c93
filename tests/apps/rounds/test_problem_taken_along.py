"""The problem of an evening, taken along as a file and planned again without Ba Cùng's pages."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.registry.models import Household
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.jobs import improve
from bacung.rounds.models import Round, Stop
from bacung.rounds.wording import gain_words
from bacung.staff.models import Member
from tests.apps.rounds.evenings import done, settle_more
from tests.cast import Cast, as_, viewer
from tests.core.routing.checker import breaches
from tests.village import EVENING, Village

pytestmark = pytest.mark.django_db

BEFORE = EVENING - timedelta(hours=2)
PLAIN = re.compile(r"\d+|\d\d:\d\d(:\d\d)?|\d{4}-\d\d-\d\d|foot|bicycle|motorbike|ebike|kit|")


@pytest.fixture
def made(village: Village, cast: Cast, settings) -> Round:
    """Two pairs among more doors than they reach, some with points, some known by lane and number; a better
    plan than the first has been sought.
    """
    settings.BACUNG_PLAN_SECONDS = 1
    settle_more(village, 40)
    for at, home in enumerate(Household.objects.filter(address__startswith="Số").order_by("pk")[:15]):
        home.address = f"Ngõ {at % 4}/{15 - at} đường Trần Phú, cạnh nhà ông Hòe"
        home.latitude = home.longitude = None
        home.save()
    with clock.at(BEFORE):
        planned = plan_round(
            CONSOLE,
            drive=village.drive,
            commune=village.commune_a,
            on=EVENING.date(),
            pairs=[NewPair(), NewPair(mode="bicycle")],
        )
        done(improve(viewer(cast.an), planned))
    planned.refresh_from_db()
    return planned


def get(member: Member, name: str, made: Round) -> HttpResponse:
    with clock.at(BEFORE):
        return as_(Client(), member).get(reverse(f"rounds:{name}", args=[made.pk]))


def solved(file: Path, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bacung.core.routing", "solve", str(file), *options, "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    return json.loads(answer.stdout)


def doors_of(plan: dict[str, Any]) -> list[list[str]]:
    return [[stop["door"] for stop in route["stops"]] for route in plan["routes"]]


def hard(plan: dict[str, Any]) -> dict[str, int]:
    """Doors that nobody may go to tonight whatever the plan, by reason."""
    chosen = ("no-time", "no-prize", "promise-missed")
    return {why: count for why, count in plan["left_out"]["by_reason"].items() if why not in chosen}


def test_the_file_is_planned_again_elsewhere_among_the_same_doors(made: Round, cast: Cast, tmp_path: Path):
    file = tmp_path / "problem.json"
    file.write_bytes(get(cast.an, "problem_json", made).content)
    problem, shown = json.loads(file.read_bytes()), made.plan
    again = solved(file, "--seconds", "1", "--seed", str(shown["seed"]))

    assert breaches(problem, again) == []
    assert breaches(problem, shown) == []
    assert hard(again) == hard(shown)
    assert again["first_prize"] == shown["first_prize"]
    assert again["totals"]["prize"] >= again["first_prize"]


def test_the_command_on_the_page_makes_the_plan_on_the_page(made: Round, cast: Cast, tmp_path: Path):
    file = tmp_path / "problem.json"
    file.write_bytes(get(cast.an, "problem_json", made).content)
    page = get(cast.an, "round", made).content.decode()
    command = re.search(r"<code>python -m bacung.core.routing solve FILE (.*?) --json</code>", page)
    again = solved(file, *command[1].split())
    walked = [
        [
            str(home)
            for home in Stop.objects.filter(pair=pair)
            .order_by("position")
            .values_list("household", flat=True)
        ]
        for pair in made.pairs.order_by("number")
    ]

    assert doors_of(again) == walked
    assert again["totals"] == made.plan["totals"]
    assert gain_words(again) in page


def test_nobody_of_next_door_and_nobody_who_only_walks_or_reads_takes_it_along(made: Round, cast: Cast):
    assert [
        get(who, "problem_json", made).status_code for who in (cast.chi, cast.em, cast.dung, cast.giang)
    ] == [
        404,
        403,
        403,
        403,
    ]
    assert not AuditEntry.objects.filter(action="rounds.problem").exists()


def test_it_holds_keys_hours_and_points_and_no_word_of_anybody(made: Round, cast: Cast):
    text = get(cast.an, "problem_json", made).content.decode()
    problem = json.loads(text)
    words = [word for word in strings(problem) if not PLAIN.fullmatch(word)]

    assert words == []
    assert {door["id"] for door in problem["doors"]} <= {str(home.pk) for home in Household.objects.all()}
    assert {key for door in problem["doors"] for key in door if "person" in key} == {"persons_left"}
    assert len({door["place"]["number"] for door in problem["doors"]}) > 10


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value, names of fields aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, dict):
        yield from strings(list(value.values()))
