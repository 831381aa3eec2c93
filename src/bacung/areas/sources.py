"""What is known of the country's units: the tables of the package vietnamadminunits, read as data.

The package knows two moments, the eve and the day of 1 July 2025, and no dates. `corrections.csv` says what
was otherwise before, until when, and how certain that is; `seed_communes.csv` says where the people of a
split commune went. Importing the package would load a geocoder, so its files are read from where they lie.
"""

import csv
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

Code = tuple[str, str]
"""(level, code): what a unit is called by on one day."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One unit as a list of one moment has it. `parent` is a code of the level above."""

    level: str
    code: str
    kind: str
    name: str
    parent: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What the code meant from `since` until the day before `until`; empty words are as in the package.

    Without `until` it says that the package's own unit began on `since`. `becomes`: codes that took it over.
    """

    level: str
    code: str
    kind: str
    name: str
    parent: str
    since: date | None
    until: date | None
    becomes: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Share:
    """What a resolution says of one old commune and one new one. `people`: the people of the old one
    follow.
    """

    people: bool
    note: str


def _data() -> Path:
    spec = find_spec("vietnamadminunits")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "data"


def _rows(table: str) -> Iterator[sqlite3.Row]:
    database = sqlite3.connect(f"{(_data() / 'dataset.db').as_uri()}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    try:
        yield from database.execute(f"SELECT * FROM {table}")
    finally:
        database.close()


def _named(level: str, code: str, full: str, parent: str, point: tuple[float | None, float | None]) -> Listed:
    """The full name tells the kind more reliably than the package's own column."""
    match = re.match(r"(?i)(thành phố|thị trấn|thị xã|đặc khu|phường|huyện|quận|tỉnh|xã) (.+)", full)
    assert match, full
    return Listed(level, code, match[1].lower(), match[2], parent, *point)


@dataclass(frozen=True)
class Lists:
    """The units on 30 June 2025 and on 1 July 2025, and which of the old went into which of the new."""

    old: dict[Code, Listed]
    new: dict[Code, Listed]
    provinces: dict[str, tuple[str, ...]]
    """new province → the old ones it was made of."""
    communes: dict[Code, tuple[str, ...]]
    """old commune (or island district without communes) → the new ones it went into."""


@cache
def lists() -> Lists:
    """Both lists, read once: 63 provinces, 696 districts and 10,035 communes; 34 provinces, 3,321
    communes.
    """
    legacy, present = list(_rows("admin_units_legacy")), list(_rows("admin_units"))
    # Several communes at one point: the geocoder knew only the district. Better no point than a wrong one.
    crowd = Counter((row["wardLat"], row["wardLon"]) for row in legacy)
    old: dict[Code, Listed] = {}
    by_key: dict[str, Code] = {}
    for row in legacy:
        province, district, ward = row["provinceCode"], row["districtCode"], row["wardCode"]
        old["province", province] = _named(
            "province", province, row["province"], "", (row["provinceLat"], row["provinceLon"])
        )
        old["district", district] = _named(
            "district", district, row["district"], province, (row["districtLat"], row["districtLon"])
        )
        if ward:
            point = row["wardLat"], row["wardLon"]
            alone = point if crowd[point] == 1 else (None, None)
            old["commune", ward] = _named("commune", ward, row["ward"], district, alone)
        unit = ("commune", ward) if ward else ("district", district)
        by_key[f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"] = unit
    new: dict[Code, Listed] = {}
    now_called: dict[tuple[str, str], str] = {}
    for row in present:
        province, ward = row["provinceCode"], row["wardCode"]
        new["province", province] = _named(
            "province", province, row["province"], "", (row["provinceLat"], row["provinceLon"])
        )
        new["commune", ward] = _named(
            "commune", ward, row["ward"], province, (row["wardLat"], row["wardLon"])
        )
        now_called[row["provinceKey"], row["wardKey"]] = ward
    was = {row["provinceKey"]: row["provinceCode"] for row in legacy}
    is_now = {row["provinceKey"]: row["provinceCode"] for row in present}
    book = json.loads((_data() / "converter_2025.json").read_text())
    went: dict[Code, list[str]] = {}
    for province, wards in book["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for each in olds:
                went.setdefault(by_key[each], []).append(now_called[province, ward])
    for province, divided in book["DICT_PROVINCE_WARD_DIVIDED"].items():
        for each, parts in divided.items():
            went[by_key[each]] = [now_called[province, part["newWardKey"]] for part in parts]
    return Lists(
        old=old,
        new=new,
        provinces={
            is_now[key]: tuple(was[each] for each in keys) for key, keys in book["DICT_PROVINCE"].items()
        },
        communes={unit: tuple(sorted(codes)) for unit, codes in went.items()},
    )


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("bacung.areas") / name).read_text("utf-8").splitlines()))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def corrections() -> tuple[Correction, ...]:
    """Our dated corrections, which override the package."""
    return tuple(
        Correction(
            row["level"],
            row["code"],
            row["kind"],
            row["name"],
            row["parent"],
            _day(row["since"]),
            _day(row["until"]),
            tuple(filter(None, row["becomes"].split(";"))),
            row["certainty"],
        )
        for row in _table("corrections.csv")
    )


_PART = re.compile(r"\((\d{5})\): ([^;.]+)")


@cache
def shares() -> dict[tuple[str, str], Share]:
    """(old commune, new commune) → what became of its people, where a resolution was read."""
    return {
        (row["old_code"], new): Share(
            people=row["population_goes_to_code"] == new,
            note=dict(_PART.findall(row["note"])).get(new, "").strip(),
        )
        for row in _table("seed_communes.csv")
        for new in row["new_codes"].split(";")
    }
