"""Every write about doors and rounds."""

from bacung.rounds.actions.ask import Evening, ask
from bacung.rounds.actions.compare import answer_comparison, begin_comparison, forget_comparisons
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
    "answer_comparison",
    "ask",
    "begin_comparison",
    "better_round",
    "correct_histories",
    "forget_comparisons",
    "keep_doors",
    "keep_learnt",
    "keep_round",
    "name_companion",
    "note_doors",
    "note_walked",
    "plan_round",
    "replan_round",
    "set_people_left",
    "settle_round",
]
