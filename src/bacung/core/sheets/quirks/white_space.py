"""Spaces doubled inside a text, no-break spaces, line breaks."""

from bacung.core.sheets.quirks import TextContext, TextQuirk


def collapse(text: str, context: TextContext) -> str:
    """'Nguyễn  Văn\u00a0An' → 'Nguyễn Văn An'. Spaces at the ends are not worth a word."""
    return " ".join(text.split())


quirk = TextQuirk("white-space", order=35, repair=collapse)
