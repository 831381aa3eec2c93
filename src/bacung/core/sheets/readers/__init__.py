"""One reader a format, each handing on the same plain sheets.

A reader returns cell values as the file holds them, with true row numbers, and says what only the file can
know: hidden rows, columns and sheets, merged ranges, column widths, and fonts where a legacy font is used.
It repairs nothing and drops nothing. Formulas are never computed: their stored results are read.
"""

from typing import BinaryIO

from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits, Stop
from bacung.core.sheets.readers import html, ods, separated, spreadsheetml, xls, xlsx
from bacung.core.sheets.sniff import sniff
from bacung.core.sheets.workbook import Workbook

READERS = {
    "xlsx": xlsx.read,
    "xls": xls.read,
    "ods": ods.read,
    "html": html.read,
    "mhtml": html.read,
    "spreadsheetml": spreadsheetml.read,
    "csv": separated.read,
}


def open_workbook(stream: BinaryIO, name: str, limits: Limits, stop: Stop) -> Workbook:
    """The book in a seekable file, whatever its format; `name` names the sheet where the format does not."""
    kind = sniff(stream, limits)
    try:
        return READERS[kind](stream, name, limits, stop)
    except MemoryError as error:
        raise Problem("sheets.too-large", what="memory") from error
