"""A phone's export file: ciphertext that anybody may carry and only the office can open."""

import hashlib
import json
from uuid import UUID

import msgspec
from msgspec import Raw, Struct

from bacung.core.problems import Problem
from bacung.core.syncing.events import Number
from bacung.core.syncing.wire import PROTOCOL, UNREADABLE, Push, Sealed, Wrapped

FORMAT = "bacung-carry-1"


class _Head(Struct):
    format: str = ""


class Export(Struct, frozen=True, kw_only=True):
    """What a phone had not sent when the file was made: its device, the life of its data with the wrapped
    key, the number its next event would have borne, and the sealed records.
    """

    format: str
    made: str
    device: UUID
    inc: UUID
    kid: str
    wrapped: str
    next_n: Number
    records: list[Sealed]
    sha256: str

    def parts(self, most: int) -> list[list[Raw]]:
        """The records as pushes carry them, at most so many in each."""
        raws = [
            Raw(msgspec.json.encode(msgspec.structs.replace(one, inc=str(self.inc)))) for one in self.records
        ]
        return [raws[at : at + most] for at in range(0, len(raws), most)]

    def push(self, sealed: list[Raw], *, sent: int) -> Push:
        """A push that carries these records. Its clock is the carrier's, not the phone's."""
        return Push(
            v=PROTOCOL,
            inc=self.inc,
            sent=sent,
            outbox_count=0,
            next_n=self.next_n,
            app="",
            events=[],
            sealed=sealed,
            wrapped=Wrapped(self.inc, self.kid, self.wrapped),
        )


def read_export(content: bytes) -> Export:
    """The export in a file. Raises `fieldsync.not-an-export` for a foreign file and
    `fieldsync.export-damaged` for one that is cut short or was changed.
    """
    try:
        said = json.loads(content.decode("utf-8-sig"))
        head = msgspec.convert(said, _Head)
    except (*UNREADABLE, ValueError):
        raise Problem(_what_is(content)) from None
    if head.format != FORMAT:
        raise Problem("fieldsync.not-an-export")
    try:
        export = msgspec.convert(said, Export)
    except UNREADABLE:
        raise Problem("fieldsync.export-damaged") from None
    if _digest(said["records"]) != export.sha256.lower():
        raise Problem("fieldsync.export-damaged")
    return export


def _what_is(content: bytes) -> str:
    """A file that names its format was ours before it was cut short."""
    return "fieldsync.export-damaged" if FORMAT.encode() in content[:200] else "fieldsync.not-an-export"


def _digest(records: object) -> str:
    """SHA-256 of the records as a browser writes them, without spaces."""
    written = json.dumps(records, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
