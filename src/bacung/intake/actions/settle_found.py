"""The answers about people met at doors: each at once brings somebody onto the list, or says who it is."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count
from msgspec.structs import replace

from bacung.areas.models import Hamlet
from bacung.core.matching.decision import decide
from bacung.core.problems import Problem
from bacung.ground import audit, clock
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.intake.actions.ask_of_found import MOST_CANDIDATES, question
from bacung.intake.actions.newcomers import newcomer
from bacung.intake.convert import Staged, open_row, seal_row
from bacung.intake.events import FoundSettled
from bacung.intake.matching import Known, row_of
from bacung.intake.models import FOUND, Batch, StagedComplaint, StagedRow
from bacung.intake.questions import answered
from bacung.registry.actions import NewHousehold, admit, begin_admission, open_admission
from bacung.registry.models import Person

Opened = tuple[StagedRow, Staged]


@recording()
def settle_found(
    viewer: Viewer,
    batch: Batch,
    *,
    code: str,
    answer: str,
    positions: Sequence[int] | None = None,
    person_id: int | None = None,
) -> int:
    """Give one answer about these people met (all that are asked so, without `positions`); how many it met.

    same: it is `person_id`, one of the candidates shown, or the likeliest; the list stays as it is. new: they
    come onto the list; if somebody like them has come onto it meanwhile, one asks once more. drop: they do
    not belong on it. What was answered before stays answered.
    """
    if batch.kind != FOUND or batch.state != "read":
        raise Problem("intake.wrong-state", state=batch.state)
    asked = StagedComplaint.objects.select_for_update().filter(batch=batch, code=code, answer="")
    places = {
        each.position: each for each in (asked if positions is None else asked.filter(position__in=positions))
    }
    if not places:
        raise Problem("ground.not-found")
    rows = batch.rows.filter(position__in=places).order_by("position")
    opened = [(row, open_row(batch.pk, row.position, row.sealed)) for row in rows]
    told = [(row, answered(staged, places[row.position].place, answer)) for row, staged in opened]
    if answer == "same":
        _name(viewer, told, person_id)
    elif answer == "new":
        # Door by door: whom two pairs met is known by the time the second of them is looked at.
        told = [each for door in _by_door(told) for each in _let_in(viewer, batch, door)]
    _write(batch, places, told, answer)
    audit.record("intake.settle-found", viewer, batch=batch.pk, answer=answer, people=len(told))
    if told:
        announce(FoundSettled(tuple(row.pk for row, _ in told), clock.now()))
    return len(places)


def _name(viewer: Viewer, told: Sequence[Opened], person_id: int | None) -> None:
    """Write whom each row means: somebody who was shown and is still on the list."""
    for row, staged in told:
        chosen = person_id or next(iter(staged.candidates), None)
        if chosen not in staged.candidates or not Person.admitted.filter(pk=chosen).exists():
            raise Problem("ground.not-found")
        row.person_id, row.match = chosen, "same"


def _by_door(told: Sequence[Opened]) -> list[list[Opened]]:
    doors: dict[int, list[Opened]] = defaultdict(list)
    for row, staged in told:
        doors[row.household].append((row, staged))
    return list(doors.values())


def _let_in(viewer: Viewer, batch: Batch, door: Sequence[Opened]) -> list[Opened]:
    """Let these onto the list behind the door they were met at, but for those one asks about once more."""
    new = _unlike_anybody(batch, door)
    if new:
        first, staged = new[0]
        home = NewHousehold(
            people=tuple(newcomer(staged.values) for _, staged in new),
            hamlet_id=_hamlet(batch, staged.values.hamlet),
            label=(staged.values.household or "")[:60],
            address=(staged.values.address or "")[:160],
            household_id=staged.home or _home(batch, first.household),
        )
        admission = begin_admission(viewer, commune=batch.commune, source=f"batch {batch.pk}")
        for (row, _), key in zip(new, admit(viewer, admission, [home]), strict=True):
            row.person_id, row.match = key, "new"
        open_admission(viewer, admission)
    return new


def _unlike_anybody(batch: Batch, told: Sequence[Opened]) -> list[Opened]:
    """Those who resemble nobody but whom they were told apart from; about the others one asks again."""
    keys = [row_of(staged.values, batch.commune_id) for _, staged in told]
    if not all(key.name for key in keys):
        raise Problem("intake.not-a-value", field="name", value="")
    new = []
    known = Known(batch.commune_id, {staged.values.born for _, staged in told if staged.values.born})
    for (row, staged), key, possible in zip(told, keys, known.candidates(keys), strict=True):
        match = decide(key, possible)
        likely = [one for one in (match.person, *match.others) if one is not None]
        if set(likely) <= set(staged.candidates):
            new.append((row, staged))
        else:
            _ask_again(batch, row, staged, likely)
    return new


def _ask_again(batch: Batch, row: StagedRow, staged: Staged, likely: Sequence[int]) -> None:
    once_more = question(staged.values, asked=True)
    asked = replace(
        staged,
        complaints=[*staged.complaints, once_more],
        candidates=list(dict.fromkeys((*likely, *staged.candidates)))[:MOST_CANDIDATES],
    )
    row.sealed, row.match = seal_row(batch.pk, row.position, asked), "ask"
    row.save(update_fields=["sealed", "match"])
    StagedComplaint.objects.create(
        batch=batch,
        position=row.position,
        place=len(staged.complaints),
        code=once_more.code,
        severity="question",
    )


def _hamlet(batch: Batch, name: str | None) -> int | None:
    kept = Hamlet.objects.filter(commune=batch.commune_id, name=name or "", merged_into=None)
    return kept.values_list("pk", flat=True).first()


def _home(batch: Batch, number: int) -> int | None:
    """The household on the list behind whose door somebody of this one has been named before."""
    named = batch.rows.filter(household=number, person__isnull=False).order_by("position")
    return named.values_list("person__household", flat=True).first()


def _write(batch: Batch, places: dict[int, StagedComplaint], told: Sequence[Opened], answer: str) -> None:
    for row, staged in told:
        row.sealed = seal_row(batch.pk, row.position, staged)
        row.verdict = "accepted" if row.person_id else "refused"
        row.save(update_fields=["sealed", "verdict", "match", "person"])
    for place in places.values():
        place.answer = answer
    StagedComplaint.objects.bulk_update(places.values(), ["answer"])
    now = dict(batch.rows.values_list("verdict").annotate(rows=Count("pk")).order_by())
    taken = now.get("accepted", 0)
    counts = {"verdict": {"question": now.get("question", 0), "accepted": taken}}
    Batch.objects.filter(pk=batch.pk).update(rows_accepted=taken, counts=counts)
    batch.refresh_from_db()
