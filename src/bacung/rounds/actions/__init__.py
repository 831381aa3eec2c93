"""Every write about doors and rounds."""

from bacung.rounds.actions.ask import Evening, ask, refuse_past
from bacung.rounds.actions.keep_doors import correct_histories, keep_doors, note_doors, set_people_left
from bacung.rounds.actions.keep_learnt import keep_learnt
from bacung.rounds.actions.plan_round import (
    better_round,
    keep_round,
    name_companion,
    note_walked,
    plan_round,
    settle_round,
)
from bacung.rounds.actions.replan_round import Replanned, replan_round
from bacung.rounds.convert import NewPair

__all__ = [
    "Evening",
    "NewPair",
    "Replanned",
    "ask",
    "better_round",
    "correct_histories",
    "keep_doors",
    "keep_learnt",
    "keep_round",
    "name_companion",
    "note_doors",
    "note_walked",
    "plan_round",
    "refuse_past",
    "replan_round",
    "set_people_left",
    "settle_round",
]
