"""The question asked before a wave of students leaves: who goes to which commune, under whose care."""

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from msgspec import Meta

from bacung.core.rota.answer import Why
from bacung.core.rota.problem import Few, Name, Way, Weight
from bacung.core.rota.wire import malformed, read, unique, write

Pace = Annotated[float, Meta(ge=0.2, le=3)]
Work = Annotated[float, Meta(ge=0, le=1e6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """A student of the wave. `pace`: work done in a day against the usual; `leads`: a senior.

    `gender` ("f", "m" or "") matters only where rooms are given. `travel`: minutes to a host by its id.
    """

    id: Name
    unit: str = ""
    pace: Pace = 1.0
    leads: bool = False
    languages: frozenset[str] = frozenset()
    gender: Literal["", "f", "m"] = ""
    travel: dict[str, Way] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveHost:
    """A commune that lodges between `least` and `most` students.

    `beds` None: enough; `rooms`: beds room by room, each for one gender, instead of `beds`. `work` left, in
    days of one student at the usual pace. `languages`: of how many students each must be spoken. `leaders`:
    at least so many seniors.
    """

    id: Name
    work: Work
    least: Few = 3
    most: Few = 6
    beds: Few | None = None
    rooms: tuple[Few, ...] = ()
    languages: dict[str, Few] = field(default_factory=dict)
    leaders: Few = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two students who must be together, or must not."""

    first: Name
    second: Name
    together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervisor:
    """Looks after at most `most` communes, best those of students of the own unit, and near."""

    id: Name
    unit: str = ""
    most: Few = 2
    travel: dict[str, Way] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Everything an allocation rests on.

    A commune's work of K days takes n students of pace p K / (sum of p) ** `together` days: 1 where they do
    not get into each other's way, less where they do. The sum of those days over the communes, plus `travel`
    days per minute of way, is made least. `reach`: nobody travels longer. `fixed`: student to host, by hand.
    """

    kind: Literal["wave"] = "wave"
    students: tuple[Student, ...]
    hosts: tuple[WaveHost, ...]
    supervisors: tuple[Supervisor, ...] = ()
    ties: tuple[Tie, ...] = ()
    fixed: dict[str, str] = field(default_factory=dict)
    together: Annotated[float, Meta(ge=0.6, le=1)] = 1.0
    travel: Weight = 0.0
    reach: Way | None = None

    def __post_init__(self) -> None:
        unique("students", [student.id for student in self.students])
        unique("hosts", [host.id for host in self.hosts])
        unique("supervisors", [supervisor.id for supervisor in self.supervisors])
        students = {student.id for student in self.students}
        hosts = {host.id for host in self.hosts}
        for number, host in enumerate(self.hosts):
            if host.most < host.least:
                raise malformed(f"hosts[{number}].most", f"{host.most} is less than `least`")
        for number, tie in enumerate(self.ties):
            for end, name in (("first", tie.first), ("second", tie.second)):
                if name not in students:
                    raise malformed(f"ties[{number}].{end}", f"{name!r} is not known")
            if tie.first == tie.second:
                raise malformed(f"ties[{number}].second", f"{tie.second!r} twice")
        for student, name in self.fixed.items():
            if student not in students:
                raise malformed(f"fixed.{student}", f"{student!r} is not known")
            if name not in hosts:
                raise malformed(f"fixed.{student}", f"{name!r} is not known")

    @classmethod
    def from_json(cls, value: object) -> "Wave":
        """Read decoded JSON strictly; refuses `rota.malformed` by field."""
        return read(cls, value)

    def to_json(self) -> dict[str, Any]:
        """JSON values from which `from_json` makes an equal problem."""
        values: dict[str, Any] = write(self)
        return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A commune's students, who leads and who looks after them, and in how many days they are through."""

    host: str
    students: tuple[str, ...]
    leader: str = ""
    supervisor: str = ""
    pace: float = 0.0
    days: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A student without a commune, or (`student` "") a commune without its students, and why."""

    student: str = ""
    host: str = ""
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Who goes to which commune. `cost`, `bound`, `gap` and `optimal` as in a rota; `days` their sum.

    `conflicts`: smallest sets of rules that cannot hold together. Rule codes: least, most, beds, rooms,
    languages, leaders, together, apart, fixed, reach, supervisors.
    """

    groups: tuple[Group, ...]
    unplaced: tuple[Unplaced, ...] = ()
    conflicts: tuple[tuple[Why, ...], ...] = ()
    notes: tuple[Why, ...] = ()
    days: float = 0.0
    cost: float = 0.0
    bound: float | None = None
    gap: float | None = None
    optimal: bool = False
    work: int = 0
    seed: int = 0

    @classmethod
    def from_json(cls, value: object) -> "Allocation":
        """Read what `to_json` wrote."""
        return read(cls, value)

    def to_json(self) -> dict[str, Any]:
        """JSON values from which `from_json` makes an equal answer."""
        values: dict[str, Any] = write(self)
        return values
