"""The local authority: what it vouches for holds, what it may not vouch for is refused by OpenSSL itself."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st

from bacung.core.problems import Problem
from bacung.site.lan.authority import Authority, authority, issue, private_key
from bacung.site.lan.certificate import RENEW_WITHIN, Tls, served_by
from bacung.site.lan.home import Home, settle, told

NOW = datetime.now(UTC).replace(microsecond=0)
HOSTS = ("192.168.1.5", "pc-01", "pc-01.local", "pc-01.lan", "bacung.lan", "localhost", "127.0.0.1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lan")


@pytest.fixture(scope="module")
def ours(folder: Path) -> Authority:
    """The authority of a machine called pc-01."""
    return authority(folder, "pc-01", NOW)


def greet(ours: Authority, tls: Tls, host: str) -> None:
    """A handshake in memory between a phone that trusts `ours` alone and a server; raises as OpenSSL does."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tls.certificate, tls.key)
    phone = ssl.create_default_context(cadata=ours.der)
    to_server, to_phone = ssl.MemoryBIO(), ssl.MemoryBIO()
    there = server.wrap_bio(to_server, to_phone, server_side=True)
    here = phone.wrap_bio(to_phone, to_server, server_hostname=host)
    for _ in range(4):
        for side in (here, there):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    assert here.getpeercert()


def forged(ours: Authority, folder: Path, *hosts: str) -> Tls:
    """A certificate signed with the authority's own key, whatever its bounds say."""
    files = Tls(folder / "forged.crt", folder / "forged.key")
    made = issue(ours, hosts, private_key(files.key).public_key(), NOW)
    files.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return files


@pytest.mark.parametrize("host", HOSTS)
def test_a_phone_that_trusts_the_authority_trusts_the_server(folder: Path, ours: Authority, host: str):
    """By each of its names and addresses."""
    tls, _ = served_by(ours, folder, HOSTS, NOW)
    greet(ours, tls, host)


@pytest.mark.parametrize(
    "host", ["example.com", "vneid.gov.vn", "local.example.com", "notlocal", "pc-02", "8.8.8.8", "1.1.1.1"]
)
def test_whoever_stole_the_key_could_still_vouch_for_no_other_site(
    tmp_path: Path, ours: Authority, host: str
):
    """OpenSSL refuses the name before anybody of ours is asked."""
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        greet(ours, forged(ours, tmp_path, host), host)


def test_a_stranger_trusts_nothing(tmp_path: Path, folder: Path, ours: Authority):
    """A phone that was set up elsewhere."""
    tls, _ = served_by(ours, folder, HOSTS, NOW)
    with pytest.raises(ssl.SSLCertVerificationError):
        greet(authority(tmp_path, "pc-01", NOW), tls, "bacung.lan")


labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?", fullmatch=True)
endings = st.sampled_from(
    ["local", "lan", "home.arpa", "internal", "localhost", "vn", "gov.vn", "lan.vn", ""]
)
names = st.builds(lambda label, ending: f"{label}.{ending}".rstrip("."), labels, endings)
addresses = st.integers(0x01000000, 0xDFFFFFFF).map(IPv4Address).map(str)


@given(host=names | addresses | st.sampled_from(HOSTS))
def test_what_it_says_it_vouches_for_is_what_openssl_takes(
    tmp_path_factory: pytest.TempPathFactory, ours: Authority, host: str
):
    """Its own word and the bounds in its certificate never part."""
    tls = forged(ours, tmp_path_factory.mktemp("forged"), host)
    if ours.vouches_for(host):
        greet(ours, tls, host)
    else:
        with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
            greet(ours, tls, host)


def test_an_authority_signs_servers_only_and_makes_no_other_authority(ours: Authority):
    """Neither letters nor programs, and nobody below it."""
    said = ours.certificate.extensions
    assert said.get_extension_for_class(x509.BasicConstraints).value.path_length == 0
    assert said.get_extension_for_class(x509.NameConstraints).critical
    usage = said.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]


def test_a_machine_called_like_a_domain_gets_no_bare_name(tmp_path: Path):
    """“vn” would open every site of the country."""
    ours = authority(tmp_path, "vn", NOW)
    assert not ours.vouches_for("vn")
    assert not ours.vouches_for("congan.vn")
    assert ours.vouches_for("vn.local")


def test_keys_are_their_owners_alone_and_made_once(tmp_path: Path):
    """And a copy that loosened the rights is drawn tight at the next start."""
    first = authority(tmp_path, "pc-01", NOW)
    served_by(first, tmp_path, HOSTS, NOW)
    keys = [tmp_path / "authority.key", tmp_path / "server.key"]
    keys[0].chmod(0o644)
    again = authority(tmp_path, "pc-02", NOW + timedelta(days=400))
    assert again.fingerprint == first.fingerprint
    assert [oct(key.stat().st_mode & 0o777) for key in keys] == ["0o600", "0o600"]


@pytest.mark.parametrize("harm", ["other key", "no key", "no certificate", "no right"])
def test_a_key_that_cannot_be_read_is_said(tmp_path: Path, harm: str):
    """Instead of a new authority that no phone trusts."""
    ours = authority(tmp_path, "pc-01", NOW)
    if harm == "other key":
        (tmp_path / "authority.key").unlink()
    elif harm == "no right":
        (tmp_path / "authority.key").unlink()
        (tmp_path / "authority.key").mkdir()
    else:
        (tmp_path / f"authority.{'key' if harm == 'no key' else 'crt'}").write_text("?")
    with pytest.raises(Problem) as refused:
        authority(tmp_path, "pc-01", NOW)
    assert refused.value.code == "site.lan-key-unreadable"
    assert ours.fingerprint


def certificate_of(tls: Tls) -> x509.Certificate:
    return x509.load_pem_x509_certificate(tls.certificate.read_bytes())


@given(days=st.integers(0, 2000))
def test_a_certificate_is_good_for_months_ahead_and_a_phone_s_clock_may_lag(
    tmp_path_factory: pytest.TempPathFactory, days: int
):
    """Whenever the server is started: never longer than phones take, never close to its end."""
    folder = tmp_path_factory.mktemp("lan")
    ours = authority(folder, "pc-01", NOW)
    served_by(ours, folder, HOSTS, NOW)
    then = NOW + timedelta(days=days)
    tls, _ = served_by(ours, folder, HOSTS, then)
    found = certificate_of(tls)
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=397)
    assert found.not_valid_after_utc - then >= RENEW_WITHIN
    assert then - found.not_valid_before_utc >= timedelta(days=60)


def test_it_is_made_anew_for_a_new_address_or_authority_and_else_kept(tmp_path: Path):
    """Not at every start: a phone may be talking to it."""
    ours = authority(tmp_path, "pc-01", NOW)
    assert [
        served_by(ours, tmp_path, hosts, NOW)[1]
        for hosts in (("10.0.0.2", "10.0.0.3"), ("10.0.0.2",), ("10.0.0.2", "10.0.0.4"))
    ] == [True, False, True]
    for name in ("authority.key", "authority.crt"):
        (tmp_path / name).unlink()
    assert served_by(authority(tmp_path, "pc-01", NOW), tmp_path, ("10.0.0.2",), NOW)[1]


def home(folder: Path, ours: Authority, *addresses: str, **asked: object) -> Home:
    """Settle on a machine with these addresses; names in `known` lead to it."""
    known = asked.pop("known", ())
    return settle(
        folder,
        addresses=tuple(map(IPv4Address, addresses)),
        machine="pc-01",
        port=int(str(asked.pop("port", 8443))),
        finds=lambda name, there: name in known,  # type: ignore[operator]
        vouches=ours.vouches_for,
        **asked,  # type: ignore[arg-type]
    )


def test_phones_are_told_one_address_for_ever(tmp_path: Path, ours: Authority):
    """Another cable, another order of addresses, or a name that appears, moves nobody."""
    assert home(tmp_path, ours, "192.168.1.5").origin == "https://192.168.1.5:8443"
    again = home(tmp_path, ours, "10.0.0.9", "192.168.1.5", known=("pc-01.local",))
    assert again.origin == "https://192.168.1.5:8443"
    assert not again.gone
    assert {"10.0.0.9", "pc-01.local"} <= set(again.hosts)


def test_a_name_of_its_own_goes_before_a_number(tmp_path: Path, ours: Authority):
    """Where the network leads from it to this machine: it outlives the number."""
    assert home(tmp_path, ours, "192.168.1.5", known=("pc-01.local",)).origin == "https://pc-01.local:8443"
    moved_house = home(tmp_path, ours, "192.168.7.7", known=("pc-01.local",))
    assert (moved_house.origin, moved_house.gone) == ("https://pc-01.local:8443", ())


def test_a_lost_address_is_said_at_every_start_until_the_phones_have_moved(tmp_path: Path, ours: Authority):
    """What a phone has not sent lies at the address it was installed from."""
    home(tmp_path, ours, "192.168.1.5")
    for _ in range(2):
        assert home(tmp_path, ours, "192.168.1.9").gone == ("https://192.168.1.5:8443",)
    assert home(tmp_path, ours, "192.168.1.9", moved=True).gone == ()
    assert home(tmp_path, ours, "192.168.1.9").gone == ()
    assert told(tmp_path) == ("https://192.168.1.9:8443",)


def test_another_port_is_another_address(tmp_path: Path, ours: Authority):
    """To a browser it is a stranger."""
    home(tmp_path, ours, "192.168.1.5")
    assert home(tmp_path, ours, "192.168.1.5", port=9443).gone == ("https://192.168.1.5:8443",)


def test_a_name_given_once_is_kept_and_both_go_on(tmp_path: Path, ours: Authority):
    """Phones of the number find the server as before; new ones take the name."""
    home(tmp_path, ours, "192.168.1.5")
    named = home(tmp_path, ours, "192.168.1.5", name="BaCung.lan.", known=("bacung.lan",))
    assert (named.origin, named.gone, named.found) == ("https://bacung.lan:8443", (), True)
    later = home(tmp_path, ours, "192.168.1.5")
    assert (later.origin, later.gone, later.found) == ("https://bacung.lan:8443", (), False)
    assert home(tmp_path, ours, "192.168.1.6").gone == ("https://192.168.1.5:8443",)


@pytest.mark.parametrize(
    ("addresses", "name", "code"),
    [
        ((), "", "site.lan-no-network"),
        (("8.8.8.8",), "", "site.lan-no-network"),
        (("192.168.1.5",), "bacung.vn", "site.lan-name-elsewhere"),
        (("192.168.1.5",), "192.168.1.6", "site.lan-name-elsewhere"),
        (("192.168.1.5",), "ba cùng.lan", "site.lan-name-elsewhere"),
    ],
)
def test_what_cannot_be_served_is_refused(
    tmp_path: Path, ours: Authority, addresses: tuple[str, ...], name: str, code: str
):
    """With a sentence that says what to do."""
    with pytest.raises(Problem) as refused:
        home(tmp_path, ours, *addresses, name=name)
    assert refused.value.code == code
    assert told(tmp_path) == ()
