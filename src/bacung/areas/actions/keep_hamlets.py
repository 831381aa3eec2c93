"""Hamlets, kept by their commune: names, other names, order, mergers that can be undone."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max

from bacung.areas.actions.draw import set_point
from bacung.areas.models import Area, Hamlet, HamletAlias, Level
from bacung.areas.naming import accents, split_hamlet
from bacung.areas.queries import resolve_hamlets
from bacung.core.people.names import clean, fold
from bacung.core.problems import Problem
from bacung.ground.audit import record
from bacung.ground.permissions import Viewer, fetch

_LONGEST = 80


@transaction.atomic
def keep_hamlet(viewer: Viewer, *, commune: Area, name: str) -> Hamlet:
    """A new hamlet, last in the order of walking."""
    _held(viewer, commune)
    name = _free_name(commune, name)
    last = Hamlet.objects.filter(commune=commune).aggregate(last=Max("position"))["last"]
    hamlet = Hamlet.objects.create(
        commune=commune, name=name, folded=fold(name), position=0 if last is None else last + 1
    )
    record("areas.hamlet.keep", viewer, hamlet=hamlet.pk, commune=commune.pk)
    return hamlet


@transaction.atomic
def hamlets_for(
    viewer: Viewer, *, commune: Area, names: Iterable[str], create: bool = False
) -> dict[str, Hamlet]:
    """The hamlets that these texts mean, by text. With `create` unknown ones are kept; what could be two is
    left out.
    """
    _held(viewer, commune)
    wanted = [name for name in dict.fromkeys(names) if clean(name)]
    found = resolve_hamlets(commune, wanted)
    if create:
        for name in wanted:
            # Looked up anew: "Thôn 1" just kept is what "thôn 01" means.
            if found[name].kind == "none" and resolve_hamlets(commune, [name])[name].kind == "none":
                keep_hamlet(viewer, commune=commune, name=name)
        found = resolve_hamlets(commune, wanted)
    return {name: each.hamlets[0] for name, each in found.items() if each.kind == "one"}


@transaction.atomic
def rename_hamlet(viewer: Viewer, hamlet: Hamlet, name: str) -> None:
    """Another name; the one before it stays as an alias, for lists go on using it."""
    _held(viewer, hamlet.commune)
    before, name = hamlet.name, clean(name)
    if name == before:
        return
    HamletAlias.objects.filter(hamlet=hamlet, name=name).delete()
    hamlet.name = _free_name(hamlet.commune, name, but=hamlet)
    hamlet.folded = fold(name)
    hamlet.save(update_fields=("name", "folded"))
    if _spelling(before) != _spelling(name):
        HamletAlias.objects.create(hamlet=hamlet, commune=hamlet.commune, name=before, folded=fold(before))
    record("areas.hamlet.rename", viewer, hamlet=hamlet.pk)


@transaction.atomic
def change_hamlet(
    viewer: Viewer,
    hamlet: Hamlet,
    *,
    name: str,
    aliases: Sequence[str],
    position: int | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
) -> None:
    """Everything a commune says of a hamlet at once: all of it, or with a refusal nothing. `position` from
    1.
    """
    before = {alias.name: alias for alias in hamlet.aliases.all()}
    for gone in before.keys() - set(aliases):
        drop_alias(viewer, before[gone])
    rename_hamlet(viewer, hamlet, name)
    for fresh in aliases:
        if not hamlet.aliases.filter(name=fresh).exists():
            add_alias(viewer, hamlet, fresh)
    if (latitude, longitude) != (hamlet.latitude, hamlet.longitude):
        set_point(viewer, hamlet, latitude=latitude, longitude=longitude)
    if position is not None and position - 1 != hamlet.position:
        others = list(Hamlet.objects.filter(commune=hamlet.commune).exclude(pk=hamlet.pk))
        others.insert(position - 1, hamlet)
        order_hamlets(viewer, commune=hamlet.commune, hamlets=others)


@transaction.atomic
def add_alias(viewer: Viewer, hamlet: Hamlet, name: str) -> HamletAlias:
    """Another name people write for it."""
    _held(viewer, hamlet.commune)
    name = _free_name(hamlet.commune, name)
    alias = HamletAlias.objects.create(hamlet=hamlet, commune=hamlet.commune, name=name, folded=fold(name))
    record("areas.hamlet.alias", viewer, hamlet=hamlet.pk)
    return alias


@transaction.atomic
def drop_alias(viewer: Viewer, alias: HamletAlias) -> None:
    """A name that is no longer used for it."""
    _held(viewer, alias.commune)
    record("areas.hamlet.drop-alias", viewer, hamlet=alias.hamlet_id)
    alias.delete()


@transaction.atomic
def merge_hamlets(viewer: Viewer, hamlets: Sequence[Hamlet], *, into: Hamlet) -> None:
    """From now on these are parts of another: their names lead to it, their rows stay where facts point to
    them.
    """
    _held(viewer, into.commune)
    for hamlet in hamlets:
        standing = hamlet.merged_into_id is None and into.merged_into_id is None
        if hamlet.pk == into.pk or hamlet.commune_id != into.commune_id or not standing:
            raise Problem("areas.hamlets-cannot-merge")
        hamlet.merged_into = into
        hamlet.save(update_fields=("merged_into",))
    record("areas.hamlet.merge", viewer, hamlets=[hamlet.pk for hamlet in hamlets], into=into.pk)


@transaction.atomic
def part_hamlet(viewer: Viewer, hamlet: Hamlet) -> None:
    """A merger undone: the hamlet stands by itself again."""
    _held(viewer, hamlet.commune)
    hamlet.merged_into = None
    hamlet.save(update_fields=("merged_into",))
    record("areas.hamlet.part", viewer, hamlet=hamlet.pk)


@transaction.atomic
def order_hamlets(viewer: Viewer, *, commune: Area, hamlets: Sequence[Hamlet]) -> None:
    """The order in which one walks the commune; hamlets not named come after, as they were."""
    _held(viewer, commune)
    named = [hamlet.pk for hamlet in hamlets]
    rows = list(Hamlet.objects.filter(commune=commune))
    rows.sort(key=lambda row: named.index(row.pk) if row.pk in named else len(named) + row.position)
    for position, row in enumerate(rows):
        row.position = position
    Hamlet.objects.bulk_update(rows, ("position",))
    record("areas.hamlet.order", viewer, commune=commune.pk)


def _held(viewer: Viewer, commune: Area) -> None:
    """The commune lies in the viewer's areas, and is one."""
    fetch(Area.objects.all(), viewer, "", pk=commune.pk)
    if commune.level != Level.COMMUNE:
        raise Problem("areas.not-a-commune", name=commune.name)


def _free_name(commune: Area, name: str, but: Hamlet | None = None) -> str:
    """The name, cleaned, if nothing in the commune is spelt like it."""
    name = clean(name)
    if not fold(name) or len(name) > _LONGEST:
        raise Problem("areas.hamlet-unnamed")
    hamlets = Hamlet.objects.filter(commune=commune)
    if but is not None:
        hamlets = hamlets.exclude(pk=but.pk)
    taken = [
        *hamlets.values_list("name", flat=True),
        *HamletAlias.objects.filter(commune=commune).values_list("name", flat=True),
    ]
    if _spelling(name) in {_spelling(each) for each in taken}:
        raise Problem("areas.hamlet-name-taken", name=name)
    return name


def _spelling(name: str) -> tuple[str, str]:
    kind, rest = split_hamlet(name)
    return kind, accents(rest)
