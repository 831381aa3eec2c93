"""Zero-width characters, direction marks and byte-order marks, from web pages and chat programs."""

from bacung.core.people.names import clean
from bacung.core.sheets.quirks import TextContext, TextQuirk


def drop(text: str, context: TextContext) -> str:
    """'Nguyễn Văn An' with a zero-width space in it → without: it looked the same, and was never found."""
    if text.isprintable():
        return text
    return "".join(character for character in text if character.isspace() or not _is_invisible(character))


def _is_invisible(character: str) -> bool:
    return not character.isprintable() and clean(character) == ""


quirk = TextQuirk("invisible-characters", order=30, repair=drop)
