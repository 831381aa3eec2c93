"""An hour of the evening being planned."""

import re

_TEXT = re.compile(r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?")

DAY = 24 * 3600
"""Seconds in a day."""


class Hour(int):
    """Seconds after midnight of the day being planned; past 24:00 when the evening ends after midnight."""

    @classmethod
    def of(cls, text: str) -> "Hour":
        """Read "17:30" or "17:30:20"; "24:30" is half past midnight. ValueError for anything else."""
        match = _TEXT.fullmatch(text)
        if match is None or int(match[1]) >= 48:
            raise ValueError(f"Expected an hour like `17:30`, got `{text[:20]}`")
        return cls(int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0))

    def __str__(self) -> str:
        minutes, seconds = divmod(int(self), 60)
        text = f"{minutes // 60:02d}:{minutes % 60:02d}"
        return f"{text}:{seconds:02d}" if seconds else text
