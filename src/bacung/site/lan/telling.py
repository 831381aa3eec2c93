"""What the operator is told on the terminal when the local network is served."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bacung.ground.qr import blocks
from bacung.site.lan.opening import Lan


def facts(lan: Lan) -> dict[str, object]:
    """For machines."""
    return {
        "setup": lan.setup,
        "fingerprint": lan.authority.fingerprint,
        "hosts": list(lan.home.hosts),
        "gone": list(lan.home.gone),
        "name_found": lan.home.found,
    }


def lines(lan: Lan) -> Iterator[str]:
    """For people: what is wrong first."""
    yield from warnings(lan)
    yield _("Phones are set up at {setup}: scan this on the same Wi-Fi.").format(setup=lan.setup)
    yield blocks(lan.setup)
    yield _("Fingerprint of the certificate, for comparing with the phone (SHA-256):")
    yield lan.authority.fingerprint
    yield _("Also answering at: {hosts}.").format(hosts=", ".join(lan.home.hosts[1:]))
    if lan.home.host == lan.home.address and not lan.home.gone:
        yield _(
            "Phones now know this server by {address}. Have the router keep that address for this computer "
            "(“DHCP reservation”), or give it a name with --name before the first phone is set up."
        ).format(address=lan.home.address)


def warnings(lan: Lan) -> Iterator[str]:
    """What phones will stumble over."""
    if lan.home.gone:
        yield _(
            "WARNING: phones were set up at {was}, and this server is now at {origin}. What a phone has not "
            "yet sent stays at the old address. Give this computer its old address or name back; or have "
            "every phone export first, then start once with --moved and pair them anew."
        ).format(was=", ".join(lan.home.gone), origin=lan.home.origin)
    if not lan.home.found:
        yield _(
            "WARNING: this network does not lead from the name {name} to this computer, so phones will not "
            "find it either. Enter the name in the router, or start with another --name."
        ).format(name=lan.home.host)
