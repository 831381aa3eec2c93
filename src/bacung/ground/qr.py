"""QR codes: as a drawing inside a page, and as blocks in a terminal."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def drawing(text: str, words: str) -> SafeString:
    """An SVG element that says `text` to a camera and `words` to who cannot see it; black on white."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(  # segno escapes the words, and the rest it draws itself
        code.svg_inline(
            scale=1, border=4, omitsize=True, light="#fff", title=words, svgclass="qr", lineclass=None
        )
    )


def blocks(text: str) -> str:
    """The same for a terminal, two rows a line."""
    out = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out, border=2, compact=True)
    return out.getvalue()
