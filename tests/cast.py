"""The same seven people in every test, each with a log-in, and the eighth who is nobody.

Bình coordinates the district, An is officer of commune A, Chi of commune B, Dung supervises the district,
Em walks in A, Giang audits everywhere, Hoa has a log-in and no right at all.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from bacung.areas.models import Area
from bacung.ground.permissions import CONSOLE, Viewer
from bacung.staff.actions import grant, make_member
from bacung.staff.models import Member
from bacung.staff.queries import viewer_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.village import Village

PASSWORD = "ba cùng đi từng nhà"
LONG_AGO = date(2023, 1, 1)


@dataclass(frozen=True)
class Cast:
    """Who works in the village."""

    binh: Member
    an: Member
    chi: Member
    dung: Member
    em: Member
    giang: Member
    hoa: Member


def assemble(village: "Village") -> Cast:
    """Everybody with their right since long ago."""

    def member(username: str, name: str, role: str, area: Area | None) -> Member:
        made = make_member(CONSOLE, username=username, full_name=name, role=role, area=area, since=LONG_AGO)
        made.password = _hashed()
        made.save(update_fields=["password"])
        return made

    return Cast(
        binh=member("binh", "Lê Thanh Bình", "coordinator", village.district),
        an=member("an", "Nguyễn Hoài An", "officer", village.commune_a),
        chi=member("chi", "Trần Quỳnh Chi", "officer", village.commune_b),
        dung=member("dung", "Phạm Tiến Dũng", "supervisor", village.district),
        em=member("em", "Đỗ Thị Em", "walker", village.commune_a),
        giang=member("giang", "Vũ Hương Giang", "auditor", None),
        hoa=Member.objects.create(username="hoa", full_name="Bùi Thị Hoa", password=_hashed()),
    )


@cache
def _hashed() -> str:
    return make_password(PASSWORD)  # slow by design, so once for all tests


def as_(client: "Client", member: Member) -> "Client":
    """The client, logged in as this member."""
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def viewer(member: Member) -> Viewer:
    """The member as actions and queries know them."""
    return viewer_of(member, "203.0.113.7")


def also(member: Member, role: str, area: Area | None) -> None:
    """One more right for a member, where a test needs it."""
    grant(CONSOLE, member=member, role=role, area=area, since=LONG_AGO)
