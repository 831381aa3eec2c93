"""The certificate this machine serves with, made anew before it ends and when an address is added."""

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bacung.core.problems import Problem
from bacung.ground.commands import write_out
from bacung.site.lan.authority import Authority, issue, private_key

RENEW_WITHIN = timedelta(days=150)


@dataclass(frozen=True)
class Tls:
    """The two files a server shows itself with."""

    certificate: Path
    key: Path

    def fits(self) -> bool:
        """Whether both can be read and belong together."""
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key)
        except OSError:  # what ssl raises is one too
            return False
        return True


def served_by(authority: Authority, folder: Path, hosts: Sequence[str], now: datetime) -> tuple[Tls, bool]:
    """The certificate for `hosts` in `folder`, and whether it had to be made: there was none of this
    authority, it ends soon, or it does not name all of them. Raises `site.lan-key-unreadable`.
    """
    files = Tls(folder / "server.crt", folder / "server.key")
    try:
        key = private_key(files.key)
        if _still_good(files.certificate, authority, hosts, key.public_key(), now):
            return files, False
        made = issue(authority, hosts, key.public_key(), now)
    except (OSError, ValueError) as fault:
        raise Problem("site.lan-key-unreadable", folder=folder, fault=fault) from fault
    write_out(files.certificate, made.public_bytes(serialization.Encoding.PEM))
    return files, True


def _still_good(
    path: Path,
    authority: Authority,
    hosts: Sequence[str],
    public: ec.EllipticCurvePublicKey,
    now: datetime,
) -> bool:
    if not path.exists():
        return False
    try:
        found = x509.load_pem_x509_certificate(path.read_bytes())
        found.verify_directly_issued_by(authority.certificate)
        if found.public_key() != public:
            return False
    except Exception:  # whatever is wrong with the old one, a new one is made
        return False
    lasts = min(authority.certificate.not_valid_after_utc, now + RENEW_WITHIN) <= found.not_valid_after_utc
    return lasts and found.not_valid_before_utc <= now and set(hosts) <= named(found)


def named(certificate: x509.Certificate) -> set[str]:
    """The names and addresses a certificate is for."""
    subject = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {
        *subject.get_values_for_type(x509.DNSName),
        *map(str, subject.get_values_for_type(x509.IPAddress)),
    }
