"""The board's pages: each number opens its own rows, and nobody is led where they may not go."""

from typing import TYPE_CHECKING

from django.test import Client

from bacung.areas.models import Area
from tests.cast import as_

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village


def page(client: Client, address: str) -> str:
    """A page that opens."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def board_of(place: Area | None = None) -> str:
    """The address of the drive's page, or of a place on it."""
    return f"/board/ha-tinh-2023/{f'{place.pk}/' if place else ''}"


def test_a_hamlets_number_opens_the_people_of_that_hamlet(village: "Village", cast: "Cast", client: Client):
    """And of no other: two eligible people live in Đông Châu, two in Thanh Lương were not met either."""
    as_(client, cast.binh)
    hamlet = village.hamlets_a[1]
    address = f"/board/ha-tinh-2023/people/?measure=eligible&hamlet={hamlet.pk}"
    assert "measure=collected&amp;at=" in page(client, board_of(village.commune_a))
    shown = page(client, address)
    assert "Nguyễn Văn An" in shown
    assert "Trần Văn Bảy" not in shown


def test_what_is_left_in_a_commune_leads_to_its_own_people(village: "Village", cast: "Cast", client: Client):
    """The reasons of commune A are not answered with people of B."""
    shown = page(as_(client, cast.binh), board_of(village.commune_a))
    assert f"area={village.commune_a.pk}" in shown


def test_a_hamlet_of_another_area_is_not_there(village: "Village", cast: "Cast", client: Client):
    """The officer of B finds no hamlet of A by its number."""
    address = f"/board/ha-tinh-2023/people/?measure=eligible&hamlet={village.hamlets_a[0].pk}"
    assert as_(client, cast.chi).get(address).status_code == 404


def test_a_supervisor_reads_numbers_and_is_led_to_no_closed_door(
    village: "Village", cast: "Cast", client: Client
):
    """No link to people, none to the report."""
    as_(client, cast.dung)
    for address in ("/", board_of(), board_of(village.commune_a)):
        shown = page(client, address)
        assert "/people/?" not in shown
        assert "/papers/" not in shown
