"""An export file of a phone, brought to the office by whoever: the same as if the phone had pushed."""

from dataclasses import dataclass
from uuid import UUID

from msgspec import Raw

from bacung.core.problems import Problem
from bacung.core.syncing.carrying import Export, read_export
from bacung.core.syncing.wire import MOST_EVENTS, PushAnswer, Result
from bacung.fieldsync.actions.incoming import Taken
from bacung.fieldsync.actions.take import take
from bacung.fieldsync.convert import to_ms
from bacung.fieldsync.models import Device, Incarnation
from bacung.fieldsync.queries.phones import devices
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer


@dataclass(frozen=True)
class Carried:
    """What became of the records of a file: each with its number."""

    device: Device
    records: tuple[tuple[int, Result], ...]

    def count(self, state: str) -> int:
        """How many were stored, duplicate or quarantined."""
        return sum(result.s == state for _, result in self.records)


def open_export(viewer: Viewer, content: bytes) -> Carried:
    """Take in the records of a file. Any number of times is as once.

    Refuses `fieldsync.not-an-export`, `fieldsync.export-damaged` and, for the file of a phone that is not in
    the viewer's areas, `fieldsync.export-of-a-stranger`.
    """
    export = read_export(content)
    device = devices(viewer).filter(pk=_owner(export)).first()
    if device is None:
        raise Problem("fieldsync.export-of-a-stranger")
    results = [
        result for part in export.parts(MOST_EVENTS) for result in _taken(export, device, part).results
    ]
    audit.record("fieldsync.carry", viewer, device=str(device.pk), rows=len(results))
    numbers = [one.n for one in export.records]
    return Carried(device, tuple(zip(numbers, results, strict=True)))


def _owner(export: Export) -> UUID:
    """The phone to which this life of data belongs; only of one we never heard of does the file say."""
    life = Incarnation.objects.filter(pk=export.inc).only("device_id").first()
    return life.device_id if life else export.device


def _taken(export: Export, device: Device, part: list[Raw]) -> PushAnswer:
    now = clock.now()
    push = export.push(part, sent=to_ms(now))
    answer = take([Taken(device.pk, push, now, carried=True)])[0]
    if isinstance(answer, Exception):
        raise answer
    return answer
