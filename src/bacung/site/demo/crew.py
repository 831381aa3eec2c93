"""Who works in the demonstration: one log-in for each role, and those who walk."""

from datetime import date
from random import Random

from bacung.areas.models import Area
from bacung.core.simulation.naming import family_name, own_name
from bacung.ground.permissions import CONSOLE
from bacung.staff import actions as staff
from bacung.staff.models import Member

PASSWORD = "ba-cung-2023"
"""The one password of every log-in of a demonstration; nothing outside it has a default."""

SINCE = date(2023, 5, 1)


def invented_name(rng: Random) -> str:
    """A name for somebody who works, born about 1998."""
    sex = "male" if rng.random() < 0.6 else "female"
    return f"{family_name(rng)} {own_name(rng, sex, 1998, set())}"  # type: ignore[arg-type]


class Crew:
    """Makes members with invented names."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(f"{seed} crew")
        self._members = 0

    def login(self, role: str, area: Area | None, unit: str, *, kit: bool = False) -> Member:
        """Who logs in as this role, with a password set by a link, as everybody sets theirs."""
        member = self._make(role, role, area, unit, kit)
        staff.set_password(code=staff.open_link(CONSOLE, member), password=PASSWORD)
        return member

    def member(self, role: str, area: Area, unit: str) -> Member:
        """Somebody who never logs in."""
        self._members += 1
        return self._make(f"{role}{self._members:03}", role, area, unit, kit=False)

    def _make(self, username: str, role: str, area: Area | None, unit: str, kit: bool) -> Member:
        return staff.make_member(
            CONSOLE,
            username=username,
            full_name=invented_name(self._rng),
            role=role,
            area=area,
            since=SINCE,
            unit=unit,
            has_kit=kit,
        )
