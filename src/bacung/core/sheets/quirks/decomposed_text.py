"""Letters and their marks kept apart (NFD), as Apple systems and some chat programs export them."""

import unicodedata

from bacung.core.sheets.quirks import TextContext, TextQuirk


def compose(text: str, context: TextContext) -> str:
    """'Nguyê\u0303n' → 'Nguyễn': looks the same, and is found by the same search afterwards."""
    return unicodedata.normalize("NFC", text)


quirk = TextQuirk("decomposed-text", order=40, repair=compose)
