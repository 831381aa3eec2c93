"""Text typed in TCVN3 or VNI fonts."""

from bacung.core.people.charsets import decode_tcvn3, decode_vni, is_capital_font
from bacung.core.sheets.quirks import TextContext, TextQuirk


def decode(text: str, context: TextContext) -> str:
    """'NguyÔn V¨n ¸nh' in .VnTime → 'Nguyễn Văn ánh'; in .VnTimeH → 'NGUYỄN VĂN ÁNH'.

    Letters that neither charset has say that this cell was typed in Unicode, whatever its column's font.
    """
    if context.charset is None or any(ord(character) > 0xFF and character.isalpha() for character in text):
        return text
    if context.charset == "vni":
        return decode_vni(text)
    decoded = decode_tcvn3(text)
    return decoded.upper() if context.font and is_capital_font(context.font) else decoded


quirk = TextQuirk("legacy-charset", order=10, repair=decode)
