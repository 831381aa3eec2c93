"""Which place a code or a written name means: what could be two stays a question."""

from collections.abc import Callable
from datetime import date

import pytest

from bacung.areas.models import Area
from bacung.areas.queries import (
    at,
    commune_by_code,
    find_place,
    full_name,
    full_names,
    name_on,
    search,
    successors,
    with_present_name,
)
from bacung.core.people.names import fold
from bacung.core.problems import Problem
from bacung.ground.permissions import CONSOLE, Grant, Viewer
from tests.apps.areas.conftest import AUTUMN_2025, SPRING_2025, SUMMER_2023


@pytest.mark.usefixtures("ha_tinh")
class TestHaTinh:
    """Hà Tĩnh alone is seeded."""

    def test_a_name_follows_the_date(self):
        """One code, three names above it, and the present name beside it."""
        then = commune_by_code("18493", SUMMER_2023)
        assert full_name(then) == "xã Phù Lưu, huyện Lộc Hà, tỉnh Hà Tĩnh"
        assert full_name(commune_by_code("18493", SPRING_2025)) == "xã Phù Lưu, huyện Thạch Hà, tỉnh Hà Tĩnh"
        assert [full_name(area) for area in successors(then)] == ["xã Mai Phụ, tỉnh Hà Tĩnh"]
        assert (name_on(then, SUMMER_2023), name_on(then, AUTUMN_2025)) == ("Phù Lưu", "Mai Phụ")
        assert with_present_name(then, AUTUMN_2025) in ("Phù Lưu (nay Mai Phụ)", "Phù Lưu (now Mai Phụ)")
        assert with_present_name(then, SPRING_2025) == "Phù Lưu"

    def test_a_split_commune_is_in_three_places_now(self):
        ky_loi = commune_by_code("18796", SUMMER_2023)
        assert {area.name for area in successors(ky_loi)} == {"Sông Trí", "Vũng Áng", "Hoành Sơn"}

    def test_a_code_without_a_day_must_have_named_one_place(self):
        """Phù Lưu changed only its district: still one place. 18844 named Kỳ Sơn and Kỳ Thượng."""
        assert commune_by_code("18493").valid_to == date(2025, 7, 1)
        with pytest.raises(Problem) as refused:
            commune_by_code("18844")
        assert refused.value.code == "areas.ambiguous-code"
        assert commune_by_code("18844", SUMMER_2023).name == "Kỳ Sơn"
        assert commune_by_code("18844", AUTUMN_2025).name == "Kỳ Thượng"

    @pytest.mark.parametrize("code", ["99999", "", "18493 or so"])
    def test_an_unknown_code_is_refused(self, code: str):
        with pytest.raises(Problem) as refused:
            commune_by_code(code, SUMMER_2023)
        assert refused.value.code == "areas.unknown-code"

    @pytest.mark.parametrize(
        ("text", "on", "found"),
        [
            ("Phù Lưu", SUMMER_2023, "xã Phù Lưu, huyện Lộc Hà, tỉnh Hà Tĩnh"),
            ("XÃ PHÙ LƯU, H. Lộc Hà", SUMMER_2023, "xã Phù Lưu, huyện Lộc Hà, tỉnh Hà Tĩnh"),
            ("phu luu, loc ha, ha tinh", SUMMER_2023, "xã Phù Lưu, huyện Lộc Hà, tỉnh Hà Tĩnh"),
            ("TP Hà Tĩnh", SUMMER_2023, "thành phố Hà Tĩnh, tỉnh Hà Tĩnh"),
            ("P. Hà Huy Tập", AUTUMN_2025, "phường Hà Huy Tập, tỉnh Hà Tĩnh"),
            ("tt Lộc Hà", SUMMER_2023, "thị trấn Lộc Hà, huyện Lộc Hà, tỉnh Hà Tĩnh"),
        ],
    )
    def test_a_place_is_found_as_offices_write_it(self, text: str, on: date, found: str):
        place = find_place(text, on=on)
        assert place.kind == "one"
        assert full_name(place.areas[0]) == found

    @pytest.mark.parametrize(
        ("text", "kind", "why"),
        [
            ("Hà Tĩnh", "many", "shared-name"),
            ("Phú Lựu", "many", "accents-differ"),
            ("thị trấn Phù Lưu", "many", "kind-differs"),
            ("Phù Lưu, Cẩm Xuyên", "none", "no-such-parent"),
            ("Mai Phú Lâm", "none", "no-such-name"),
            ("", "none", "no-such-name"),
            (",", "none", "no-such-name"),
        ],
    )
    def test_what_is_not_certain_is_a_question(self, text: str, kind: str, why: str):
        place = find_place(text, on=SUMMER_2023)
        assert (place.kind, place.why) == (kind, why)

    def test_every_commune_is_found_by_its_full_name_and_never_mistaken_without_accents(self):
        """With accents exactly the one meant; without them the one meant, or a question that names it."""
        communes = list(at("commune", SUMMER_2023)[:60])
        names = full_names(communes)
        for commune in communes:
            exact = find_place(names[commune.pk], on=SUMMER_2023)
            assert (exact.kind, exact.areas) == ("one", (commune,))
            folded = ", ".join(fold(part) for part in names[commune.pk].split(","))
            assert commune in find_place(folded, on=SUMMER_2023).areas

    def test_search_needs_no_accents_and_stays_inside_the_viewers_areas(self):
        loc_ha = Area.objects.get(code="448")
        officer = Viewer(1, "An", (Grant("officer", loc_ha.path),))
        assert [str(area) for area in search(CONSOLE, "phu luu", SUMMER_2023)] == ["xã Phù Lưu"]
        assert search(CONSOLE, "18796", SUMMER_2023).count() == 1
        assert search(officer, "ky loi", SUMMER_2023).count() == 0
        assert search(officer, "Phù", SUMMER_2023).count() == 2


def test_van_lang_and_van_lang_with_a_breve_stay_two(seeded: Callable[..., None]):
    """Two communes of Thái Nguyên differ by one mark: accents decide, their absence asks."""
    seeded("19")
    assert find_place("Văn Lang, Thái Nguyên", on=AUTUMN_2025).areas[0].code == "02143"
    assert find_place("Văn Lăng, Thái Nguyên", on=AUTUMN_2025).areas[0].code == "05665"
    asked = find_place("Van Lang, Thai Nguyen", on=AUTUMN_2025)
    assert (asked.kind, asked.why, len(asked.areas)) == ("many", "accents-missing", 2)


def test_soc_son_is_a_district_a_town_and_a_commune(seeded: Callable[..., None]):
    """00376 without a day is ambiguous though the name never changed: what it names did."""
    seeded("01")
    with pytest.raises(Problem) as refused:
        commune_by_code("00376")
    assert refused.value.code == "areas.ambiguous-code"
    assert commune_by_code("00376", SUMMER_2023).kind == "thị trấn"
    assert commune_by_code("00376", AUTUMN_2025).kind == "xã"
    assert find_place("Sóc Sơn, Hà Nội", on=SUMMER_2023).kind == "many"
    assert find_place("TT. Sóc Sơn", on=SUMMER_2023).kind == "one"
    assert find_place("Đức Hoà, huyện Sóc Sơn", on=SUMMER_2023).areas[0].code == "00430"
    assert find_place("thị trấn Sóc Sơn, Hà Nội", on=AUTUMN_2025).why == "kind-differs"
