"""Seconds by street between all doors and starts of an evening, kept small: two bytes a way."""

import base64
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MOST = 65_535
"""Seconds, some eighteen hours: a way is never longer."""


class StreetWays:
    """Seconds from place (row) to place (column): the doors in their order, then the pairs' starts.

    As text it is "places:" and the packed seconds, so that a problem carries it through JSON.
    """

    def __init__(self, seconds: "npt.NDArray[np.uint16]") -> None:
        if seconds.ndim != 2 or seconds.shape[0] != seconds.shape[1]:
            raise ValueError(f"Expected a square of seconds, got {seconds.shape}")
        self.seconds = seconds

    @classmethod
    def of(cls, text: str) -> "StreetWays":
        """Read what `str` wrote. ValueError for anything else."""
        import numpy as np

        places, _, packed = text.partition(":")
        if not places.isdecimal() or len(places) > 5:
            raise ValueError(f"Expected packed ways, got `{text[:20]}`")
        size = int(places)
        try:
            unpack = zlib.decompressobj()
            bytes_ = unpack.decompress(base64.b64decode(packed, validate=True), 2 * size * size + 1)
        except (ValueError, zlib.error) as fault:
            raise ValueError("Expected packed ways") from fault
        if len(bytes_) != 2 * size * size:
            raise ValueError(f"Expected {size} by {size} packed ways")
        return cls(np.frombuffer(bytes_, dtype="<u2").reshape(size, size).astype(np.uint16))

    def __str__(self) -> str:
        import numpy as np

        packed = zlib.compress(np.ascontiguousarray(self.seconds, dtype="<u2").tobytes(), 6)
        return f"{len(self.seconds)}:{base64.b64encode(packed).decode()}"

    def __eq__(self, other: object) -> bool:
        import numpy as np

        return isinstance(other, StreetWays) and np.array_equal(self.seconds, other.seconds)

    __hash__ = None  # type: ignore[assignment]

    def only(self, places: "npt.NDArray[np.intp]") -> "StreetWays":
        """The ways between these places alone, in this order."""
        import numpy as np

        return StreetWays(self.seconds[np.ix_(places, places)])
