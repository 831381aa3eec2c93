"""The command: friendly help, one sentence for a refusal, JSON for machines, exit codes that say which."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from django.db import connection

from bacung.core.problems import Problem
from bacung.ground.commands import json_option, say
from bacung.site import health
from bacung.site.command import Verbs, main


def run(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bacung", *arguments], capture_output=True, text=True, env=env, timeout=120
    )


@pytest.fixture
def own_home(tmp_path: Path) -> dict[str, str]:
    """An environment with a data folder that nobody has used."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("BACUNG_")}
    return ours | {"BACUNG_HOME": str(tmp_path), "LANG": "vi_VN.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}


@pytest.fixture
def group(monkeypatch: pytest.MonkeyPatch) -> Verbs:
    """A command of our own making that fails in every way."""

    @click.command()
    @click.argument("way")
    @json_option
    def fail(way: str, as_json: bool) -> None:
        if way == "refused":
            raise Problem("staff.area-unknown", text="Phù Lưu")
        if way == "broken":
            raise RuntimeError("details for the log")
        say({"way": way}, as_json, "xong")

    made = Verbs(name="bacung")
    made.add_command(fail)
    monkeypatch.setattr(sys, "argv", ["bacung"])
    return made


@pytest.mark.parametrize(
    ("way", "code", "said"),
    [
        ("well", 0, "xong"),
        ("refused", 2, "Không có nơi nào tên “Phù Lưu”."),
        ("broken", 1, "Có lỗi"),
    ],
)
def test_every_way_of_ending_has_its_sentence_and_its_code(group: Verbs, way: str, code: int, said: str):
    """Nobody who types a command sees a traceback instead of an answer."""
    answer = CliRunner().invoke(group, ["fail", way])
    assert answer.exit_code == code
    assert said in answer.output
    assert "Traceback" not in answer.output


def test_machines_get_the_refusal_as_json(group: Verbs, monkeypatch: pytest.MonkeyPatch):
    """With its stable code."""
    monkeypatch.setattr(sys, "argv", ["bacung", "fail", "refused", "--json"])
    answer = CliRunner().invoke(group, ["fail", "refused", "--json"])
    assert json.loads(answer.stderr)["error"]["code"] == "staff.area-unknown"
    assert json.loads(CliRunner().invoke(group, ["fail", "well", "--json"]).stdout) == {"way": "well"}


def test_a_misspelt_option_is_a_refusal_not_a_fault(group: Verbs):
    """Exit code 2, as for any bad input."""
    assert CliRunner().invoke(group, ["fail", "well", "--jsn"]).exit_code == 2


def all_verbs(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """Every verb by its words."""
    found: dict[str, click.Command] = {}
    for name, verb in group.commands.items():
        if isinstance(verb, click.Group):
            found |= all_verbs(verb, f"{before}{name} ")
        elif not verb.hidden:
            found[f"{before}{name}"] = verb
    return found


def test_every_verb_speaks_json_and_has_help():
    """Machines can use what people can."""
    for words, verb in all_verbs(main).items():
        assert verb.help, f"{words} has no help"
        assert any("--json" in option.opts for option in verb.params), f"{words} has no --json"


def test_every_verb_is_documented():
    """docs/commands.md names each of them."""
    page = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
    assert [words for words in all_verbs(main) if f"`bacung {words}" not in page] == []


def test_check_finds_a_table_of_facts_that_could_be_edited(db: None):
    """The trigger is what keeps facts; without it the check fails and names the table."""
    assert {check.name: check.ok for check in health.look()}["append-only"]
    on = "" if connection.vendor == "sqlite" else " ON visits_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER visits_event_append_only{on}")
    found = {check.name: check for check in health.look()}["append-only"]
    assert not found.ok
    assert "visits_event" in found.says


def test_a_new_folder_is_not_well_yet_and_says_what_to_do(own_home: dict[str, str]):
    """`bacung check` before the first start: exit code 1, the keys are fine, the database is behind."""
    answer = run("check", "--json", env=own_home)
    told = json.loads(answer.stdout)
    standing = {check["name"]: check["ok"] for check in told["checks"]}
    assert answer.returncode == 1
    assert told["ok"] is False
    assert standing["keys"]
    assert not standing["migrations"]


def test_a_faulty_option_stops_every_command_with_all_faults(own_home: dict[str, str]):
    """One line each, exit code 2."""
    answer = run("check", env=own_home | {"BACUNG_UPLOAD_MB": "viele", "BACUNG_HOEM": "x"})
    assert answer.returncode == 2
    assert "BACUNG_UPLOAD_MB" in answer.stderr
    assert "BACUNG_HOEM" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_help_is_in_the_language_of_the_terminal(own_home: dict[str, str]):
    """Vietnamese, unless LANG says English."""
    assert "giúp lên kế hoạch" in run("--help", env=own_home).stdout
    assert "door-to-door" in run("--help", env=own_home | {"LANG": "en_US.UTF-8"}).stdout


def test_a_taken_port_is_said_at_once(own_home: dict[str, str]):
    """Before anything is made ready."""
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        answer = run("serve", "--port", str(other.getsockname()[1]), env=own_home)
    assert answer.returncode == 2
    assert "--port" in answer.stderr
    assert not os.path.exists(Path(own_home["BACUNG_HOME"]) / "bacung.sqlite3")


def verbs_of(group: click.Group, path: str) -> list[str]:
    """Every verb below a group, as one types it, without those that are hidden."""
    found: list[str] = []
    for name, verb in group.commands.items():
        if not verb.hidden:
            found += verbs_of(verb, f"{path} {name}") if isinstance(verb, click.Group) else [f"{path} {name}"]
    return found


def test_every_verb_is_described_for_machines():
    """`docs/commands.md` names each, and each takes --json."""
    described = (Path(__file__).resolve().parents[3] / "docs" / "commands.md").read_text("utf-8")
    verbs = verbs_of(main, "bacung")
    assert "bacung board coverage" in verbs
    assert [verb for verb in verbs if f"`{verb}" not in described] == []
