"""Who works in the demonstration: one log-in for each role, and those who walk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from bacung.areas.models import Area
from bacung.core.simulation.naming import family_name, own_name
from bacung.ground.permissions import CONSOLE, WALKER
from bacung.staff import actions as staff
from bacung.staff.models import Member

PASSWORD = "ba-cung-2023"
"""The one password of every log-in of a demonstration; nothing outside it has a default."""

SINCE = date(2023, 5, 1)


@dataclass(frozen=True)
class Login:
    """How to come in, and as whom."""

    username: str
    password: str
    role: str
    area: str


class Crew:
    """Makes members with invented names."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(f"{seed} crew")
        self._walkers = 0
        self.logins: list[Login] = []

    def login(self, username: str, role: str, area: Area | None, unit: str, *, kit: bool = False) -> Member:
        """A member who sets the demonstration's password by a link, as everybody sets theirs."""
        member = self._member(username, role, area, unit, kit)
        staff.set_password(code=staff.open_link(CONSOLE, member), password=PASSWORD)
        self.logins.append(Login(username, PASSWORD, role, str(area) if area else ""))
        return member

    def walkers(self, area: Area, units: Sequence[str]) -> list[Member]:
        """Two from each unit, who walk in an area; they need no log-in for it."""
        made = []
        for unit in units:
            for _ in range(2):
                self._walkers += 1
                made.append(self._member(f"walker{self._walkers:03}", WALKER, area, unit))
        return made

    def _member(self, username: str, role: str, area: Area | None, unit: str, kit: bool = False) -> Member:
        male = self._rng.random() < 0.6
        name = f"{family_name(self._rng)} {own_name(self._rng, 'male' if male else 'female', 1998, set())}"
        return staff.make_member(
            CONSOLE,
            username=username,
            full_name=name,
            role=role,
            area=area,
            since=SINCE,
            unit=unit,
            has_kit=kit,
        )
