"""XML of strangers: no entities, no network, no document type of their own."""

import re
from collections.abc import Iterator
from typing import IO

from lxml import etree

from bacung.core.problems import Problem

_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def refuse_doctype(head: bytes) -> None:
    """A workbook's XML never declares a document type; one that does wants its entities expanded."""
    if _DOCTYPE.search(head.replace(b"\x00", b"")):
        raise Problem("sheets.not-a-workbook", what="entities")


def parse_small(raw: bytes) -> etree._Element:
    """The root of a small part (lists of sheets, styles)."""
    refuse_doctype(raw)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem("sheets.not-a-workbook", what="malformed") from error


def events(
    stream: IO[bytes], start: tuple[str, ...], end: tuple[str, ...]
) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of the elements named (local names), of a large part, as they stream by.

    The caller clears the elements it is done with. A document cut off raises `sheets.truncated`.
    """
    wanted = tuple(f"{{*}}{name}" for name in {*start, *end})
    parsing = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=wanted,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    try:
        for event, node in parsing:
            if parsing.root is not None and parsing.root.getroottree().docinfo.doctype:
                raise Problem("sheets.not-a-workbook", what="entities")
            local = etree.QName(node).localname
            if (event == "start" and local in start) or (event == "end" and local in end):
                yield event, node
    except etree.XMLSyntaxError as error:
        raise Problem("sheets.truncated") from error
