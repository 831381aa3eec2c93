"""What a phone is given for an evening: its pair's doors in order, some in reserve, and what one should know.

No full citizen number and no full phone number is in it, and nobody who is done already. Hours are those of a
Vietnamese wall clock ("18:40"), moments milliseconds since 1970. `lat` and `lon` are degrees to five decimals
(one metre).
"""

from msgspec import Struct

VERSION = 1


class BundlePerson(Struct, frozen=True):
    """Somebody still to do: `step` collect, approve or activate; `reason` as last told, "" for none.

    `born` is a year, `tail` the last three digits of the phone number; each "" where unknown.
    """

    p: int
    name: str
    born: str
    sex: str
    rel: str
    step: str
    reason: str
    tail: str


class BundleKnock(Struct, frozen=True):
    """The last knock at a door before this evening's, or of this evening."""

    at: int
    outcome: str


class BundleDoor(Struct, frozen=True):
    """A household. `pos` counts along the planned way from 1; a door in reserve has none.

    `at` is when the pair should stand there, or the hour `promised`; `not_before` an hour wished for.
    """

    hh: int
    pos: int | None
    at: str | None
    promised: bool
    hamlet: int | None
    address: str
    head: str
    lat: float | None
    lon: float | None
    knocks: int
    last: BundleKnock | None
    not_before: str | None
    why: list[str]
    people: list[BundlePerson]


class BundleHamlet(Struct, frozen=True):
    """A hamlet of the commune, in the order in which one walks it."""

    id: int
    name: str


class BundleRound(Struct, frozen=True):
    """The evening. `over`: nothing more is to be knocked at for it."""

    id: int
    on: str
    commune: str
    hamlets: list[BundleHamlet]
    station_phone: str
    quiet_from: str
    quiet_to: str
    over: bool
    drive: str


class BundlePair(Struct, frozen=True):
    """Who walks. `key` (base64, 32 bytes) and `handovers` make the code by which one phone hands over to the
    other; `recording` tells which of them this phone is; `officer` whether its walker may collect.
    """

    number: int
    walkers: list[str]
    me: str
    companion: str
    has_kit: bool
    officer: bool
    begins: str
    ends: str
    mode: str
    recording: bool
    key: str
    handovers: int


class BundleQuestion(Struct, frozen=True, omit_defaults=True):
    """What this walker asked the supervisor, and the answer once there is one."""

    id: str
    text: str
    answer: str | None = None


class Bundle(Struct, frozen=True):
    """The state of the round at `seq`: whatever happens later has a higher number. `cap` is how often a door
    is knocked at; `slots` are hours of the desk to invite to; `basemap` the bytes of the map's lines, if any.
    """

    v: int
    now: int
    epoch: int
    seq: int
    device: str
    demo: bool
    round: BundleRound
    pair: BundlePair
    cap: int
    slots: list[str]
    doors: list[BundleDoor]
    asked: list[BundleQuestion]
    basemap: int | None
