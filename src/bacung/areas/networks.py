"""The networks of placed maps, as files in the data folder: public facts, made anew from the map."""

from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings

from bacung.core.problems import Problem
from bacung.core.routing.streets.network import Network


def _file(digest: str) -> Path:
    return Path(settings.BACUNG_HOME) / "streets" / f"{digest}.npz"


def keep_network(digest: str, network: Network) -> None:
    """Write a network; a file half written is never read."""
    path = _file(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half.npz")
    np.savez_compressed(half, **{field.name: getattr(network, field.name) for field in fields(Network)})
    half.replace(path)
    network_of.cache_clear()


@lru_cache(maxsize=2)
def network_of(digest: str) -> Network:
    """The network of a placed map. Refuses `areas.map-lost` when its file is gone or spoilt."""
    try:
        with np.load(_file(digest), allow_pickle=False) as kept:
            facts = {name: kept[name] for name in kept.files}
    except (OSError, ValueError, EOFError) as fault:
        raise Problem("areas.map-lost") from fault
    plain = {name: facts.pop(name).item() for name in ("lat", "lon", "crossings")}
    return Network(**plain, **facts)
