"""A certificate authority of this installation alone, and what it signs.

Phones that trust it trust it for names and addresses that exist on a local network only: the constraint is
in its certificate, critical, so that even somebody who stole its key could vouch for no site of the
internet. Its key is kept like every other secret of the data folder, readable by its owner alone.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from bacung.core.problems import Problem
from bacung.ground.kept import kept

# What no router of the internet carries: private, shared, self-assigned, and for documentation only.
NETWORKS = tuple(
    map(
        IPv4Network,
        (
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "100.64.0.0/10",
            "192.0.2.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
        ),
    )
)
NETWORKS_6 = tuple(map(IPv6Network, ("fc00::/7", "fe80::/10", "::1/128")))
# What no registry of names sells: RFC 6762, 6761 and 8375, ICANN's “internal”, and what routers call home.
ENDINGS = ("local", "localhost", "lan", "internal", "home.arpa")

AUTHORITY_YEARS = 10
# Phones take no more than 397 days. The first 60 lie behind, for phones whose clock does.
BEHIND, AHEAD = timedelta(days=60), timedelta(days=336)
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True)
class Authority:
    """The authority of one data folder."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def vouches_for(self, host: str) -> bool:
        """Whether phones take this name or address from it: what its certificate allows, and no more."""
        bounds = self.certificate.extensions.get_extension_for_class(x509.NameConstraints).value
        allowed = [bound.value for bound in bounds.permitted_subtrees or ()]
        try:
            address = ip_address(host)
        except ValueError:
            named = len(host) <= 253 and all(_LABEL.fullmatch(label) for label in host.split("."))
            return named and any(f".{host}".endswith(f".{name}") for name in allowed if isinstance(name, str))
        return any(address in network for network in allowed if not isinstance(network, str))

    @property
    def der(self) -> bytes:
        """The certificate as phones take it."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate in pairs, as phones show it."""
        return fingerprint(self.certificate)


def authority(folder: Path, machine: str, now: datetime) -> Authority:
    """The authority kept in `folder`, made on first use. Raises `site.lan-key-unreadable`."""
    try:
        key = private_key(folder / "authority.key")
        text = kept(folder / "authority.crt", lambda: _pem(_made(key, machine, now)))
        certificate = x509.load_pem_x509_certificate(text.encode())
    except (OSError, ValueError) as fault:
        raise Problem("site.lan-key-unreadable", folder=folder, fault=fault) from fault
    if certificate.public_key() != key.public_key():
        raise Problem("site.lan-key-unreadable", folder=folder, fault="authority.crt ≠ authority.key")
    return Authority(certificate, key)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate in pairs, as phones show it."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def kept_fingerprint(folder: Path) -> str:
    """The fingerprint of the authority kept in `folder`, without touching its key; empty where none is."""
    try:
        return fingerprint(x509.load_pem_x509_certificate((folder / "authority.crt").read_bytes()))
    except (OSError, ValueError):
        return ""


def private_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The key kept at `path`, made on first use; rights that a copy loosened are drawn tight again."""
    pem = kept(path, _new_key)
    path.chmod(0o600)
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(path.name)
    return key


def issue(
    by: Authority, hosts: Sequence[str], public: ec.EllipticCurvePublicKey, now: datetime
) -> x509.Certificate:
    """A server's certificate for these names and addresses.

    Its title is none of them: OpenSSL would hold an address in the title against the bounds of names.
    """
    ends = min(now + AHEAD, by.certificate.not_valid_after_utc)
    return (
        _begun(_name("Ba Cùng"), by.certificate.subject, public, now - BEHIND, ends)
        .add_extension(x509.SubjectAlternativeName(_general(hosts)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(_SERVERS_ONLY, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key()), critical=False
        )
        .sign(by.key, hashes.SHA256())
    )


_SERVERS_ONLY = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])


def _made(key: ec.EllipticCurvePrivateKey, machine: str, now: datetime) -> x509.Certificate:
    alone = (machine,) if _never_a_domain(machine) else ()
    bounds = [x509.DNSName(name) for name in (*ENDINGS, *alone)]
    reach = [*map(x509.IPAddress, NETWORKS), *map(x509.IPAddress, NETWORKS_6)]
    name, ends = _name(f"Ba Cùng · {machine}"), now + timedelta(days=365 * AUTHORITY_YEARS)
    return (
        _begun(name, name, key.public_key(), now - BEHIND, ends)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.NameConstraints(permitted_subtrees=[*bounds, *reach], excluded_subtrees=None), critical=True
        )
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(_SERVERS_ONLY, critical=False)
        .sign(key, hashes.SHA256())
    )


def _never_a_domain(label: str) -> bool:
    """Whether no top-level domain can ever be called so: they are of letters, or begin with xn--."""
    return bool(re.search(r"[0-9-]", label)) and not label.startswith("xn--")


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    begins: datetime,
    ends: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    """What a key is for: a server's signs handshakes, an authority's signs certificates."""
    return x509.KeyUsage(
        digital_signature=signs,
        key_cert_sign=not signs,
        crl_sign=not signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _name(title: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, title[:64])])


def _general(hosts: Iterable[str]) -> list[x509.GeneralName]:
    named: list[x509.GeneralName] = []
    for host in hosts:
        try:
            named.append(x509.IPAddress(ip_address(host)))
        except ValueError:
            named.append(x509.DNSName(host))
    return named


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _new_key() -> str:
    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        .decode()
    )
