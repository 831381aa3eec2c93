"""Hamlets of Phù Lưu: kept by their commune, known by many names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bacung.areas.actions import (
    add_alias,
    change_hamlet,
    hamlets_for,
    keep_hamlet,
    merge_hamlets,
    part_hamlet,
    rename_hamlet,
)
from bacung.areas.models import Area, Hamlet
from bacung.areas.naming import split_hamlet
from bacung.areas.queries import commune_by_code, resolve_hamlet
from bacung.core.problems import Problem
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE, Grant, Viewer
from tests.apps.areas.conftest import SUMMER_2023


@pytest.fixture
def commune(ha_tinh: None) -> Area:
    return commune_by_code("18493", SUMMER_2023)


def meant(commune: Area, text: str) -> tuple[str, list[str]]:
    found = resolve_hamlet(commune, text)
    return found.kind, [hamlet.name for hamlet in found.hamlets]


def test_a_hamlet_is_known_however_its_number_is_written(commune: Area):
    keep_hamlet(CONSOLE, commune=commune, name="Tổ dân phố 3")
    for text in ("TDP 3", "tdp số 03", "Tổ 3", "TỔ DÂN PHỐ SỐ 3", "3", "to dan pho 3", "TDP3"):
        assert meant(commune, text) == ("one", ["Tổ dân phố 3"]), text
    assert meant(commune, "Tổ 13") == ("none", [])


def test_another_kind_of_the_same_number_is_a_question(commune: Area):
    keep_hamlet(CONSOLE, commune=commune, name="Thôn 3")
    assert meant(commune, "Xóm 3") == ("many", ["Thôn 3"])
    keep_hamlet(CONSOLE, commune=commune, name="Xóm 3")
    assert meant(commune, "Xóm 3") == ("one", ["Xóm 3"])
    assert meant(commune, "3") == ("many", ["Thôn 3", "Xóm 3"])


def test_two_hamlets_may_differ_by_one_mark(commune: Area):
    """Thanh Mỹ and Thành Mỹ are two: accents decide, without them it is a question."""
    keep_hamlet(CONSOLE, commune=commune, name="Thôn Thanh Mỹ")
    assert hamlets_for(CONSOLE, commune=commune, names=["Thôn Thành Mỹ"], create=True) == {}
    keep_hamlet(CONSOLE, commune=commune, name="Thôn Thành Mỹ")
    assert meant(commune, "thôn Thành Mĩ") == ("one", ["Thôn Thành Mỹ"])
    assert meant(commune, "Thanh My")[0] == "many"
    assert meant(commune, "Thánh Mỹ")[0] == "many"


def test_a_list_brings_its_hamlets_once(commune: Area):
    names = ["Thôn 1", "thôn 01", "Thôn 2", "", "  "]
    assert hamlets_for(CONSOLE, commune=commune, names=names) == {}
    kept = hamlets_for(CONSOLE, commune=commune, names=names, create=True)
    assert {text: hamlet.name for text, hamlet in kept.items()} == {
        "Thôn 1": "Thôn 1",
        "thôn 01": "Thôn 1",
        "Thôn 2": "Thôn 2",
    }
    assert [hamlet.position for hamlet in commune.hamlets.all()] == [0, 1]


def test_the_old_name_goes_on_meaning_the_renamed_hamlet(commune: Area):
    hamlet = keep_hamlet(CONSOLE, commune=commune, name="Thôn Đông")
    rename_hamlet(CONSOLE, hamlet, "Thôn Đông Thắng")
    assert meant(commune, "Thôn Đông") == ("one", ["Thôn Đông Thắng"])
    rename_hamlet(CONSOLE, hamlet, "Thôn Đông")
    assert meant(commune, "Đông Thắng") == ("one", ["Thôn Đông"])


def test_merged_hamlets_are_answered_by_the_one_they_went_into_until_it_is_undone(commune: Area):
    north, south = (keep_hamlet(CONSOLE, commune=commune, name=f"Thôn {name}") for name in ("Bắc", "Nam"))
    merge_hamlets(CONSOLE, [north], into=south)
    assert meant(commune, "Thôn Bắc") == ("one", ["Thôn Nam"])
    with pytest.raises(Problem, match=r"areas\.hamlets-cannot-merge"):
        merge_hamlets(CONSOLE, [south], into=north)
    part_hamlet(CONSOLE, north)
    assert meant(commune, "Thôn Bắc") == ("one", ["Thôn Bắc"])


def test_a_name_cannot_be_two_hamlets(commune: Area):
    hamlet = keep_hamlet(CONSOLE, commune=commune, name="Thôn 1")
    other = keep_hamlet(CONSOLE, commune=commune, name="Thôn 2")
    add_alias(CONSOLE, hamlet, "Xóm Đình")
    for name in ("thôn 01", "Xóm Đình", "THÔN SỐ 1"):
        with pytest.raises(Problem, match=r"areas\.hamlet-name-taken"):
            add_alias(CONSOLE, other, name)
    for name in ("", "  ", "—", "x" * 81):
        with pytest.raises(Problem, match=r"areas\.hamlet-unnamed"):
            keep_hamlet(CONSOLE, commune=commune, name=name)


def test_a_hamlet_is_changed_wholly_or_not_at_all(commune: Area):
    keep_hamlet(CONSOLE, commune=commune, name="Thôn 1")
    hamlet = keep_hamlet(CONSOLE, commune=commune, name="Thôn 2")
    with pytest.raises(Problem, match=r"areas\.hamlet-name-taken"):
        change_hamlet(CONSOLE, hamlet, name="Thôn Hai", aliases=["Thôn 1"])
    assert Hamlet.objects.get(pk=hamlet.pk).name == "Thôn 2"
    hamlet.refresh_from_db()
    change_hamlet(
        CONSOLE, hamlet, name="Thôn Hai", aliases=["Xóm Hai"], position=1, latitude=18.4, longitude=105.8
    )
    assert [each.name for each in commune.hamlets.all()] == ["Thôn Hai", "Thôn 1"]
    assert meant(commune, "xóm hai") == ("one", ["Thôn Hai"])


def test_nobody_keeps_the_hamlets_of_another_commune(commune: Area):
    """Every change is audited, and outside one's areas there is nothing to change."""
    other = commune_by_code("18583", SUMMER_2023)
    officer = Viewer(7, "An", (Grant("officer", commune.path),))
    keep_hamlet(officer, commune=commune, name="Thôn 1")
    with pytest.raises(Problem, match=r"ground\.not-found"):
        keep_hamlet(officer, commune=other, name="Thôn 1")
    with pytest.raises(Problem, match=r"areas\.not-a-commune"):
        keep_hamlet(CONSOLE, commune=Area.objects.get(code="448"), name="Thôn 1")
    entry = AuditEntry.objects.get(action="areas.hamlet.keep")
    assert (entry.member_id, entry.facts["commune"]) == (7, commune.pk)


@given(st.text(max_size=30))
def test_splitting_a_name_never_fails_and_is_done_once(text: str):
    kind, name = split_hamlet(text)
    assert split_hamlet(text) == (kind, name)
    assert kind == "" or name
