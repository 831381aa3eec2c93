"""Lines and numbers of an instance file; whatever cannot be read is a `Fault` with a sentence."""

from pathlib import Path


class Fault(Exception):
    """The file cannot be used; its text says why and where."""


def text_of(path: Path) -> str:
    """The file's text, whatever line ends and marks it carries."""
    try:
        return path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as fault:
        raise Fault(f"{fault.strerror or 'cannot be read'}") from None


def number(word: str, line: int) -> float:
    """One finite number."""
    try:
        value = float(word)
    except ValueError:
        raise Fault(f"line {line}: {word[:30]!r} is not a number") from None
    if not abs(value) < 1e12:
        raise Fault(f"line {line}: {word[:30]!r} is out of range")
    return value


def whole(word: str, line: int) -> int:
    """One whole number, also when written 12.0."""
    value = number(word, line)
    if value != int(value):
        raise Fault(f"line {line}: {word[:30]!r} is not a whole number")
    return int(value)
