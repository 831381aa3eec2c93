"""The shapes a report can be handed out in."""

from collections.abc import Callable
from dataclasses import dataclass

from bacung.reports.papers import chat, excel, pdf, word
from bacung.reports.papers.evening import EveningReport


@dataclass(frozen=True)
class Shape:
    """A file's ending, its media type, and what writes it."""

    ending: str
    media_type: str
    write: Callable[[EveningReport], bytes]


def _chat(report: EveningReport) -> bytes:
    return chat.write(report).encode()


SHAPES: dict[str, Shape] = {
    shape.ending: shape
    for shape in (
        Shape("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.write),
        Shape("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", excel.write),
        Shape("pdf", "application/pdf", pdf.write),
        Shape("txt", "text/plain; charset=utf-8", _chat),
    )
}
