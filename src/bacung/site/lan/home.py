"""The one address phones know this server by.

What a phone keeps belongs to the address its app was installed from: change it, and the app stands in front
of an empty cupboard while the evening lies in another. So the first address announced is remembered in the
data folder and announced for ever after; when it can no longer be kept, that is said each time until
somebody says the phones have moved.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from urllib.parse import urlsplit

from bacung.core.problems import Problem
from bacung.ground.commands import write_out

Finds = Callable[[str, tuple[IPv4Address, ...]], bool]
Vouches = Callable[[str], bool]


@dataclass(frozen=True)
class Home:
    """Where phones are told to go: `origin`; `left`, where they were told to go before if that was elsewhere;
    `found`, whether this network leads from that name to this machine; `address`, its likeliest number;
    `hosts`, all it may be called.
    """

    origin: str
    left: str
    found: bool
    address: str
    hosts: tuple[str, ...]

    @property
    def host(self) -> str:
        """The name or address phones use."""
        return urlsplit(self.origin).hostname or ""


def settle(
    folder: Path,
    *,
    addresses: tuple[IPv4Address, ...],
    machine: str,
    port: int,
    name: str = "",
    moved: bool = False,
    finds: Finds,
    vouches: Vouches,
) -> Home:
    """Where phones go: by the name asked for, else where they went before, else the machine's own name on
    the local network if it answers to it, else its address. `vouches` says what the authority may sign.

    Raises `site.lan-no-network` and `site.lan-name-elsewhere`.
    """
    own = [str(address) for address in addresses if vouches(str(address))]
    name = name.lower().rstrip(".")
    if name and (not vouches(name) or (_is_address(name) and name not in own)):
        raise Problem("site.lan-name-elsewhere", name=name)
    if not own:
        raise Problem("site.lan-no-network")
    before = remembered(folder)
    host = name or _kept_host(before, own, vouches) or _mdns(machine, addresses, finds) or own[0]
    origin = f"https://{host}:{port}"
    if moved or not before:
        folder.mkdir(parents=True, exist_ok=True)
        write_out(folder / "home.json", json.dumps({"origin": origin}).encode())
        before = origin
    found = _is_address(host) or finds(host, addresses)
    return Home(
        origin, "" if before == origin else before, found, own[0], _hosts(host, own, machine, vouches)
    )


def remembered(folder: Path) -> str:
    """The origin phones were first told, or nothing."""
    try:
        return str(json.loads((folder / "home.json").read_text())["origin"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _hosts(host: str, own: list[str], machine: str, vouches: Vouches) -> tuple[str, ...]:
    """The address phones use first, then everything else this machine may be called."""
    others = [machine, f"{machine}.local", f"{machine}.lan"] if machine else []
    every = (host, *own, *others, "localhost", "127.0.0.1")
    return tuple(dict.fromkeys(each for each in every if vouches(each)))


def _mdns(machine: str, addresses: tuple[IPv4Address, ...], finds: Finds) -> str:
    own_name = f"{machine}.local"
    return own_name if machine and finds(own_name, addresses) else ""


def _kept_host(origin: str, own: list[str], vouches: Vouches) -> str:
    """The host of a remembered origin, if it is a name or an address this machine still has."""
    host = urlsplit(origin).hostname or ""
    return host if vouches(host) and (host in own or not _is_address(host)) else ""


def _is_address(host: str) -> bool:
    try:
        IPv4Address(host)
    except ValueError:
        return False
    return True
