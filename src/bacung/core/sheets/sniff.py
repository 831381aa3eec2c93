"""What a file really is, told by its content and never by its name."""

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
NOT_BOOKS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
)
HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|body|table|style|meta)\b", re.IGNORECASE)

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError)
"""What Python says of zips that were cut off or damaged."""
SPREADSHEETML = re.compile(rb"<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet")


def opened(source: Path | str | BinaryIO, limits: Limits) -> BinaryIO:
    """A seekable binary file at its start, refused when empty or above `limits.bytes`."""
    stream: BinaryIO = Path(source).open("rb") if isinstance(source, Path | str) else source  # noqa: SIM115
    if not stream.seekable():
        stream = io.BytesIO(stream.read(limits.bytes + 1))
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    limits.refuse_above("bytes", size)
    if not size:
        raise Problem("sheets.not-a-workbook", what="empty")
    return stream


def sniff(stream: BinaryIO, limits: Limits) -> str:
    """One of 'xlsx', 'xls', 'ods', 'html', 'mhtml', 'spreadsheetml', 'csv'; else a `Problem`."""
    head = stream.read(8192)
    stream.seek(0)
    if head.startswith(b"PK"):
        return _zip_kind(stream, limits)
    if head.startswith(OLE):
        return _ole_kind(stream)
    if head.startswith(BIFF) and b"\x00" in head[:16]:
        return "xls"
    if head.startswith(NOT_BOOKS):
        raise Problem("sheets.not-a-workbook", what="another-kind")
    return _text_kind(head)


def _zip_kind(stream: BinaryIO, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(stream) as book:
            infos = book.infolist()
            _refuse_bombs(infos, limits)
            names = {info.filename.replace("\\", "/").lower() for info in infos}
            if any(info.flag_bits & 1 for info in infos):
                raise Problem("sheets.password-protected")
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "content.xml" in names:
                return _odf_kind(book)
            if "[content_types].xml" in names and any(name.startswith("xl/") for name in names):
                if "xl/workbook.bin" in names:
                    raise Problem("sheets.not-a-workbook", what="xlsb")
                return "xlsx"
    except BROKEN_ZIP as error:
        raise Problem("sheets.truncated") from error
    finally:
        stream.seek(0)
    raise Problem("sheets.not-a-workbook", what="another-zip")


def _refuse_bombs(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    limits.refuse_above("parts", len(infos))
    limits.refuse_above("unpacked", sum(info.file_size for info in infos))
    for info in infos:
        if info.file_size > limits.ratio_from:
            limits.refuse_above("ratio", info.file_size // max(1, info.compress_size))


def _odf_kind(book: zipfile.ZipFile) -> str:
    kind = book.read("mimetype")[:200].decode("ascii", "replace") if "mimetype" in book.namelist() else ""
    if "META-INF/manifest.xml" in book.namelist() and b"encryption-data" in book.read(
        "META-INF/manifest.xml"
    ):
        raise Problem("sheets.password-protected")
    if kind and "spreadsheet" not in kind:
        raise Problem("sheets.not-a-workbook", what="another-document")
    return "ods"


def _ole_kind(stream: BinaryIO) -> str:
    data = stream.read()
    stream.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Problem("sheets.password-protected")
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    # A compound file says in its header how many sectors its directory needs: too short means cut off.
    directory = int.from_bytes(data[48:52], "little") if len(data) >= 52 else 0
    sector = 1 << int.from_bytes(data[30:32], "little") if len(data) >= 32 else 512
    if (directory + 1) * sector >= len(data):
        raise Problem("sheets.truncated")
    raise Problem("sheets.not-a-workbook", what="another-document")


def _text_kind(head: bytes) -> str:
    text = head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head:
        if not looks_like_utf16(head):
            raise Problem("sheets.not-a-workbook", what="binary")
        text = head[: len(head) // 2 * 2].decode(utf16_of(head), "replace").encode()
    text = text.lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip()
    if text[:600].lower().startswith((b"mime-version:", b"from:", b"content-type: multipart")):
        return "mhtml"
    if text.startswith(b"<") and SPREADSHEETML.search(text):
        return "spreadsheetml"
    if text.startswith(b"<"):
        if HTML.search(text):
            return "html"
        raise Problem("sheets.not-a-workbook", what="another-xml")
    controls = sum(byte < 32 and byte not in (9, 10, 11, 12, 13) for byte in text)
    if controls > len(text) // 100:
        raise Problem("sheets.not-a-workbook", what="binary")
    return "csv"


def utf16_of(head: bytes) -> str:
    """The codec of UTF-16 text: its mark, or the places of its zero bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def looks_like_utf16(head: bytes) -> bool:
    """By its mark, or by zero bytes standing almost only on even or only on odd places."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return max(even, odd) > len(head) // 8 and min(even, odd) * 20 < max(even, odd)
