"""A drive of the village: its communes, its mandate, its targets, and who may change them."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bacung.core.problems import Problem
from bacung.drives.actions import (
    NewMandate,
    NewTarget,
    Seat,
    assign_targets,
    set_areas,
    set_mandate,
    withdraw_targets,
)
from bacung.drives.convert import new_mandate
from bacung.drives.queries import (
    committee,
    communes,
    covering,
    drive_by_code,
    drives,
    is_wholly_of,
    mandate_of,
    targets,
)
from bacung.ground.permissions import CONSOLE

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village

JUNE, DECEMBER = date(2023, 6, 30), date(2023, 12, 10)


def target(area_id: int, number: int, measure: str = "activated", denominator: str = "eligible") -> NewTarget:
    return NewTarget(area_id, measure, denominator, number, "Công an tỉnh", DECEMBER)


def test_a_drive_covers_its_communes_on_its_days(village: "Village"):
    drive, a, b = village.drive, village.commune_a, village.commune_b
    assert list(communes(drive)) == [a, b]
    assert list(covering(a.pk)) == list(covering([a.pk, b.pk])) == [drive]
    assert list(covering(a.pk, JUNE)) == [drive]
    assert list(covering(a.pk, date(2023, 5, 31))) == []
    assert list(covering(village.district.pk)) == []


def test_a_commune_that_leaves_takes_its_targets_along(village: "Village"):
    drive, a, b = village.drive, village.commune_a, village.commune_b
    assign_targets(CONSOLE, drive, [target(a.pk, 4363), target(b.pk, 100)])
    set_areas(CONSOLE, drive, [a])
    assert list(communes(drive)) == [a]
    assert [each.area_id for each in targets(drive)] == [a.pk]
    with pytest.raises(Problem, match=r"drives\.not-a-commune"):
        set_areas(CONSOLE, drive, [village.district])


def test_a_target_gives_way_to_the_next_of_its_kind_and_stands_beside_others(village: "Village"):
    """One number for each commune, measure and denominator: denominators are never mixed."""
    drive, a = village.drive, village.commune_a
    assign_targets(CONSOLE, drive, [target(a.pk, 10), target(a.pk, 20)])
    assign_targets(CONSOLE, drive, [target(a.pk, 4363), target(a.pk, 4000, "activated_phones", "needs_app")])
    found = [(each.measure, each.denominator, each.number) for each in targets(drive)]
    assert found == [("activated", "eligible", 4363), ("activated_phones", "needs_app", 4000)]
    withdraw_targets(CONSOLE, drive, [targets(drive)[0].pk])
    assert targets(drive).count() == 1


def test_a_target_needs_a_measure_we_count_and_a_commune_of_the_drive(village: "Village"):
    with pytest.raises(Problem, match=r"drives\.unknown-measure"):
        assign_targets(CONSOLE, village.drive, [target(village.commune_a.pk, 1, "happiness")])
    with pytest.raises(Problem, match=r"drives\.not-in-this-drive"):
        assign_targets(CONSOLE, village.drive, [target(village.district.pk, 1)])
    assert targets(village.drive).count() == 0


def test_a_mandate_is_given_back_as_it_was_given(village: "Village"):
    """Two organisations share the committee; the head comes first however it was written down."""
    assert mandate_of(village.drive) is None
    given = NewMandate(
        superior_body="Công an tỉnh",
        issuing_body="Công an huyện",
        grounds=("Đề án 06", "Kế hoạch 01"),
        plan_number="01/KH",
        opening_on=date(2023, 6, 2),
        closing_on=DECEMBER,
        recipients=("Như trên",),
        signatory="Trưởng Công an huyện",
        seats=(
            Seat("deputy", "Đoàn Thanh niên", "Bí thư"),
            Seat("head", "Công an tỉnh", "Phó Giám đốc"),
        ),
    )
    set_mandate(CONSOLE, village.drive, NewMandate(plan_number="00/KH", seats=given.seats * 2))
    mandate = set_mandate(CONSOLE, village.drive, given)
    assert new_mandate(mandate_of(village.drive)) == given
    assert [seat.rank for seat in committee(mandate)] == ["head", "deputy"]


def test_an_officer_sees_the_drive_and_the_targets_of_their_own_commune(village: "Village", cast: "Cast"):
    """Only who sees all of a drive may change it."""
    from tests.cast import viewer

    drive, a, b = village.drive, village.commune_a, village.commune_b
    an, binh, hoa = viewer(cast.an), viewer(cast.binh), viewer(cast.hoa)
    assign_targets(binh, drive, [target(a.pk, 1), target(b.pk, 2)])
    assert drive_by_code(an, drive.code) == drive
    assert [each.area_id for each in targets(drive, an)] == [a.pk]
    assert list(communes(drive, an)) == [a]
    assert (is_wholly_of(binh, drive), is_wholly_of(an, drive)) == (True, False)
    with pytest.raises(Problem, match=r"drives\.partly-yours"):
        assign_targets(an, drive, [target(a.pk, 3)])
    assert list(drives(hoa)) == []
    with pytest.raises(Problem, match=r"drives\.unknown-code"):
        drive_by_code(hoa, drive.code)
