"""The country written down, twice."""

import pytest

from bacung.areas.actions import seed, set_point
from bacung.areas.models import Area, Succession
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE


@pytest.mark.django_db
def test_seeding_twice_changes_nothing_and_keeps_what_was_corrected_by_hand():
    first = seed(CONSOLE, provinces=("42",))
    phu_luu = Area.objects.filter(code="18493").earliest("valid_from")
    set_point(CONSOLE, phu_luu, latitude=18.44, longitude=105.8)
    before = list(Area.objects.order_by("pk").values())
    again = seed(CONSOLE, provinces=("42",))
    assert (again.areas, again.changed, again.successions) == (0, 0, 0)
    assert list(Area.objects.order_by("pk").values()) == before
    assert (first.areas, first.successions) == (Area.objects.count(), Succession.objects.count())
    assert AuditEntry.objects.filter(action="areas.seed").count() == 1


@pytest.mark.django_db
def test_what_the_data_tell_otherwise_is_told_anew_under_the_same_id():
    """A corrected name or last day is written into the row that is there."""
    seed(CONSOLE, provinces=("42",))
    row = Area.objects.get(code="18796")
    Area.objects.filter(pk=row.pk).update(name="Kỳ Lợị", valid_to=None)
    assert seed(CONSOLE, provinces=("42",)).changed == 1
    row.refresh_from_db()
    assert (row.name, str(row.valid_to)) == ("Kỳ Lợi", "2025-07-01")


@pytest.mark.django_db
def test_the_tree_is_sound_and_a_province_can_join_later():
    """treebeard finds no fault, also after another province was added beside."""
    seed(CONSOLE, provinces=("14",))
    seed(CONSOLE, provinces=("14", "42"))
    assert Area.objects.filter(depth=1).count() == 2
    assert list(Area.objects.find_problems()) == [[], [], [], [], []]
    for area in Area.objects.filter(level="commune")[:20]:
        assert Area.objects.get_parent(area).path == area.path[:-4]
