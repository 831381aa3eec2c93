"""What of a stay is written in somebody's own words, and how it is sealed."""

from bacung.ground import vault

DIARY, ESSAY, ASSESSMENT = "postings.diary", "postings.essay", "postings.assessment"
"""What the words are for: those of one purpose cannot be passed off as those of another."""


def seal(words: str, purpose: str) -> bytes:
    """Words as they are stored; none stay none."""
    return vault.seal_text(words.strip(), purpose)


def unseal(sealed: bytes | memoryview, purpose: str) -> str:
    """Words as they were written; empty where there were none or they have been forgotten."""
    return vault.open_text(bytes(sealed), purpose)
