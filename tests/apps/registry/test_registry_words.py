"""What is known of people and households is shown in words, and asked for as people write it."""

from typing import TYPE_CHECKING

from django.test import Client

from tests.cast import as_

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village


def test_what_was_written_down_is_told_in_words(village: "Village", cast: "Cast", client: Client):
    """Before → after, in the words of the form; no code shows."""
    person = village.person("Phan Đình Đức")
    said = {"presence": "away", "phone": "plain", "eligible": "no", "never": "yes", "since": "2/6/2023"}
    as_(client, cast.an).post(f"/people/{person.pk}/facts/", said)
    told = client.get(f"/people/{person.pk}/").content.decode()
    for words in (
        "<del>có mặt</del> → <ins>đi làm xa</ins>",
        "<ins>điện thoại thường</ins>",
        "từ 2/6/2023",
    ):
        assert words in told
    assert "presence away" not in told


def test_what_a_household_wishes_is_told_in_words(village: "Village", cast: "Cast", client: Client):
    """An hour as it is spoken."""
    home = village.person("Phan Đình Đức").household
    said = {"never": "no", "not_before": "19h00", "home_visit": "yes"}
    as_(client, cast.an).post(f"/people/households/{home.pk}/wishes/", said)
    told = client.get(f"/people/households/{home.pk}/").content.decode()
    assert "<ins>19h00</ins>" in told
    assert "Xin đến tận nhà" in told
