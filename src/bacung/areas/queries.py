"""Where: units on a day, places found by what somebody wrote, and what became of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bacung.areas.models import Area, Hamlet, HamletAlias, Level, Succession
from bacung.areas.naming import accents, is_accented, key, split_hamlet, split_kind
from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import Viewer, within

Kind = Literal["one", "none", "many"]


@dataclass(frozen=True)
class Found:
    """What a written place could be. `many` is a question for a person, even where `areas` holds a single
    guess.

    why: exact, only-one, no-such-name, shared-name, accents-missing, accents-differ, kind-differs,
    no-such-parent.
    """

    kind: Kind
    areas: tuple[Area, ...]
    why: str


@dataclass(frozen=True)
class FoundHamlet:
    """What a written hamlet could be; merged hamlets are answered by the one they went into."""

    kind: Kind
    hamlets: tuple[Hamlet, ...]
    why: str


def valid_on(on: date, unit: str = "") -> Q:
    """The filter "held on this day"; `unit` is the lookup that leads to the area."""
    prefix = f"{unit}__" if unit else ""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on})
    )


def units(viewer: Viewer) -> QuerySet[Area]:
    """Every unit of every time inside the viewer's areas."""
    return Area.objects.filter(within(viewer))


def at(level: str, on: date) -> QuerySet[Area]:
    """The units of a level on a day, by code."""
    return Area.objects.filter(valid_on(on), level=level).order_by("code")


def communes_under(area: Area, on: date) -> QuerySet[Area]:
    """The communes of a unit on a day; the unit itself if it is one."""
    return at(Level.COMMUNE, on).filter(path__startswith=area.path)


def commune_by_code(code: str, on: date | None = None) -> Area:
    """The commune a code named on a day. Without a day only if the code has named one place.

    Raises areas.unknown-code, areas.ambiguous-code (facts: asked, on; names).
    """
    named = list(Area.objects.filter(level=Level.COMMUNE, code=code.strip()).order_by("valid_from"))
    if on is not None:
        named = [area for area in named if _holds(area, on)]
    if not named:
        raise Problem("areas.unknown-code", asked=code, on=on.strftime("%d/%m/%Y") if on else "—")
    if len(named) > 1 and not _one_place(named):
        raise Problem("areas.ambiguous-code", asked=code, names="; ".join(_dated(area) for area in named))
    return named[-1]


def _holds(area: Area, on: date) -> bool:
    return area.valid_from <= on and (area.valid_to is None or on < area.valid_to)


def _dated(area: Area) -> str:
    return f"{area} ({area.valid_from:%d/%m/%Y}–{f'{area.valid_to:%d/%m/%Y}' if area.valid_to else ''})"


def _one_place(areas: Sequence[Area]) -> bool:
    """Whether each is all of the one before it and nothing else: only its name or its parent changed."""
    origins: dict[int, list[Succession]] = {area.pk: [] for area in areas[1:]}
    for step in Succession.objects.filter(new__in=origins):
        origins[step.new_id].append(step)
    return all(
        [step.old_id for step in origins[now.pk]] == [was.pk] and origins[now.pk][0].whole
        for was, now in pairwise(areas)
    )


def find_place(
    text: str, *, on: date, level: str | None = None, under: Area | None = None, among: Q | None = None
) -> Found:
    """The unit meant by "xã Phù Lưu", "TT. Sóc Sơn" or "Phù Lưu, Lộc Hà, Hà Tĩnh" on a day; never a guess.

    Names are compared without accents; accents that were written then decide, accents that were not decide
    nothing. `among` narrows the candidates further, as to the communes of a drive.
    """
    first, *above = [part for part in (part.strip() for part in text.split(",")) if part] or [""]
    scope = valid_on(on)
    if under is not None:
        scope &= Q(path__startswith=under.path)
    if among is not None:
        scope &= among
    if level is not None:
        scope &= Q(level=level)
    return _named(first, Area.objects.filter(scope), find_parents(above, on) if above else None)


def find_parents(parts: Sequence[str], on: date) -> list[Area]:
    """Every unit that the rest of an address can mean: those called the first of "Lộc Hà", "Hà Tĩnh"."""
    near = Area.objects.filter(valid_on(on)).exclude(level=Level.COMMUNE)
    return list(_named(parts[0], near, find_parents(parts[1:], on) if parts[1:] else None).areas)


def _inside(area: Area, parent: Area) -> bool:
    return area.pk != parent.pk and area.path.startswith(parent.path)


def _named(text: str, candidates: QuerySet[Area], parents: Sequence[Area] | None) -> Found:
    kind, name = split_kind(text)
    hits = list(candidates.filter(folded__in={key(text), key(name)}).order_by("path"))
    if hits and parents is not None:
        hits = [area for area in hits if any(_inside(area, parent) for parent in parents)]
        if not hits:
            return Found("none", (), "no-such-parent")
    # "Phường Đúc" is a name and not only a kind: what matches the whole text needs no kind.
    whole = [area for area in hits if area.folded == key(text)]
    if whole or not kind:
        return _decided(text, tuple(whole or hits))
    of_kind = tuple(area for area in hits if area.kind == kind)
    if hits and not of_kind:
        return Found("many", tuple(hits), "kind-differs")
    return _decided(name, of_kind)


def _decided(text: str, areas: tuple[Area, ...]) -> Found:
    if not areas:
        return Found("none", (), "no-such-name")
    name = split_kind(text)[1]
    written = {accents(name), accents(text)}
    if is_accented(name):
        exact = tuple(area for area in areas if accents(area.name) in written)
        if not exact:
            return Found("many", areas, "accents-differ")
        return Found("one", exact, "exact") if len(exact) == 1 else Found("many", exact, "shared-name")
    if len(areas) == 1:
        return Found("one", areas, "only-one")
    alike = len({accents(area.name) for area in areas}) == 1
    return Found("many", areas, "shared-name" if alike else "accents-missing")


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


def hamlets(viewer: Viewer) -> QuerySet[Hamlet]:
    """The hamlets of the viewer's communes, merged ones left out."""
    return Hamlet.objects.filter(within(viewer, "commune"), merged_into=None)


def resolve_hamlet(commune: Area, text: str) -> FoundHamlet:
    """The hamlet of a commune that a text means, by name or alias."""
    return resolve_hamlets(commune, [text])[text]


def resolve_hamlets(commune: Area, texts: Iterable[str]) -> dict[str, FoundHamlet]:
    """`resolve_hamlet` of many texts, in two queries.

    A kind that was left out or written shorter ("TDP 3", "3") is no obstacle, another kind is a question; so
    are accents other than the hamlet's, and missing ones that could be two hamlets.
    """
    rows = {each.pk: each for each in Hamlet.objects.filter(commune=commune)}
    aliases = HamletAlias.objects.filter(commune=commune)
    names = [(each.name, each) for each in rows.values()]
    names += [(alias.name, rows[alias.hamlet_id]) for alias in aliases]
    known = [
        (*split_hamlet(name), _lasting(hamlet, rows))
        for name, hamlet in sorted(names, key=lambda each: each[1].position)
    ]
    return {text: _hamlet_meant(text, known) for text in texts}


def _hamlet_meant(text: str, known: Sequence[tuple[str, str, Hamlet]]) -> FoundHamlet:
    kind, name = split_hamlet(text)
    hits = [each for each in known if key(each[1]) == key(name)]
    exact = [each for each in hits if accents(each[1]) == accents(name)]
    if is_accented(name) and not exact:
        return _hamlets(hits, "accents-differ", "many")
    hits = exact if is_accented(name) else hits
    for chosen in (
        [each for each in hits if each[0] == kind],
        [each for each in hits if not kind or not each[0]],
    ):
        if chosen:
            return _hamlets(chosen, "accents-missing" if len(exact) < len(chosen) else "shared-name")
    return _hamlets(hits, "kind-differs", "many")


def _hamlets(hits: Sequence[tuple[str, str, Hamlet]], why: str, kind: Kind | None = None) -> FoundHamlet:
    meant = {hamlet.pk: hamlet for _, _, hamlet in hits}
    if not meant:
        return FoundHamlet("none", (), "no-such-name")
    if len(meant) == 1 and kind is None:
        return FoundHamlet("one", tuple(meant.values()), "only-one")
    return FoundHamlet("many", tuple(meant.values()), why)


def _lasting(hamlet: Hamlet, rows: Mapping[int, Hamlet]) -> Hamlet:
    while hamlet.merged_into_id is not None:
        hamlet = rows[hamlet.merged_into_id]
    return hamlet
