"""The one address phones know this server by.

What a phone keeps belongs to the address its app was installed from: change it, and the app stands in front
of an empty cupboard while the evening lies in another. So what was announced is remembered in the data folder
and announced again; when it can no longer be kept, that is said each time until somebody says the phones
have moved.
"""

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from urllib.parse import urlsplit

from bacung.core.problems import Problem
from bacung.ground.commands import write_out

PHONE_APP = "/phone/"
Finds = Callable[[str, tuple[IPv4Address, ...]], bool]
Vouches = Callable[[str], bool]


@dataclass(frozen=True)
class Home:
    """Where phones are told to go: `origin`; `gone`, the origins they were told before that nobody answers at
    any more; `found`, whether this network leads from that name to this machine; `address`, its likeliest
    number; `hosts`, all it may be called.
    """

    origin: str
    gone: tuple[str, ...]
    found: bool
    address: str
    hosts: tuple[str, ...]

    @property
    def app(self) -> str:
        """Where the phone app is."""
        return self.origin + PHONE_APP

    @property
    def host(self) -> str:
        """The name or address phones use."""
        return host_of(self.origin)


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
    """Where phones go: by the name asked for, else where they went last, else the machine's own name on the
    local network if it answers to it, else its address. `vouches` says what the authority may sign; `moved`
    forgets where they went before.

    Raises `site.lan-no-network` and `site.lan-name-elsewhere`.
    """
    own = [str(address) for address in addresses if vouches(str(address))]
    name = name.lower().rstrip(".")
    if name and (not vouches(name) or (_is_address(name) and name not in own)):
        raise Problem("site.lan-name-elsewhere", name=name)
    if not (own or (name and addresses)):
        raise Problem("site.lan-no-network")
    before = () if moved else told(folder)
    names_before = [host_of(origin) for origin in reversed(before) if not _is_address(host_of(origin))]
    others = [machine, f"{machine}.local", f"{machine}.lan"] if machine else []
    every = [*own, *names_before, *others, "localhost", "127.0.0.1"]
    hosts = [host for host in every if vouches(host)]
    still = next((host_of(origin) for origin in reversed(before) if host_of(origin) in hosts), "")
    host = name or still or _mdns(machine, addresses, finds) or own[0]
    hosts = list(dict.fromkeys((host, *hosts)))
    origin = f"https://{host}:{port}"
    if origin not in before or moved:
        _remember(folder, (*before, origin))
    return Home(
        origin,
        gone=gone(before, hosts, port),
        found=_is_address(host) or finds(host, addresses),
        address=(own or [str(addresses[0])])[0],
        hosts=tuple(hosts),
    )


def told(folder: Path) -> tuple[str, ...]:
    """Every origin phones were told, in that order."""
    try:
        return tuple(map(str, json.loads((folder / "home.json").read_text())["origins"]))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def gone(origins: Iterable[str], hosts: Collection[str], port: int) -> tuple[str, ...]:
    """Those at which a server with these names does not answer on this port."""
    return tuple(
        origin for origin in origins if host_of(origin) not in hosts or urlsplit(origin).port != port
    )


def host_of(origin: str) -> str:
    """The name or address in an origin."""
    return urlsplit(origin).hostname or ""


def _remember(folder: Path, origins: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_out(folder / "home.json", json.dumps({"origins": origins}).encode())


def _mdns(machine: str, addresses: tuple[IPv4Address, ...], finds: Finds) -> str:
    own_name = f"{machine}.local"
    return own_name if machine and finds(own_name, addresses) else ""


def _is_address(host: str) -> bool:
    try:
        IPv4Address(host)
    except ValueError:
        return False
    return True
