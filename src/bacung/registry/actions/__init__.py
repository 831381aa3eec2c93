"""Every write to the registry: admission, change, dated facts; and the audited look at a sealed number."""

from bacung.registry.actions.admit import (
    Newcomer,
    NewHousehold,
    admit,
    begin_admission,
    open_admission,
    withdraw_admission,
)
from bacung.registry.actions.change_people import Change, change_people
from bacung.registry.actions.place_households import place_households
from bacung.registry.actions.record_facts import NewFact, record_facts
from bacung.registry.actions.reveal import reveal_citizen_number, reveal_phone

__all__ = [
    "Change",
    "NewFact",
    "NewHousehold",
    "Newcomer",
    "admit",
    "begin_admission",
    "change_people",
    "open_admission",
    "place_households",
    "record_facts",
    "reveal_citizen_number",
    "reveal_phone",
    "withdraw_admission",
]
