"""Every write about doors and rounds."""

from bacung.rounds.actions.keep_doors import keep_doors, note_doors, set_people_left
from bacung.rounds.actions.plan_round import name_companion, note_walked, plan_round
from bacung.rounds.convert import NewPair

__all__ = [
    "NewPair",
    "keep_doors",
    "name_companion",
    "note_doors",
    "note_walked",
    "plan_round",
    "set_people_left",
]
