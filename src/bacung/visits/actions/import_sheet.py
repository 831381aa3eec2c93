"""Taking in an evening sheet given back: door by door, each once; a changed door replaces what it said."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import BinaryIO

from bacung.core.people.names import fold
from bacung.core.problems import Problem
from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.rounds.models import Round
from bacung.rounds.queries import PairSeen, StopSeen, pairs_seen, rounds
from bacung.visits.actions.new_visits import NewOutcome, NewVisit
from bacung.visits.actions.record_visits import record_visits
from bacung.visits.models import Event
from bacung.visits.queries import live_events
from bacung.visits.returned import DoorRows, PersonRow, ReturnedSheet, SheetComplaint, key_of, read_sheet

_SHEETS = uuid.UUID("5c1ff3b4-6f0b-5a0e-9d56-0d1f2c7f8f5e")


@dataclass(frozen=True)
class SheetTaken:
    """What became of a sheet's doors: each is in exactly one of the counts; `held_back` have complaints."""

    round_id: int
    pair_number: int
    doors: int
    recorded: int
    replaced: int
    unchanged: int
    empty: int
    held_back: int
    complaints: tuple[SheetComplaint, ...]


def import_sheet(viewer: Viewer, drive: Drive, file: BinaryIO, name: str) -> SheetTaken:
    """Record what stands on a sheet given back. The same sheet again changes nothing; a door that says
    something else replaces what it said; a door with a row not understood is held back whole.

    Raises `visits.not-a-sheet` for a workbook that is no sheet of the viewer's rounds in this drive.
    """
    round_, pair, sheet = _read(viewer, drive, file, name)
    stops = {seen.stop.position: seen for seen in pair.stops}
    written = _latest(round_, pair)
    counts = dict.fromkeys(("recorded", "replaced", "unchanged", "empty", "held_back"), 0)
    complaints = list(sheet.complaints)
    for position, door in sorted(sheet.doors.items()):
        stop = stops.get(position)
        faults = [*door.complaints, *_misplaced(door, stop)]
        if stop is None or faults:
            complaints += faults
            counts["held_back"] += 1
            continue
        outcome, more = _take(viewer, round_, pair, stop, door, written.get(stop.stop.household_id))
        complaints += more
        counts[outcome] += 1
    return SheetTaken(
        round_.pk,
        pair.pair.number,
        len(sheet.doors),
        complaints=tuple(sorted(complaints, key=lambda each: (each.row, each.column))),
        **counts,
    )


def look_at_sheet(viewer: Viewer, drive: Drive, file: BinaryIO, name: str) -> ReturnedSheet:
    """What stands on a sheet, and nothing is recorded. Refuses as `import_sheet` does."""
    return _read(viewer, drive, file, name)[2]


def _read(viewer: Viewer, drive: Drive, file: BinaryIO, name: str) -> tuple[Round, PairSeen, ReturnedSheet]:
    round_id, number = key_of(file, name)
    round_ = rounds(viewer).filter(drive=drive, pk=round_id).first()
    if round_ is None or not round_.pairs.filter(number=number).exists():
        raise Problem("visits.not-a-sheet", name=name)
    sheet = read_sheet(file, name, on=round_.on, zone_at=_instant)
    return round_, pairs_seen(round_, number)[0], sheet


def _instant(moment: datetime) -> datetime:
    return moment.replace(tzinfo=clock.VIETNAM)


def _latest(round_: Round, pair: PairSeen) -> dict[int, Event]:
    """What stands recorded of each household on this pair's way this evening."""
    homes = [seen.stop.household_id for seen in pair.stops]
    events = live_events(Event.objects.filter(round=round_, household__in=homes).order_by("recorded_at"))
    return {event.household_id: event for event in events}


def _misplaced(door: DoorRows, stop: StopSeen | None) -> Iterable[SheetComplaint]:
    """Rows that did not stand on this sheet: a door or person unknown, or another name than was printed."""
    if stop is None:
        yield SheetComplaint(door.row, "A", "row-unknown", f"{door.position:02d}")
        return
    names = {place: person.name for place, (person, _, _) in enumerate(stop.people)}
    for row in door.people:
        if row.place not in names:
            yield SheetComplaint(row.row, "A", "row-unknown", row.name)
        elif row.name and not fold(row.name).startswith(fold(names[row.place])):
            yield SheetComplaint(row.row, "B", "name-differs", row.name, names[row.place])


def _take(
    viewer: Viewer, round_: Round, pair: PairSeen, stop: StopSeen, door: DoorRows, live: Event | None
) -> tuple[str, list[SheetComplaint]]:
    if live and live.source != "sheet":
        if door.is_empty:
            return "empty", []
        return "held_back", [SheetComplaint(door.row, "A", "already-entered", f"{door.position:02d}")]
    key = f"{round_.pk}/{pair.pair.number}/{door.position}"
    content = _content(door)
    if live and live.pk == _id(key, content, live.voids_id):
        return "unchanged", []
    if door.is_empty:
        return "empty", []
    if not door.outcome and not any(row.outcome for row in door.people):
        return "held_back", [SheetComplaint(door.row, "D", "result-missing", f"{door.position:02d}")]
    visit = _visit(round_, pair, stop, door, live, _id(key, content, live.pk if live else None))
    try:
        fresh = record_visits(viewer, round_.drive, [visit])
    except Problem as problem:
        faults = str(problem.facts.get("faults", _FAULT.get(problem.code, "")))
        if not faults:
            raise
        return "held_back", [
            SheetComplaint(door.row, "D", "impossible", f"{door.position:02d}", faults=faults)
        ]
    return ("unchanged" if not fresh else "replaced" if live else "recorded"), []


_FAULT = {
    "visits.promise-in-quiet-hours": "promise-in-quiet-hours",
    "visits.kit-needs-an-officer": "collected-without-kit",
}


def _content(door: DoorRows) -> str:
    """What the door's rows say, whatever row of the file they stand in."""
    said = asdict(door) | {"row": 0, "complaints": []}
    said["people"] = [row | {"row": 0} for row in said["people"]]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)


def _id(key: str, content: str, replaced: uuid.UUID | None) -> uuid.UUID:
    """The visit's id: what the door says, on which sheet, instead of which visit."""
    return uuid.uuid5(_SHEETS, f"{key}\n{replaced or ''}\n{content}")


def _visit(
    round_: Round, pair: PairSeen, stop: StopSeen, door: DoorRows, live: Event | None, key: uuid.UUID
) -> NewVisit:
    said = [(row, stop.people[row.place][0].pk) for row in door.people]
    promises = [row.back for row in door.people if row.back and row.outcome != "invited"]
    promises += [door.back] if door.back else []
    notes = [door.note, *(f"{row.name}: {row.note}" for row in door.people if row.note)]
    return NewVisit(
        household_id=stop.stop.household_id,
        outcome=door.outcome or "home",  # somebody answered behind it, so it was opened
        occurred_at=min(stop.stop.arrives_at, clock.now()),
        people=tuple(_told(row, person) for row, person in said if row.outcome),
        comes_back_at=min(promises, default=None),
        never=door.never,
        note="\n".join(note for note in notes if note),
        voids=live.pk if live else None,
        round_id=round_.pk,
        pair_number=pair.pair.number,
        source="sheet",
        id=key,
    )


def _told(row: PersonRow, person_id: int) -> NewOutcome:
    invited = row.outcome == "invited"
    return NewOutcome(
        person_id=person_id,
        outcome=row.outcome or "reason",
        reason=row.reason,
        desk_slot_at=row.back if invited else None,
        home_visit_wanted=row.reason == "HOME_VISIT",
    )
