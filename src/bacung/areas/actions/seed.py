"""The country written down; written again, it changes nothing."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction

from bacung.areas.models import Area, Succession
from bacung.areas.naming import key
from bacung.areas.seeding import Country, Key, Unit, country
from bacung.ground.audit import record
from bacung.ground.permissions import Viewer

_TOLD = ("kind", "name", "folded", "valid_to")
_BATCH = 2000


@dataclass(frozen=True)
class Seeded:
    """How many rows were new, and how many said something else than before."""

    areas: int
    changed: int
    successions: int


@transaction.atomic
def seed(viewer: Viewer, *, provinces: Collection[str] = ()) -> Seeded:
    """Write every unit and passage of `seeding.country()`, or of some provinces (codes, of any vintage)
    alone.

    Rows are known again by level, code and first day: they keep their id and path, and points once corrected
    by hand stay. About 14,400 units and 10,900 passages; seconds.
    """
    chosen = _chosen(country(), frozenset(provinces))
    known = {_key(area): area for area in Area.objects.all()}
    changed = _told_anew(chosen.units, known)
    Area.objects.bulk_update(changed, _TOLD, batch_size=200)
    fresh = _planted(chosen.units, known)
    Area.objects.bulk_create(fresh, batch_size=_BATCH)
    known |= {_key(area): area for area in fresh}
    _count_children(known.values())
    held = set(Succession.objects.values_list("old_id", "new_id"))
    steps = [
        Succession(
            old=known[step.old],
            new=known[step.new],
            whole=step.whole,
            people_follow=step.people_follow,
            note=step.note,
        )
        for step in chosen.passages
        if (known[step.old].pk, known[step.new].pk) not in held
    ]
    Succession.objects.bulk_create(steps, batch_size=_BATCH)
    seeded = Seeded(areas=len(fresh), changed=len(changed), successions=len(steps))
    if seeded != Seeded(0, 0, 0):
        record(
            "areas.seed",
            viewer,
            areas=seeded.areas,
            changed=seeded.changed,
            successions=seeded.successions,
        )
    return seeded


def _key(area: Area) -> Key:
    return area.level, area.code, area.valid_from


def _chosen(all_of_it: Country, provinces: frozenset[str]) -> Country:
    if not provinces:
        return all_of_it
    inside: dict[Key, Unit] = {}
    for unit in all_of_it.units:
        if unit.parent in inside or (unit.parent is None and unit.code in provinces):
            inside[unit.key] = unit
    passages = (step for step in all_of_it.passages if step.old in inside and step.new in inside)
    return Country(tuple(inside.values()), tuple(passages))


def _told_anew(units: Iterable[Unit], known: dict[Key, Area]) -> list[Area]:
    """The rows whose words or last day the data now tell otherwise, already changed."""
    changed = []
    for unit in units:
        area = known.get(unit.key)
        told = (unit.kind, unit.name, key(unit.name), unit.valid_to)
        if area and (area.kind, area.name, area.folded, area.valid_to) != told:
            area.kind, area.name, area.folded, area.valid_to = told
            changed.append(area)
    return changed


def _planted(units: Iterable[Unit], known: dict[Key, Area]) -> list[Area]:
    """New rows with their place in the tree: after the last child their parent has, as treebeard would."""
    last: Counter[str] = Counter()
    for area in known.values():
        step = Area._str2int(area.path[-Area.steplen :])
        above = area.path[: -Area.steplen]
        last[above] = max(last[above], step)
    paths = {each: area.path for each, area in known.items()}
    fresh = []
    for unit in units:
        if unit.key in paths:
            continue
        above = paths[unit.parent] if unit.parent else ""
        depth = len(above) // Area.steplen + 1
        last[above] += 1
        paths[unit.key] = Area._get_path(above, depth, last[above])
        fresh.append(
            Area(
                path=paths[unit.key],
                depth=depth,
                level=unit.level,
                code=unit.code,
                kind=unit.kind,
                name=unit.name,
                folded=key(unit.name),
                valid_from=unit.valid_from,
                valid_to=unit.valid_to,
                latitude=unit.latitude,
                longitude=unit.longitude,
            )
        )
    return fresh


def _count_children(areas: Collection[Area]) -> None:
    children = Counter(area.path[: -Area.steplen] for area in areas)
    wrong = [area for area in areas if area.numchild != children[area.path]]
    for area in wrong:
        area.numchild = children[area.path]
    Area.objects.bulk_update(wrong, ("numchild",), batch_size=200)
