"""One pair's evening as it is printed and given back: doors in walking order, and codes for the rows."""

from dataclasses import dataclass
from datetime import date, time

from bacung.core.merging.reasons import REASONS

DOOR_OUTCOMES = {
    "home": "Có nhà",
    "nobody": "Vắng nhà",
    "door-refused": "Không tiếp",
    "not-found": "Không thấy nhà",
}
"""What can be ticked for a door, by code of `core.merging.visits.DOOR_OUTCOMES`."""

OUTCOMES = {
    "activated": "Đã kích hoạt",
    "already_active": "Có từ trước",
    "invited": "Mời lên trụ sở",
    "shown": "Đã hướng dẫn",
    "collected": "Đã thu nhận",
    "reason": "Chưa được",
}
"""What can be ticked for a person, by code of `core.merging.visits.OUTCOMES`; collecting needs a kit."""

COMMON_REASONS = (
    "NO_SMARTPHONE",
    "SIM_NOT_OWN",
    "PHONE_WRONG",
    "FORGOT_PASSWORD",
    "WORKING_AWAY",
    "HOME_VISIT",
    "NOT_YET_WILLING",
    "REFUSES",
)
"""The reasons printed with a number of their own; any other is written in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPerson:
    """One person behind the door. Of the citizen number at most the last four digits come near paper."""

    name: str
    born_year: int | None = None
    number_tail: str = ""
    to_do: str = ""
    phone: str = ""

    def __post_init__(self) -> None:
        if len(self.number_tail) > 4:
            raise ValueError("a printed sheet carries no more of a citizen number than its last four")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDoor:
    """One door: when it is expected, what was promised, and who is left there."""

    expected: time
    head: str
    persons: tuple[SheetPerson, ...]
    address: str = ""
    hamlet: str = ""
    promised: tuple[time, time] | None = None
    knocks: int = 0
    wish: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSheet:
    """One pair's evening. `key` is the number by which a sheet given back is known; `notes` are sentences on
    how the plan was made (such as: by house number).
    """

    drive: str
    commune: str
    on: date
    pair: int
    walkers: tuple[str, ...]
    begins: time
    ends: time
    station_phone: str
    doors: tuple[SheetDoor, ...]
    companion: str = ""
    with_kit: bool = False
    notes: tuple[str, ...] = ()
    demo: bool = False
    key: str = ""

    @property
    def outcomes(self) -> dict[str, str]:
        """What this pair can tick for a person."""
        return {code: words for code, words in OUTCOMES.items() if self.with_kit or code != "collected"}


def row_code(door: int, person: int | None = None) -> str:
    """The code of a row: the seventh door is 07, its people 07a, 07b …; both counted from 0."""
    return f"{door + 1:02d}" + ("" if person is None else _letters(person))


def _letters(number: int) -> str:
    """a, b, … z, aa, ab …"""
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + last)


def reason_words(code: str) -> str:
    """The reason as it is printed."""
    return REASONS[code].vi


def clock(moment: time) -> str:
    """18h05, as hours are written in Vietnam."""
    return f"{moment.hour}h{moment.minute:02d}"
