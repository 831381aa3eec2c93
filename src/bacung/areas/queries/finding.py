"""Which place a code or a written name means on a day; what could be two is a question, never a guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from django.db.models import Q, QuerySet

from bacung.areas.models import Area, Level, Succession
from bacung.areas.naming import accents, is_accented, key, split_kind
from bacung.areas.queries.on_a_day import units, valid_on
from bacung.core.problems import Problem
from bacung.ground.permissions import Viewer

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


def search(viewer: Viewer, text: str, on: date | None = None) -> QuerySet[Area]:
    """The viewer's units of a day (or of any time) that a code or part of a name means, accents or not."""
    kind, name = split_kind(text)
    words = Q(folded__contains=key(text)) | Q(code=text.strip())
    if kind:
        words |= Q(kind=kind, folded__contains=key(name))
    found = units(viewer).filter(words)
    return (found if on is None else found.filter(valid_on(on))).order_by("depth", "path")


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
