"""The hamlets a list names, against those its commune keeps."""

from collections.abc import Iterable

from bacung.areas.models import Area, Hamlet
from bacung.areas.queries import FoundHamlet, resolve_hamlets


class Places:
    """The hamlets of one commune, each way of writing them looked up once.

    A commune that keeps none yet takes them from its first list: there is nothing to confuse them with.
    """

    def __init__(self, commune: Area) -> None:
        self._commune = commune
        self._found: dict[str, FoundHamlet] = {}
        self.first_list = not Hamlet.objects.filter(commune=commune).exists()

    def learn(self, names: Iterable[str]) -> None:
        """Look up those of these names that are not known yet."""
        if fresh := set(names) - self._found.keys():
            self._found |= resolve_hamlets(self._commune, sorted(fresh))

    def find(self, name: str) -> FoundHamlet:
        """What one name means."""
        self.learn([name])
        return self._found[name]
