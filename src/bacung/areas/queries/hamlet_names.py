"""Hamlets, and which of them a list means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from bacung.areas.models import Area, Hamlet, HamletAlias
from bacung.areas.naming import accents, is_accented, key, split_hamlet
from bacung.areas.queries.finding import Kind
from bacung.ground.permissions import Viewer, within


@dataclass(frozen=True)
class FoundHamlet:
    """What a written hamlet could be; merged hamlets are answered by the one they went into."""

    kind: Kind
    hamlets: tuple[Hamlet, ...]
    why: str


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
