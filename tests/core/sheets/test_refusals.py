"""Files that are refused, each with one clear code, before they can do harm."""

import io
import re
import struct
import zipfile

import pytest

from bacung.core.problems import Problem
from bacung.core.sheets import Limits, read
from tests.core.sheets import making
from tests.core.sheets.making import AN, HEADER, VILLAGE

SHEET = "xl/worksheets/sheet1.xml"


def refusal(source: io.BytesIO, limits: Limits | None = None) -> str:
    """The code with which a file is refused."""
    with pytest.raises(Problem) as caught:
        list(read(source, name="danh sách.xlsx", limits=limits))
    return caught.value.code


def rewritten(part: str, change) -> io.BytesIO:  # type: ignore[no-untyped-def]
    """The village's book with one of its parts changed."""
    with zipfile.ZipFile(making.xlsx(VILLAGE)) as book:
        entries = {name: book.read(name) for name in book.namelist()}
    entries[part] = change(entries[part])
    return making.zipped(entries)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 \x00\x01",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        bytes(range(256)) * 8,
        b"<?xml version='1.0'?><note>x</note>",
        b"<html><body>404</body></html>",
    ],
)
def test_what_is_no_workbook(content: bytes) -> None:
    """Empty files, PDFs, pictures, noise, other XML, pages without a table."""
    assert refusal(io.BytesIO(content)) == "sheets.not-a-workbook"


def test_a_word_document() -> None:
    """Another office document is a zip too."""
    assert refusal(making.zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})) == (
        "sheets.not-a-workbook"
    )


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("make", [making.xlsx, making.ods])
def test_a_zip_cut_off_on_the_way(make, kept: float) -> None:  # type: ignore[no-untyped-def]
    """The end of an upload is missing."""
    whole = make(VILLAGE).read()

    assert refusal(io.BytesIO(whole[: int(len(whole) * kept)])) == "sheets.truncated"


def test_a_zip_with_a_broken_part() -> None:
    """A part whose checksum does not hold."""
    raw = bytearray(making.xlsx(VILLAGE).read())
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as book:
        info = book.getinfo(SHEET)
    start = info.header_offset + 60
    raw[start : start + 40] = bytes(40)

    assert refusal(io.BytesIO(bytes(raw))) == "sheets.truncated"


def test_a_true_xls_cut_off() -> None:
    """Half a compound file."""
    whole = making.xls(VILLAGE).read()

    assert refusal(io.BytesIO(whole[: len(whole) // 2])) in ("sheets.truncated", "sheets.not-a-workbook")


def test_a_locked_xlsx() -> None:
    """An encrypted .xlsx is a compound file that holds an EncryptedPackage."""
    directory = "EncryptedPackage".encode("utf-16-le").ljust(128, b"\x00")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + directory + bytes(2048)

    assert refusal(io.BytesIO(locked)) == "sheets.password-protected"


def test_a_locked_xls() -> None:
    """A BIFF stream with a FILEPASS record after its BOF."""
    raw = making.xls(VILLAGE).read()
    bof = raw.index(struct.pack("<HHHH", 0x0809, 16, 0x0600, 0x0005))
    filepass = struct.pack("<HHH", 0x002F, 4, 0) + b"\x12\x34"
    at = bof + 20
    locked = raw[:at] + filepass + raw[at + len(filepass) :]

    assert refusal(io.BytesIO(locked)) == "sheets.password-protected"


def test_a_locked_zip_and_a_locked_ods() -> None:
    """Zip encryption, and an .ods whose manifest speaks of encryption data."""
    raw = bytearray(making.zipped({"xl/workbook.xml": b"<x/>"}).read())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(io.BytesIO(bytes(raw))) == "sheets.password-protected"
    manifest = b"<manifest><encryption-data/></manifest>"
    assert refusal(making.zipped({"content.xml": b"x", "META-INF/manifest.xml": manifest})) == (
        "sheets.password-protected"
    )


def test_zip_bombs() -> None:
    """Too many parts, too much in all, or too much out of too little: refused before inflating."""
    bomb = making.zipped({"xl/workbook.xml": b"<x/>", SHEET: bytes(40 << 20)})

    assert refusal(bomb) == "sheets.too-large"
    assert refusal(making.zipped({f"xl/{n}": b"" for n in range(3000)})) == "sheets.too-large"
    assert refusal(making.xlsx(VILLAGE), Limits(unpacked=1000)) == "sheets.too-large"
    assert refusal(making.xlsx(VILLAGE), Limits(bytes=100)) == "sheets.too-large"


def test_a_part_that_lies_about_its_size() -> None:
    """The directory says a hundred bytes, the part inflates to more: its checksum betrays it."""
    whole = rewritten(SHEET, lambda xml: xml + b" " * 100_000).read()
    with zipfile.ZipFile(io.BytesIO(whole)) as book:
        true = struct.pack("<I", book.getinfo(SHEET).file_size)

    assert refusal(io.BytesIO(whole.replace(true, struct.pack("<I", 100)))) == "sheets.truncated"


def test_two_cells_far_apart() -> None:
    """A1 and XFD1048576 alone would make a reader hold seventeen thousand million cells."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'

    assert refusal(rewritten(SHEET, lambda xml: xml.replace(b"</sheetData>", far))) == "sheets.too-large"


def test_rows_without_end() -> None:
    """More rows than the limit, in every format."""
    grid = [HEADER, *[AN] * 50]
    few = Limits(rows=20)

    for book in (
        making.xlsx(grid),
        making.xls(grid),
        making.ods(grid),
        making.html(grid),
        making.separated(grid),
    ):
        assert refusal(book, few) == "sheets.too-large"
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(10, 2_000_000, 100_000)
    )
    assert refusal(rewritten(SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))) == (
        "sheets.too-large"
    )


def test_an_ods_that_repeats_itself() -> None:
    """A cell repeated a thousand million times is a bomb of thirty bytes."""
    with zipfile.ZipFile(making.ods(VILLAGE)) as book:
        entries = {name: book.read(name) for name in book.namelist()}
    content = entries["content.xml"]
    for what in (b"table:number-rows-repeated", b"table:number-columns-repeated"):
        tag = b"<table:table-row" if b"rows" in what else b"<table:table-cell"
        bomb = {**entries, "content.xml": content.replace(tag, tag + b" " + what + b'="999999999"')}
        assert refusal(making.zipped(bomb)) == "sheets.too-large"


def test_entities_are_not_expanded() -> None:
    """A document type in a workbook's XML has no honest use."""
    lol = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'

    assert refusal(rewritten("xl/workbook.xml", lambda _: lol)) == "sheets.not-a-workbook"
    assert (
        refusal(rewritten(SHEET, lambda xml: lol.replace(b"<x>", b"<x>" + xml[-20:])))
        == "sheets.not-a-workbook"
    )
    assert refusal(rewritten("xl/styles.xml", lambda _: lol)) == "sheets.not-a-workbook"
    sheet = b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    outside = b'<!DOCTYPE Workbook [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert refusal(io.BytesIO(b'<?xml version="1.0"?>' + outside + sheet)) == "sheets.not-a-workbook"


def test_a_caller_may_stop() -> None:
    """`stop` ends a reading before its first row, and in the middle."""
    with pytest.raises(Problem, match=r"sheets\.stopped"):
        list(read(making.xlsx(VILLAGE), stop=lambda: True))
    done = 0

    def after_a_while() -> bool:
        nonlocal done
        done += 1
        return done > 6

    with pytest.raises(Problem, match=r"sheets\.stopped"):
        list(read(making.xlsx([HEADER, *[AN] * 9000]), stop=after_a_while))


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c\n r="XFD1048576"><v>1</v></c>',
        b'<c t="n" r="XFD1048576"><v>1</v></c>',
        b'<c r="XFD1048576" s="/>"><v>1</v></c>',
        b'<c r="XFD1048576">  \n <v>1</v></c>',
    ],
)
def test_two_cells_far_apart_however_they_are_written(cell: bytes) -> None:
    """No spelling of the far cell slips past the measure."""
    far = b'<row r="1048576">' + cell + b"</row></sheetData>"

    assert refusal(rewritten(SHEET, lambda xml: xml.replace(b"</sheetData>", far))) == "sheets.too-large"


def test_a_book_with_prefixed_names_is_read() -> None:
    """Some programs write <x:row> and <x:c>, or leave the places of cells out."""

    def prefixed(xml: bytes) -> bytes:
        xml = xml.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")
        return xml.replace(b"xmlns=", b"xmlns:x=")

    def placeless(xml: bytes) -> bytes:
        return re.sub(rb'(<c) r="[A-Z]+\d+"', rb"\1", xml)

    for change in (prefixed, placeless):
        assert [row.values.name for row in making.people(rewritten(SHEET, change))] == [
            VILLAGE[1][1],
            VILLAGE[2][1],
        ]


def test_a_cell_beyond_the_last_column_there_is() -> None:
    """'ZZZZZZ1' would ask for a rectangle three hundred million columns wide."""
    moved = rewritten(SHEET, lambda sheet: sheet.replace(b'r="B1"', b'r="ZZZZZZ1"'))

    assert refusal(moved) == "sheets.not-a-workbook"
