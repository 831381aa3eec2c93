"""The pages of drives as people use them: forms that say what is wrong, and tables pasted from a sheet."""

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bacung.drives.queries import communes, mandate_of, targets
from bacung.drives.tables import rank, rows, whole_number

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast
    from tests.village import Village

NEW = {
    "code": "soc-son-2023",
    "name": "Sóc Sơn 2023",
    "starts_on": "2023-06-01",
    "ends_on": "2023-12-10",
    "first_knock_by": "2023-08-31",
    "age_on": "2023-06-01",
    "evening_from": "17:30",
    "evening_to": "21:30",
    "quiet_from": "21:30",
    "quiet_to": "07:00",
    "min_age": "14",
    "knock_cap": "3",
    "retention_days": "30",
    "rules": "2022-decree",
}


def test_a_coordinator_sets_up_a_drive_in_four_forms(client: "Client", village: "Village", cast: "Cast"):
    """Terms, communes (a district stands for its own), mandate, targets pasted from a sheet."""
    from tests.cast import as_

    as_(client, cast.binh)
    assert client.post("/drives/new/", NEW).headers["Location"] == "/drives/soc-son-2023/areas/"
    assert client.post("/drives/soc-son-2023/areas/", {"places": "huyện Lộc Hà"}).status_code == 302
    seats = "Trưởng ban; Công an huyện; Trưởng Công an\nPhó ban\tHuyện đoàn\tBí thư"
    mandate = {"grounds": "Đề án 06\n\nKế hoạch 01", "committee": seats, "opening_on": "2023-06-02"}
    assert client.post("/drives/soc-son-2023/mandate/", mandate).status_code == 302
    table = {"measure": "activated", "denominator": "eligible", "giver": "Công an huyện"}
    table |= {"deadline_on": "2023-12-01", "table": "18493\t4.363\nMai Phụ; 120\n"}
    assert client.post("/drives/soc-son-2023/targets/", table).status_code == 302
    drive = village.drive.__class__.objects.get(code="soc-son-2023")
    assert list(communes(drive)) == [village.commune_a, village.commune_b]
    assert [each.number for each in targets(drive)] == [4363, 120]
    found = mandate_of(drive)
    assert found is not None
    assert (found.grounds, found.seats.count()) == (["Đề án 06", "Kế hoạch 01"], 2)
    page = client.get("/drives/soc-son-2023/").content.decode()
    assert "4.363" in page
    assert "Huyện đoàn" in page
    for part in ("terms", "areas", "mandate", "targets"):
        assert client.get(f"/drives/soc-son-2023/{part}/").status_code == 200


def test_every_line_that_cannot_be_understood_is_named(client: "Client", village: "Village", cast: "Cast"):
    """Nothing is taken over as long as one line is in doubt."""
    from tests.cast import as_

    as_(client, cast.binh)
    address = f"/drives/{village.drive.code}"
    answer = client.post(f"{address}/areas/", {"places": "Phù Lưu\nKỳ Lợi\n18999"})
    assert answer.status_code == 400
    assert [str(fault).count("Kỳ Lợi") for fault in answer.context["form"].errors["places"]] == [1, 0]
    table = {"measure": "activated", "denominator": "eligible", "giver": "x", "deadline_on": "2023-12-01"}
    answer = client.post(f"{address}/targets/", table | {"table": "18493; 10\nMai Phụ; nhiều\nKỳ Lợi; 5"})
    assert len(answer.context["form"].errors["table"]) == 2
    assert targets(village.drive).count() == 0
    late = NEW | {"evening_to": "22:30"}
    answer = client.post("/drives/new/", late)
    assert answer.context["form"].errors.keys() == {"evening_to"}
    assert "22:30" in answer.content.decode()


def test_an_officer_reads_their_own_targets_only(client: "Client", village: "Village", cast: "Cast"):
    from bacung.drives.actions import NewTarget, assign_targets
    from bacung.ground.permissions import CONSOLE
    from tests.cast import as_

    day = village.drive.ends_on
    places = ((village.commune_a, 777), (village.commune_b, 888))
    new = [
        NewTarget(place.pk, "activated", "eligible", number, "Công an huyện", day) for place, number in places
    ]
    assign_targets(CONSOLE, village.drive, new)
    page = as_(client, cast.an).get(f"/drives/{village.drive.code}/").content.decode()
    assert "777" in page
    assert "888" not in page
    assert "Mai Phụ" not in page


def test_drives_are_listed_for_people_and_machines(village: "Village"):
    from bacung.drives.commands import drive

    answer = CliRunner().invoke(drive, ["list", "--json"])
    assert answer.exit_code == 0
    assert json.loads(answer.output)["drives"] == [
        {
            "code": "ha-tinh-2023",
            "name": "Ba cùng 2023",
            "starts_on": "2023-06-01",
            "ends_on": "2023-12-10",
            "rules": "2022-decree",
            "is_demo": False,
            "communes": ["18493", "18583"],
        }
    ]
    assert "ha-tinh-2023" in CliRunner().invoke(drive, ["list"]).output


@given(st.integers(0, 10**7))
def test_a_number_is_read_however_its_thousands_are_apart(number: int):
    for apart in ("", ".", ",", " ", "\u00a0"):
        assert whole_number(f"{number:,}".replace(",", apart)) == number


def test_what_is_no_whole_number_is_none():
    assert [whole_number(text) for text in ("4,5", "1.23", "-3", "", "12a", "1.2345")] == [None] * 6


@given(st.text(max_size=60))
def test_pasted_lines_are_counted_as_the_page_counts_them(pasted: str):
    lines = pasted.splitlines()
    assert all(1 <= place <= len(lines) and any(cells) for place, cells in rows(pasted))


def test_ranks_are_read_as_offices_write_them():
    texts = ("Trưởng ban", "phó trưởng ban", "UỶ VIÊN", "Giám đốc")
    assert [rank(text) for text in texts] == ["head", "deputy", "member", None]
