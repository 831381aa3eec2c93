"""Reader of .csv and its kin: the encoding and the delimiter are found in the content."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from bacung.core.people.syllables import is_syllable
from bacung.core.problems import Problem
from bacung.core.sheets.limits import Limits, Stop, check_stop
from bacung.core.sheets.sniff import looks_like_utf16, utf16_of
from bacung.core.sheets.workbook import Row, Sheet, Workbook

DELIMITERS = ",;\t|"
FIELD_LIMIT = 1 << 17


def read(stream: BinaryIO, name: str, limits: Limits, stop: Stop) -> Workbook:
    """A book of one sheet, called after the file."""
    stream.seek(0)
    text = decoded(stream.read()).replace("\r\n", "\n").replace("\r", "\n")
    delimiter, body = _delimiter(text)
    title = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0]

    def rows() -> Iterator[Row]:
        csv.field_size_limit(FIELD_LIMIT)
        parse = _line_by_line if _quote_left_open(body, delimiter) else _parsed
        reader = parse(body, delimiter)
        try:
            for number, cells in enumerate(reader, 1 if body is text else 2):
                if not number & 0xFFF:
                    check_stop(stop)
                    limits.refuse_above("rows", number)
                if len(cells) > limits.columns:
                    limits.refuse_above("columns", len(cells))
                yield number, [_unquoted(cell) if cell[:2] == '="' else cell for cell in cells]
        except csv.Error as error:
            raise Problem("sheets.not-a-workbook", what="malformed") from error

    height = body.count("\n") + 1
    limits.refuse_above("rows", height)
    sheet = Sheet(title, rows, height=height)
    return Workbook("csv", (title,), lambda: iter((sheet,)))


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True)


def _quote_left_open(text: str, delimiter: str) -> bool:
    """Whether a quote is opened and never closed: everybody below it would become one person's name."""
    if not text.count('"') % 2:
        return False
    try:
        for _ in csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _line_by_line(text: str, delimiter: str) -> Iterator[list[str]]:
    """Each line by itself; in a line whose quotes do not pair they mean nothing."""
    for line in _lines(text):
        if line.count('"') % 2:
            yield [cell.strip(' "') for cell in line.rstrip("\n").split(delimiter)]
        else:
            yield next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])


def _lines(text: str) -> Iterator[str]:
    """Line by line without a copy of the whole."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _unquoted(cell: str) -> str:
    """'="042054001234"', by which programs keep Excel from eating zeros, is the text inside."""
    return cell[2:-1] if cell.endswith('"') and '"' not in cell[2:-1] else cell


def decoded(raw: bytes) -> str:
    """Text of bytes in UTF-8, UTF-16 (with or without mark), cp1258, or a legacy font's bytes as Latin-1.

    Legacy bytes (TCVN3, VNI) stay as Latin-1 letters: which of the two they are is decided column by column.
    """
    if looks_like_utf16(raw[:8192]):
        return raw.decode(utf16_of(raw[:8192]), "replace").lstrip("\ufeff")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A file cut inside its last letter is still UTF-8.
        if error.start >= len(raw) - 3:
            return raw[: error.start].decode("utf-8-sig")
    text = raw.decode("utf-8-sig", "replace")
    # So is one with a few damaged letters: hardly any text of another charset holds letters of UTF-8.
    sample = text[:1_000_000]
    damaged, whole = sample.count("\ufffd"), sum("\xff" < character < "\ufffd" for character in sample)
    return text if damaged * 3 < whole else _eight_bit(raw)


def _eight_bit(raw: bytes) -> str:
    vietnamese = unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))
    # cp1252 where it can be told from Latin-1: quotes and dashes; its gaps stay what they were.
    western = raw.decode("latin-1")
    return vietnamese if _share(vietnamese) >= 0.6 and _share(vietnamese) > _share(western) else western


def _share(text: str) -> float:
    """How many of the accented words can be Vietnamese syllables."""
    words = [
        word for word in text[:200_000].replace(",", " ").replace(";", " ").split() if not word.isascii()
    ]
    words = [word.strip("\"'.:()/") for word in words[:3000]]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _delimiter(text: str) -> tuple[str, str]:
    """The delimiter, and the text without Excel's own first line 'sep=;'."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    sample = text[:65_536].splitlines()[:200]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        if widths:
            width, times = max(widths.items(), key=lambda item: item[0] * item[1])
            score = times * (1 + min(width, 30) / 30)
            if score > best_score:
                best, best_score = delimiter, score
    return best, text
