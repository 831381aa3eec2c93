"""Where this machine can be reached on the local network, found without internet and without asking."""

import contextlib
import re
import socket
import sys
import threading
from ipaddress import IPv4Address

LOOKUP_SECONDS = 2
# No packet is sent: the system only says from which of its addresses it would send one.
_TOWARDS = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "192.0.2.254", "203.0.113.254")
_ASK_ADDRESS = {"linux": 0x8915, "darwin": 0xC0206921}  # SIOCGIFADDR


def machine_name() -> str:
    """The machine's own name as one DNS label: “PC-Xã.lan” is “pc-x”; empty when nothing is left of it."""
    label = socket.gethostname().split(".")[0].lower()
    return re.sub(r"[^a-z0-9-]", "", label.replace("_", "-")).strip("-")[:63]


def lan_addresses() -> tuple[IPv4Address, ...]:
    """Every address of this machine but loopback and self-assigned ones; the likeliest one first."""
    found = [*_sending(), *_of_interfaces(), *_of_name(socket.gethostname())]
    return tuple(
        address
        for address in dict.fromkeys(found)
        if not (address.is_loopback or address.is_link_local or address.is_unspecified)
    )


def listening_on(host: str) -> tuple[IPv4Address, ...]:
    """The addresses of this machine at which a server that listens on `host` is met."""
    here = lan_addresses()
    if host in ("0.0.0.0", "::"):
        return here
    return tuple(address for address in here if address in _of_name(host))


def finds(name: str, addresses: tuple[IPv4Address, ...]) -> bool:
    """Whether this network's names lead from `name` to one of `addresses`; waits at most two seconds."""
    found: list[IPv4Address] = []
    asking = threading.Thread(target=lambda: found.extend(_of_name(name)), daemon=True)
    asking.start()
    asking.join(LOOKUP_SECONDS)  # a resolver without a network may think for half a minute
    return not set(addresses).isdisjoint(found)


def _sending() -> list[IPv4Address]:
    found = []
    for there in ("198.51.100.254", *_TOWARDS):
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.connect((there, 9))
            found.append(IPv4Address(way.getsockname()[0]))
    return found


def _of_interfaces() -> list[IPv4Address]:
    ask = _ASK_ADDRESS.get(sys.platform)
    if ask is None:
        return []
    import fcntl

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        for _number, interface in socket.if_nameindex():
            with contextlib.suppress(OSError):
                record = fcntl.ioctl(any_socket.fileno(), ask, interface.encode()[:15].ljust(32, b"\0"))
                found.append(IPv4Address(record[20:24]))
    return found


def _of_name(name: str) -> list[IPv4Address]:
    try:
        answers = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [IPv4Address(answer[4][0]) for answer in answers]
