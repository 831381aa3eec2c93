"""Books on disk: sealed in pieces of one megabyte, so that a large file never sits in memory whole.

A kept file has a name of our own making; what the sender called it never becomes a path. Every piece is bound
to that name, its place in the file and whether it is the last one, so pieces cannot be swapped or cut off.
"""

import hashlib
import io
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from bacung.core.problems import Problem
from bacung.ground import vault

PIECE = 1 << 20
OVERHEAD = 1 + 12 + 16  # what the vault adds to each piece: key version, nonce, tag
OUR_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Kept:
    """A file taken in: our name for it, the SHA-256 of what it holds, and its size in bytes."""

    name: str
    sha256: str
    size: int


def folder() -> Path:
    """Where sealed books lie."""
    return Path(settings.BACUNG_HOME) / "sealed" / "books"


def _path(name: str) -> Path:
    if not OUR_NAME.fullmatch(name):
        raise Problem("ground.not-found")
    return folder() / name


def _purpose(name: str, index: int, last: bool) -> str:
    return f"intake.book:{name}:{index}:{'last' if last else 'more'}"


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces of exactly `PIECE` bytes, but for the last."""
    while piece := stream.read(PIECE):
        while len(piece) < PIECE and (rest := stream.read(PIECE - len(piece))):
            piece += rest
        yield piece


def keep(stream: BinaryIO, *, shown: str, cap: int | None = None) -> Kept:
    """Seal what `stream` holds under a fresh name. Above `cap` bytes (default: the option) nothing is kept;
    `shown` is the sender's name for it, which only the refusal repeats.
    """
    cap = settings.BACUNG_UPLOAD_BYTES if cap is None else cap
    name = secrets.token_hex(16)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    draft = folder() / f"{name}.part"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            index, held = 0, b""
            for piece in _pieces(stream):
                size += len(piece)
                if size > cap:
                    raise Problem("sheets.too-large", name=shown, what="bytes", value=size, limit=cap)
                digest.update(piece)
                if held:
                    file.write(vault.seal(held, _purpose(name, index, last=False)))
                    index += 1
                held = piece
            file.write(vault.seal(held, _purpose(name, index, last=True)))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(_path(name))
    finally:
        draft.unlink(missing_ok=True)
    return Kept(name, digest.hexdigest(), size)


class _Opened(io.RawIOBase):
    """A kept file read as if it were plain: seekable, one opened piece in memory at a time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        try:
            self._file = _path(name).open("rb")
        except FileNotFoundError:
            raise Problem("ground.not-found") from None
        sealed = os.fstat(self._file.fileno()).st_size
        self._count = max(1, -(-sealed // (PIECE + OVERHEAD)))
        self._size = sealed - self._count * OVERHEAD
        self._at = 0
        self._index, self._piece = -1, b""
        self._load(self._count - 1)  # the last piece proves that nothing was cut off

    def _load(self, index: int) -> bytes:
        if index != self._index:
            self._file.seek(index * (PIECE + OVERHEAD))
            sealed = self._file.read(PIECE + OVERHEAD)
            last = index == self._count - 1
            self._piece = vault.open_sealed(sealed, _purpose(self._name, index, last))
            self._index = index
        return self._piece

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        index, within = divmod(self._at, PIECE)
        part = self._load(index)[within : within + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def opened(name: str) -> BinaryIO:
    """The kept file, plain and seekable. Raises `InvalidTag` if it was touched or cut."""
    return io.BufferedReader(_Opened(name), PIECE)


def forget(name: str) -> None:
    """Delete a kept file; one already gone is no fault."""
    if name:
        _path(name).unlink(missing_ok=True)


def names() -> Iterator[tuple[str, float]]:
    """Every file in the folder with the time it was last written (seconds since 1970)."""
    if folder().exists():
        for path in folder().iterdir():
            yield path.name, path.stat().st_mtime
