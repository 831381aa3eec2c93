"""Every write of intake: a book received, read, decided about, accepted, given back, left."""

from bacung.intake.actions.accept import accept
from bacung.intake.actions.decide import decide_rows, undo_repair
from bacung.intake.actions.give_back import give_back
from bacung.intake.actions.leave import cancel, forget_expired, undo
from bacung.intake.actions.read_batch import correct_mapping, read_batch
from bacung.intake.actions.receive import receive

__all__ = [
    "accept",
    "cancel",
    "correct_mapping",
    "decide_rows",
    "forget_expired",
    "give_back",
    "read_batch",
    "receive",
    "undo",
    "undo_repair",
]
