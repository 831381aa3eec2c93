"""Why an eligible person has no active account, and what the office does next.

`reasons.csv` holds the reasons a walker may tick ('at-door', 21 of 28 attested in Vietnamese public texts
of 2023-2025) and those computed from the account and the visits when nothing was ticked. `next_steps.csv`
words the next steps. `note` is for the office; no screen shows it to residents.
"""

import csv
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the office does next, in both languages."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, in both languages, with the next step it calls for."""

    code: str
    vi: str
    en: str
    at_door: bool
    next_step: NextStep
    note: str


def _rows(table: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(table).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


NEXT_STEPS: dict[str, NextStep] = {row["code"]: NextStep(**row) for row in _rows("next_steps.csv")}
REASONS: dict[str, Reason] = {
    row["code"]: Reason(
        code=row["code"],
        vi=row["vi"],
        en=row["en"],
        at_door=row["given"] == "at-door",
        next_step=NEXT_STEPS[row["next_step"]],
        note=row["note"],
    )
    for row in _rows("reasons.csv")
}
AT_DOOR: tuple[str, ...] = tuple(code for code, reason in REASONS.items() if reason.at_door)


def within(words: str) -> str:
    """A reason inside a sentence: its first letter small, unless it begins with an abbreviation (SIM)."""
    return words if words.split(" ")[0].isupper() else words[:1].lower() + words[1:]
