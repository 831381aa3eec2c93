"""The pages of places as people use them."""

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast
    from tests.village import Village


def test_an_officer_looks_up_their_own_commune_without_accents(
    client: "Client", village: "Village", cast: "Cast"
):
    from tests.cast import as_

    as_(client, cast.an)
    top = client.get("/areas/").content.decode()
    assert ("Phù Lưu" in top, "Mai Phụ" in top) == (True, False)
    found = client.get("/areas/", {"q": "phu luu", "on": "2023-06-02"}).content.decode()
    assert "huyện Lộc Hà" in found
    assert "18583" not in client.get("/areas/", {"q": "mai phu", "on": "2023-06-02"}).content.decode()


def test_an_officer_keeps_the_hamlets_of_their_commune(client: "Client", village: "Village", cast: "Cast"):
    """Added by a pasted list, renamed with another name beside it, merged and parted again."""
    from tests.cast import as_

    as_(client, cast.an)
    page = f"/areas/{village.commune_a.pk}/"
    answer = client.post(f"{page}hamlets/", {"names": "Thôn Bắc\nThôn Nam\nthôn thanh lương"})
    assert answer.headers["Location"] == page
    assert village.commune_a.hamlets.count() == 4
    north, south = (village.commune_a.hamlets.get(name=f"Thôn {name}") for name in ("Bắc", "Nam"))
    address = f"/areas/hamlet/{north.pk}/"
    wrong = client.post(f"{address}change/", {"name": "Thôn Nam", "aliases": "", "position": "1"})
    assert wrong.status_code == 400
    assert "Thôn Nam" in str(wrong.context["form"].errors)
    right = {"name": "Thôn Bắc Hải", "aliases": "Xóm Bắc", "latitude": "18.44", "longitude": "105.80"}
    assert client.post(f"{address}change/", right).status_code == 302
    assert "Xóm Bắc" in client.get(page).content.decode()
    assert client.post(f"{address}merge/", {"into": south.pk}).status_code == 302
    assert "Thôn Nam" in client.get(address).content.decode()
    assert client.post(f"{address}part/").status_code == 302
    north.refresh_from_db()
    assert (north.merged_into, north.latitude) == (None, 18.44)


def test_a_hamlet_is_not_merged_into_one_of_another_commune(
    client: "Client", village: "Village", cast: "Cast"
):
    from tests.cast import as_

    ours, theirs = village.hamlets_a[0], village.hamlets_b[0]
    answer = as_(client, cast.binh).post(f"/areas/hamlet/{ours.pk}/merge/", {"into": theirs.pk})
    assert answer.status_code == 400
    ours.refresh_from_db()
    assert ours.merged_into is None


def test_a_coordinator_uploads_a_boundary_and_takes_it_away(
    client: "Client", village: "Village", cast: "Cast"
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.cast import as_

    as_(client, cast.binh)
    page = f"/areas/{village.commune_a.pk}/"
    ring = [[105.8, 18.4], [105.9, 18.4], [105.9, 18.5], [105.8, 18.4]]
    for content, status in (
        (b"not a map", 400),
        (json.dumps({"type": "Polygon", "coordinates": [ring]}), 302),
    ):
        file = SimpleUploadedFile("a.geojson", content if isinstance(content, bytes) else content.encode())
        assert client.post(f"{page}outline/", {"file": file}).status_code == status
    village.commune_a.refresh_from_db()
    assert village.commune_a.outline.geojson["coordinates"] == [ring]
    assert client.post(f"{page}outline/drop/").status_code == 302
    assert client.post(f"{page}point/", {"latitude": "105,8", "longitude": "18,4"}).status_code == 400


def test_an_auditor_reads_and_is_offered_no_form(client: "Client", village: "Village", cast: "Cast"):
    from tests.cast import as_

    as_(client, cast.giang)
    for address in (f"/areas/{village.commune_a.pk}/", f"/areas/hamlet/{village.hamlets_a[0].pk}/"):
        page = client.get(address).content.decode()
        assert "Thôn Thanh Lương" in page
        assert 'action="/areas/' not in page


def test_seeding_by_command_says_what_was_added():
    from unittest.mock import patch

    from bacung.areas import commands
    from bacung.areas.actions import Seeded

    with patch.object(commands, "seed", lambda viewer: Seeded(14_376, 0, 10_894)):
        answer = CliRunner().invoke(commands.areas, ["seed", "--json"])
        spoken = CliRunner().invoke(commands.areas, ["seed"])
    assert json.loads(answer.output) == {"areas": 14_376, "changed": 0, "successions": 10_894}
    assert "14.376" in spoken.output
