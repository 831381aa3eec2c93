"""From the staged list into the registry: in small transactions behind a closed admission, then one flip."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db import transaction

from bacung.core.matching.decision import decide
from bacung.core.problems import Problem
from bacung.core.sheets.answers import Complaint
from bacung.ground import audit, clock
from bacung.ground.bulk import update_rows
from bacung.ground.events import announce
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.intake import books, storage
from bacung.intake.actions.apply import apply_pending
from bacung.intake.actions.hamlets import Hamlets
from bacung.intake.actions.newcomers import newcomer
from bacung.intake.actions.runs import FEW, Progress, Run
from bacung.intake.actions.totals import accept_totals
from bacung.intake.claims import claims_told
from bacung.intake.convert import Staged, open_row, seal_row
from bacung.intake.events import RowsAccepted
from bacung.intake.matching import Known, row_of
from bacung.intake.models import FOUND, Batch, StagedComplaint, StagedRow
from bacung.registry.actions import NewHousehold, admit, begin_admission, open_admission, place_households
from bacung.registry.models import Person

Opened = tuple[StagedRow, Staged]
Point = tuple[float, float]  # latitude, longitude


def accept(viewer: Viewer, batch: Batch, *, on_progress: Progress | None = None) -> Batch:
    """Take over every row that is ready. Nobody sees any of it before the flip; after a crash, call again.

    Rows with open questions stay behind and come back in the returned book. Twice is as once.
    """
    if batch.state == "accepted":
        return batch
    if batch.kind == FOUND:  # taken one by one, as each is answered
        raise Problem("intake.not-taken-here", kind=batch.kind)
    if batch.kind == "totals":
        return accept_totals(viewer, batch)
    if batch.kind != "people":
        return _hand_over(viewer, batch)
    run = Run(batch, "accepting")
    run.begin("read", "accepting")
    with transaction.atomic():
        if batch.admission_id is None:
            admission = begin_admission(viewer, commune=batch.commune, source=f"batch {batch.pk}")
            run.hold(admission=admission)
            audit.record("intake.accept", viewer, batch=batch.pk)
    batch.refresh_from_db()
    hamlets = Hamlets(viewer, batch.commune)
    known = Known(batch.commune_id)
    while rows := _next_households(batch):
        with recording():
            run.hold()  # who has been overtaken does not even begin
            taken = _take(viewer, batch, rows, hamlets, known)
            batch.progress = rows[-1].household + 1
            batch.rows_accepted += taken
            run.hold(progress=batch.progress, rows_accepted=batch.rows_accepted)
        if on_progress:
            on_progress(batch.rows_accepted)
    with recording():
        run.hold()
        assert batch.admission is not None
        if batch.admission.admitted_at is None:
            open_admission(viewer, batch.admission)
        more = apply_pending(viewer, batch, hamlets)
        if not more:
            _finish(run)
    while more:
        with recording():
            run.hold()
            more = apply_pending(viewer, batch, hamlets)
            if not more:
                _finish(run)
    return batch


def _hand_over(viewer: Viewer, batch: Batch) -> Batch:
    """Let the room that understands this book take it over, all in one transaction."""
    run = Run(batch, "accepting")
    run.begin("read", "accepting")
    with recording(), storage.opened(batch.file) as book:
        told = books.handler_of(batch.kind).take(viewer, batch, book)
        audit.record("intake.accept", viewer, batch=batch.pk)
        run.hold(counts=dict(told))
        _finish(run)
    return batch


def _finish(run: Run) -> None:
    run.end("accepted", accepted_at=clock.now())


def _next_households(batch: Batch) -> list[StagedRow]:
    """The next whole households of ready rows, at most a chunk of them; none once all are done."""
    ready = batch.rows.filter(ready=True, household__gte=batch.progress).order_by("household", "position")
    rows = list(ready[: FEW + 1])
    if len(rows) > FEW:
        unfinished = rows[-1].household
        rows = [row for row in rows if row.household != unfinished]
    return rows


def _take(viewer: Viewer, batch: Batch, rows: Sequence[StagedRow], hamlets: Hamlets, known: Known) -> int:
    """Admit the newcomers of these households; mark what is to be applied to known people after the flip."""
    assert batch.admission is not None
    opened = [(row, open_row(batch.pk, row.position, row.sealed)) for row in rows]
    opened = _matched_again(batch, opened, known)
    hamlets.learn(staged.values.hamlet for _, staged in opened)
    homes = _homes(batch, {row.household for row, _ in opened})
    households: list[NewHousehold] = []
    newcomers: list[Opened] = []
    points: dict[int, Point] = {}
    for number, group in _by_household(opened):
        if number in homes and (point := _point(group)):
            points[homes[number]] = point
        fresh = [(row, staged) for row, staged in group if row.person_id is None]
        if fresh:
            households.append(_household(fresh, homes.get(number), hamlets))
            newcomers += fresh
    place_households(viewer, points)
    ids = admit(viewer, batch.admission, households) if households else []
    for (row, staged), person_id in zip(newcomers, ids, strict=True):
        row.person_id = person_id
        row.pending = staged.values.home_visit
    for row, staged in opened:
        if row.match == "same":
            row.pending = row.changes or bool(row.claims) or bool(staged.typed)
    update_rows(
        StagedRow,
        ("person_id", "pending", "match"),
        [(row.person_id, row.pending, row.match, row.pk) for row, _ in opened],
    )
    claims = claims_told(batch, [row for row, _ in newcomers])
    if claims:
        announce(RowsAccepted(batch.admission_id or 0, claims))
    return len(opened)


def _by_household(opened: Sequence[Opened]) -> Iterator[tuple[int, list[Opened]]]:
    for number, group in groupby(opened, key=lambda pair: pair[0].household):
        yield number, list(group)


def _matched_again(batch: Batch, opened: Sequence[Opened], known: Known) -> list[Opened]:
    """Those who may go in. A newcomer whom somebody else has entered since the reading becomes a question."""
    fresh = [(row, staged) for row, staged in opened if row.person_id is None]
    keys = [row_of(staged.values, batch.commune_id) for _, staged in fresh]
    staying: set[int] = set()
    for (row, staged), key, candidates in zip(fresh, keys, known.candidates(keys), strict=True):
        match = decide(key, candidates)
        said_new = "new" in staged.answers.values()
        if match.kind == "new" or (said_new and "same-number" not in match.why):
            row.match = "new"
        elif match.kind == "same" and match.person and not said_new and "commune" not in match.differences:
            row.match, row.person_id, row.changes = "same", match.person, True
        else:
            staying.add(row.position)
            _ask(batch, row, staged, "intake.known-meanwhile")
    held = {bytes.fromhex(key.citizen_number) for key in keys if key.citizen_number}
    closed = Person.objects.filter(citizen_number_index__in=held, admission__admitted_at=None)
    entering = {
        bytes(index).hex() for index in closed.values_list("citizen_number_index", flat=True) if index
    }
    seen: set[str] = set()
    for (row, staged), key in zip(fresh, keys, strict=True):
        number = key.citizen_number
        if row.person_id is None and number and (number in entering or number in seen):
            staying.add(row.position)
            _ask(batch, row, staged, "intake.known-meanwhile")
        elif number:
            seen.add(number)
    return [(row, staged) for row, staged in opened if row.position not in staying]


def _ask(batch: Batch, row: StagedRow, staged: Staged, code: str) -> None:
    """Take a row back out with one more question."""
    place = len(staged.complaints)
    staged = Staged(
        staged.values,
        [*staged.complaints, Complaint(None, code, None, None, "question")],
        staged.answers,
        staged.typed,
    )
    sealed = seal_row(batch.pk, row.position, staged)
    StagedRow.objects.filter(pk=row.pk).update(ready=False, verdict="question", sealed=sealed)
    StagedComplaint.objects.create(
        batch=batch, position=row.position, place=place, code=code, severity="question"
    )


def _homes(batch: Batch, numbers: set[int]) -> dict[int, int]:
    """Households of this book of which somebody is already on the list: number → the household there."""
    rows = batch.rows.filter(household__in=numbers, person__isnull=False).exclude(match="ask")
    return dict(rows.order_by("-position").values_list("household", "person__household_id"))


def _household(group: Sequence[Opened], home: int | None, hamlets: Hamlets) -> NewHousehold:
    first, point = group[0][1].values, _point(group)
    return NewHousehold(
        people=tuple(newcomer(staged.values) for _, staged in group),
        hamlet_id=hamlets.key(first.hamlet),
        label=(first.household or "")[:60],
        address=(first.address or "")[:160],
        household_id=home,
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
    )


def _point(group: Sequence[Opened]) -> Point | None:
    """Where the list says this house stands: the first of its rows that says so."""
    said = ((staged.values.latitude, staged.values.longitude) for _, staged in group)
    return next(((north, east) for north, east in said if north is not None and east is not None), None)
