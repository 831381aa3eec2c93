"""Every complaint has its words, in both languages."""

import ast
from pathlib import Path

from bacung.core import sheets
from bacung.core.people.findings import SEVERITIES
from bacung.core.sheets.quirks import quirks_of, text_quirks
from bacung.intake import wording

ROOTS = (Path(sheets.__file__).parent, Path(wording.__file__).parent)
TOLD_OTHERWISE = {"number-disagrees", "phone-prefix-converted"}
"""A quirk that complains under other codes, and a finding of phones under its name in sheets."""


def said() -> set[str]:
    """Every code that stands as a literal in `complain(…)`, `Complaint(…)`, `_about(…)` or `_ask(…)`."""
    places = {"complain": 1, "Complaint": 1, "_about": 0, "_ask": 3}
    codes = set()
    for path in (path for root in ROOTS for path in root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                at = places.get(name)
                word = node.args[at] if at is not None and at < len(node.args) else None
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    codes.add(word.value)
    return codes


def test_every_code_has_its_words() -> None:
    """Found in the code itself: literals, the quirks' own codes, and the findings of numbers and phones."""
    codes = said() | {quirk.code for quirk in text_quirks()}
    codes |= {
        quirk.code for stage in ("citizen_number", "born", "phone", "row") for quirk in quirks_of(stage)
    }  # type: ignore[arg-type]
    codes |= {code for code in SEVERITIES if code.startswith("phone-")}
    codes |= {f"number-{code}" for code in SEVERITIES if "disagrees" in code or code.startswith("province")}
    assert len(codes) > 40
    assert codes - TOLD_OTHERWISE - wording.WORDS.keys() == set()


def test_what_keeps_a_row_out_says_what_to_do() -> None:
    """A person left with a question is never left without the next step."""
    silent = {code for code, words in wording.WORDS.items() if code.startswith("intake.") and not words.to_do}
    assert silent == set()
