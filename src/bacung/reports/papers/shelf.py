"""The shapes a report can be handed out in."""

from collections.abc import Callable
from dataclasses import dataclass

from bacung.reports.papers import chat, pdf
from bacung.reports.papers.evening import EveningReport


@dataclass(frozen=True)
class Shape:
    """A file's ending, its media type, and what writes it."""

    ending: str
    media_type: str
    write: Callable[[EveningReport], bytes]


def _word(report: EveningReport) -> bytes:
    from bacung.reports.papers import word

    return word.write(report)


def _excel(report: EveningReport) -> bytes:
    from bacung.reports.papers import excel

    return excel.write(report)


def _chat(report: EveningReport) -> bytes:
    return chat.write(report).encode()


SHAPES: dict[str, Shape] = {
    shape.ending: shape
    for shape in (
        Shape("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word),
        Shape("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _excel),
        Shape("pdf", "application/pdf", pdf.write),
        Shape("txt", "text/plain; charset=utf-8", _chat),
    )
}
