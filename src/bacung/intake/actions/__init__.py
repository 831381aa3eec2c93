"""Every write of intake: a book received, read, decided about, accepted, given back, left."""

from bacung.intake.actions.accept import accept
from bacung.intake.actions.ask_of_found import MetDoor, MetPerson, ask_of_found
from bacung.intake.actions.decide import decide_rows, undo_repair
from bacung.intake.actions.give_back import give_back
from bacung.intake.actions.leave import cancel, forget_expired, undo
from bacung.intake.actions.read_batch import correct_mapping, read_batch
from bacung.intake.actions.receive import receive
from bacung.intake.actions.settle_found import settle_found

__all__ = [
    "MetDoor",
    "MetPerson",
    "accept",
    "ask_of_found",
    "cancel",
    "correct_mapping",
    "decide_rows",
    "forget_expired",
    "give_back",
    "read_batch",
    "receive",
    "settle_found",
    "undo",
    "undo_repair",
]
