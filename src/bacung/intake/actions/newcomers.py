"""From a staged row to somebody who comes onto the list."""

from bacung.core.sheets.answers import Values
from bacung.intake.matching import PRESENCE
from bacung.registry.actions import Newcomer


def newcomer(values: Values) -> Newcomer:
    """The person a row describes, as the registry takes people in."""
    return Newcomer(
        name=(values.name or "")[:120],
        sex=values.sex or "",
        born=values.born or "",
        citizen_number=values.citizen_number or "",
        phone=values.phone or "",
        relation=(values.relation or "")[:40],
        presence=PRESENCE.get(values.presence or "", "here"),
        phone_kind=values.phone_kind or "",
    )
