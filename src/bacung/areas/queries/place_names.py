"""What places were and are called, and what became of them."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from bacung.areas.models import Area, Succession
from bacung.ground import clock


def full_name(area: Area) -> str:
    """The name with everything above it, as they were while it held: "xã Phù Lưu, huyện Lộc Hà, tỉnh Hà
    Tĩnh".
    """
    return full_names([area])[area.pk]


def full_names(areas: Iterable[Area]) -> dict[int, str]:
    """`full_name` of many, by id, in one query."""
    areas = list(areas)
    step = Area.steplen
    above = {area.path[:end] for area in areas for end in range(step, len(area.path), step)}
    named = {parent.path: str(parent) for parent in Area.objects.filter(path__in=above)}
    return {
        area.pk: ", ".join(
            [str(area), *(named[area.path[:end]] for end in range(len(area.path) - step, 0, -step))]
        )
        for area in areas
    }


def successors(area: Area, on: date | None = None) -> tuple[Area, ...]:
    """The units that hold on a day (today) where this one was; itself while it holds."""
    return successors_of([area], on)[area.pk]


def successors_of(areas: Iterable[Area], on: date | None = None) -> dict[int, tuple[Area, ...]]:
    """`successors` of many, by id, in as many queries as there were reforms in between."""
    day = on or clock.today()
    reached: dict[int, dict[int, Area]] = {area.pk: {area.pk: area} for area in areas}
    while True:
        past = {
            each.pk
            for ends in reached.values()
            for each in ends.values()
            if each.valid_to and each.valid_to <= day
        }
        steps: dict[int, list[Area]] = {}
        for step in Succession.objects.filter(old__in=past).select_related("new").order_by("new__path"):
            steps.setdefault(step.old_id, []).append(step.new)
        if not steps:
            return {origin: tuple(ends.values()) for origin, ends in reached.items()}
        for origin, ends in reached.items():
            moved = [new for each in ends.values() for new in steps.get(each.pk, [each])]
            reached[origin] = {each.pk: each for each in moved}


def origins(area: Area) -> tuple[Succession, ...]:
    """What the unit was made of, with how much of each, `old` loaded."""
    return tuple(area.origins.select_related("old").order_by("old__code"))


def passages(area: Area) -> tuple[Succession, ...]:
    """What the unit went into, with how much of it, `new` loaded."""
    return tuple(area.successions.select_related("new").order_by("new__code"))


def name_on(area: Area, on: date) -> str:
    """What the place was called on a day after the unit began; several names where it was split."""
    return ", ".join(each.name for each in successors(area, on))


def with_present_name(area: Area, on: date | None = None) -> str:
    """The name with the present one beside it: "Phù Lưu (nay Mai Phụ)" in Vietnamese; alone where nothing
    changed.
    """
    return with_present_names([area], on)[area.pk]


def with_present_names(areas: Iterable[Area], on: date | None = None) -> dict[int, str]:
    """`with_present_name` of many, by id."""
    areas = list(areas)
    now = successors_of(areas, on)
    named = {}
    for area in areas:
        names = [each.name for each in now[area.pk]]
        named[area.pk] = (
            area.name
            if names == [area.name]
            else _("%(name)s (now %(present)s)") % {"name": area.name, "present": ", ".join(names)}
        )
    return named
