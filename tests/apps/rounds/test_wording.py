"""Whatever the planner says by a code, rounds say in words."""

import re
from pathlib import Path

import bacung.core.presence
import bacung.core.routing
from bacung.rounds import wording

HERE = Path(next(iter(bacung.core.routing.__path__)))
PRESENCE = Path(next(iter(bacung.core.presence.__path__)))
ROUNDS = Path(wording.__file__).parent
SAID = {*wording.WHY, *wording.LEFT_OUT, *wording.NOTES}
ELSEWHERE = {"too-few-visits", "all-home", "all-absent", "nothing-drawn"}  # what visits say of learning


def codes() -> set[str]:
    """Every code of a reason or a note in the programs that plan."""
    files = [*HERE.rglob("*.py"), *ROUNDS.rglob("*.py"), PRESENCE / "worth.py"]
    pattern = re.compile(r'(?:Why\(\s*code=|Because\(|"code": )"([a-z-]+)"')
    return {code for file in files for code in pattern.findall(file.read_text("utf-8"))}


def test_every_code_has_its_words():
    assert codes() - SAID - ELSEWHERE == set()
