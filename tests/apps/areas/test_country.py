"""The country through time, as the packaged lists and our dated corrections tell it."""

import csv
import json
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bacung.areas.seeding import BEGINNING, REFORM, Key, Passage, Unit, country
from bacung.areas.sources import corrections
from bacung.core.people.names import fold

SUMMER_2023, SPRING_2025 = date(2023, 6, 2), date(2025, 3, 1)
EVE = REFORM - timedelta(days=1)


@cache
def held(on: date, level: str) -> dict[str, Unit]:
    """The units of a level on a day, by code."""
    return {
        unit.code: unit
        for unit in country().units
        if unit.level == level and unit.valid_from <= on and (unit.valid_to is None or on < unit.valid_to)
    }


@cache
def by_key() -> dict[Key | None, Unit]:
    return {unit.key: unit for unit in country().units}


@cache
def steps() -> dict[Key, list[Passage]]:
    found: dict[Key, list[Passage]] = defaultdict(list)
    for step in country().passages:
        found[step.old].append(step)
    return found


def above(unit: Unit) -> str:
    """kind and name of the parent."""
    parent = by_key()[unit.parent]
    return f"{parent.kind} {parent.name}"


def passages(code: str, on: date) -> list[Passage]:
    """What became of the commune that had this code on a day."""
    return steps().get(held(on, "commune")[code].key, [])


def became(code: str, on: date = EVE) -> set[str]:
    return {step.new[1] for step in passages(code, on)}


def test_the_country_has_as_many_units_as_the_state_counted():
    """63 provinces, 696 districts, 10,035 communes until 30 June 2025; 34 and 3,321 from the next day on."""
    assert [len(held(EVE, level)) for level in ("province", "district", "commune")] == [63, 696, 10_035]
    assert [len(held(REFORM, level)) for level in ("province", "district", "commune")] == [34, 0, 3_321]


def test_new_provinces_have_as_many_communes_as_their_resolutions_say():
    """Hà Nội 126, Hà Tĩnh 69, Bắc Ninh with what was Bắc Giang 99."""
    provinces = held(REFORM, "province")
    count = Counter(unit.parent for unit in held(REFORM, "commune").values())
    assert [count[provinces[code].key] for code in ("01", "42", "24")] == [126, 69, 99]


def test_a_unit_is_one_row_as_long_as_nothing_of_it_changes():
    """Hà Tĩnh is the same province before and after; Bắc Ninh under Bắc Giang's old code is another."""
    ha_tinh = [unit for unit in country().units if (unit.level, unit.code) == ("province", "42")]
    assert [(unit.valid_from, unit.valid_to) for unit in ha_tinh] == [(BEGINNING, None)]
    twenty_four = [unit.name for unit in country().units if (unit.level, unit.code) == ("province", "24")]
    assert twenty_four == ["Bắc Giang", "Bắc Ninh"]
    son_tien = [unit for unit in country().units if unit.code == "18142"]
    assert len(son_tien) == 1


def test_code_and_first_day_name_one_unit():
    keys = Counter(unit.key for unit in country().units)
    assert max(keys.values()) == 1


@settings(max_examples=20, deadline=None)
@given(st.dates(BEGINNING, date(2026, 12, 31)))
def test_on_any_day_every_unit_lies_in_one_that_holds(on: date):
    """No commune hangs in a district that has ended, and no code means two units of one level."""
    standing = [
        unit
        for unit in country().units
        if unit.valid_from <= on and (unit.valid_to is None or on < unit.valid_to)
    ]
    keys = {unit.key for unit in standing}
    assert all(unit.parent in keys for unit in standing if unit.level != "province")
    assert len({(unit.level, unit.code) for unit in standing}) == len(standing)


def test_every_unit_that_ended_has_become_something_except_districts_of_the_reform():
    old = {step.old for step in country().passages}
    lost = [unit.key for unit in country().units if unit.valid_to and unit.key not in old]
    assert {key[0] for key in lost} == {"district"}
    ends = {unit.key: unit.valid_to for unit in country().units}
    assert {ends[key] for key in lost} == {REFORM}


def test_passages_join_a_last_day_to_the_next():
    for step in country().passages:
        old, new = by_key()[step.old], by_key()[step.new]
        assert old.valid_to is not None
        assert new.valid_from <= old.valid_to
        assert new.valid_to is None or new.valid_to > old.valid_to


def test_people_of_a_split_commune_follow_no_rule_unless_a_resolution_says_so():
    """Kỳ Lợi went three ways and nobody moves by rule; Sóc Sơn's people stay together."""
    assert became("18796") == {"18754", "18823", "18832"}
    assert [(step.whole, step.people_follow) for step in passages("18796", EVE)] == [(False, False)] * 3
    for code, follow in (("00427", "00376"), ("00409", "00433"), ("00445", "00433")):
        assert became(code) == {"00376", "00433"}
        assert [step.new[1] for step in passages(code, EVE) if step.people_follow] == [follow]
    split = [step for step in country().passages if not step.whole and step.people_follow]
    assert len(split) == 3


def test_soc_son_is_five_communes_now():
    soc_son = [unit for unit in held(SUMMER_2023, "commune").values() if above(unit) == "huyện Sóc Sơn"]
    assert Counter(unit.kind for unit in soc_son) == {"xã": 25, "thị trấn": 1}
    now = {step.new[1] for unit in soc_son for step in passages(unit.code, EVE)}
    assert now == {"00376", "00382", "00385", "00430", "00433"}


def test_places_of_2023_lie_where_they_lay_in_2023():
    """Districts that were dissolved, communes that changed district, towns that became phường."""
    then, later = held(SUMMER_2023, "commune"), held(SPRING_2025, "commune")
    moved = {
        "18493": ("huyện Lộc Hà", "huyện Thạch Hà"),
        "18598": ("huyện Lộc Hà", "thành phố Hà Tĩnh"),
        "18652": ("huyện Thạch Hà", "thành phố Hà Tĩnh"),
        "18685": ("huyện Cẩm Xuyên", "thành phố Hà Tĩnh"),
        "18691": ("huyện Cẩm Xuyên", "thành phố Hà Tĩnh"),
        "07576": ("huyện Lục Ngạn", "thị xã Chũ"),
        "07777": ("huyện Việt Yên", "thị xã Việt Yên"),
    }
    assert {code: (above(then[code]), above(later[code])) for code in moved} == moved
    assert [then["07777"].kind, held(date(2024, 2, 1), "commune")["07777"].kind] == ["thị trấn", "phường"]
    assert len([unit for unit in then.values() if above(unit) == "huyện Lộc Hà"]) == 12
    assert "448" not in held(date(2025, 1, 1), "district")
    assert "448" in held(date(2024, 12, 31), "district")


def test_dai_hoa_entered_quang_trung_and_then_another_quang_trung():
    assert held(SUMMER_2023, "commune")["07312"].name == "Đại Hóa"
    assert became("07312", SUMMER_2023) == {"07315"}
    assert held(SUMMER_2023, "commune")["07315"].name == "Quang Tiến"
    assert held(SPRING_2025, "commune")["07315"].name == "Quang Trung"
    assert became("07315") == {"07333"}


def test_codes_are_used_again_for_other_places():
    """18844 was Kỳ Sơn and is Kỳ Thượng; 00376 was the town of Sóc Sơn and is a commune of seven old ones."""
    old, new = held(EVE, "commune"), held(REFORM, "commune")
    assert (old["18844"].name, new["18844"].name) == ("Kỳ Sơn", "Kỳ Thượng")
    assert (str(old["00376"].kind), str(new["00376"].kind)) == ("thị trấn", "xã")
    renamed = sum(fold(old[code].name) != fold(new[code].name) for code in new.keys() & old.keys())
    assert renamed > 1_700


def test_every_correction_says_how_certain_it_is():
    told = corrections()
    assert {each.certainty for each in told} == {"certain", "likely"}
    assert all(each.until or each.since for each in told)
    assert all(each.until is None or BEGINNING < each.until < REFORM for each in told)


def test_points_lie_in_vietnam_and_not_many_at_one_spot():
    spots = Counter(
        (unit.latitude, unit.longitude) for unit in held(EVE, "commune").values() if unit.latitude is not None
    )
    assert max(spots.values()) == 1
    assert all(8 < latitude < 23.5 and 102 < longitude < 117.5 for latitude, longitude in spots)
    assert all(unit.latitude for unit in held(REFORM, "commune").values())


def test_codes_and_names_agree_with_the_official_list(shared: Path):
    """Every code of the statistics office, under its district; names differ for a few dozen."""
    with (shared / "data/admin/gso_wards_pre2025_10034.csv").open(encoding="utf-8-sig") as file:
        official = {row["Mã"]: row for row in csv.DictReader(file)}
    ours = held(EVE, "commune")
    assert ours.keys() == official.keys()
    assert {c: ours[c].parent[1] for c in ours} == {c: row["Mã QH"] for c, row in official.items()}  # type: ignore[index]
    differ = sum(
        fold(f"{unit.kind} {unit.name}") != fold(official[code]["Tên"]) for code, unit in ours.items()
    )
    assert differ < 80


def test_successions_agree_with_a_list_made_from_the_resolutions(shared: Path):
    """A second, independent conversion: equal for at least 9,981 of 10,035 communes."""
    book = json.loads((shared / "data/admin/old_to_new_splits.json").read_text("utf-8"))["data"]
    theirs = {
        commune["level3_id"]: {part["new_id"] for part in commune["splits"]}
        for province in book
        for commune in province["level3s"]
    }
    ours: dict[str, set[str]] = defaultdict(set)
    for step in country().passages:
        if step.new[2] == REFORM and step.old[0] == "commune":
            ours[step.old[1]].add(step.new[1])
    shared_codes = ours.keys() & theirs.keys()
    assert len(shared_codes) == 10_035
    assert sum(ours[code] == theirs[code] for code in shared_codes) >= 9_981
    assert sum(bool(ours[code] & theirs[code]) for code in shared_codes) >= 10_028


def test_our_seed_communes_agree_with_the_note(shared: Path):
    """The communes of the three newspaper reports: name, district and successors of the eve of the reform."""
    with (shared / "reference/seed_communes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 42
    communes = held(EVE, "commune")
    for row in rows:
        unit = communes[row["old_code"]]
        assert fold(f"{unit.kind} {unit.name}") == fold(row["old_name"])
        assert fold(above(unit)) == fold(row["old_district"].split(" (")[0])
        assert became(unit.code) == set(row["new_codes"].split(";"))
        follow = {step.new[1] for step in passages(unit.code, EVE) if step.people_follow}
        assert follow == set(filter(None, [row["population_goes_to_code"]]))
