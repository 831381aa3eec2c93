"""Hamlets named by an accepted list: found, or kept anew where somebody said so or the commune had none."""

from collections.abc import Iterable

from bacung.areas.actions import hamlets_for
from bacung.areas.models import Area
from bacung.ground.permissions import Viewer

LONGEST = 80


class Hamlets:
    """Hamlet names of one commune → their keys, made when they are first asked for."""

    def __init__(self, viewer: Viewer, commune: Area) -> None:
        self._viewer, self._commune = viewer, commune
        self._keys: dict[str, int | None] = {}

    def learn(self, names: Iterable[str | None]) -> None:
        """Find or make the hamlets of these names, in the caller's transaction."""
        fresh = {name[:LONGEST] for name in names if name} - self._keys.keys()
        if fresh:
            found = hamlets_for(self._viewer, commune=self._commune, names=sorted(fresh), create=True)
            self._keys |= {name: found[name].pk if name in found else None for name in fresh}

    def key(self, name: str | None) -> int | None:
        """The key of a hamlet; None for no name, and for one that could mean two."""
        self.learn([name])
        return self._keys[name[:LONGEST]] if name else None
