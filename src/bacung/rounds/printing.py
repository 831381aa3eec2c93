"""From a planned round to its papers: the sheet of each pair, the round's PDF, the workbook to give back."""

from datetime import time

from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.registry.models import Person
from bacung.registry.queries import masked_number, masked_phone
from bacung.rounds.actions import settle_round
from bacung.rounds.models import Round
from bacung.rounds.papers import door_sheet, filled_sheet, words
from bacung.rounds.papers.sheet import DoorSheet, SheetDoor, SheetPerson
from bacung.rounds.queries import PairSeen, StopSeen, pairs_seen


def round_pdf(viewer: Viewer, round_: Round, number: int | None = None) -> bytes:
    """The evening sheets of a round, or of one pair, as one PDF. Audited as an export; the plan stays from
    then on.
    """
    settle_round(round_.pk)
    sheets = [sheet_of(round_, pair) for pair in pairs_seen(round_, number)]
    _exported(viewer, round_, number, "pdf", sheets)
    return door_sheet.pdf(*sheets)


def pair_workbook(viewer: Viewer, round_: Round, number: int) -> bytes:
    """The evening sheet of a pair as a workbook to fill in and give back. Audited as an export."""
    settle_round(round_.pk)
    sheets = [sheet_of(round_, pair) for pair in pairs_seen(round_, number)]
    _exported(viewer, round_, number, "xlsx", sheets)
    return filled_sheet.workbook(sheets[0])


def _exported(viewer: Viewer, round_: Round, number: int | None, kind: str, sheets: list[DoorSheet]) -> None:
    people = sum(len(door.persons) for sheet in sheets for door in sheet.doors)
    audit.record("rounds.export", viewer, round=round_.pk, pair=number, kind=kind, people=people)


def sheet_of(round_: Round, seen: PairSeen) -> DoorSheet:
    """The pair's evening as frozen data."""
    notes = [words.note(note["code"], note["facts"]) for note in round_.plan["notes"]]
    if not seen.pair.companion:
        notes.append(words.ALONE)
    return DoorSheet(
        key=f"{round_.pk}-{seen.pair.number}",
        drive=round_.drive.name,
        commune=str(round_.commune),
        on=round_.on,
        pair=seen.pair.number,
        walkers=tuple(member.full_name for member in seen.walkers),
        begins=seen.pair.begins,
        ends=seen.pair.ends,
        station_phone=round_.station_phone,
        doors=tuple(_door(stop) for stop in seen.stops),
        companion=seen.pair.companion,
        with_kit=seen.pair.has_kit,
        notes=tuple(note for note in notes if note),
        demo=round_.drive.is_demo,
    )


def _door(seen: StopSeen) -> SheetDoor:
    home = seen.stop.household
    promise = next((why for why in seen.stop.why if why["code"] == "promised"), None)
    return SheetDoor(
        expected=clock.local(seen.stop.arrives_at).time(),
        head=seen.head,
        persons=tuple(_person(*told) for told in seen.people),
        address=home.address,
        hamlet=home.hamlet.name if home.hamlet else "",
        promised=(_time(promise["from"]), _time(promise["to"])) if promise else None,
        knocks=seen.door.knocks if seen.door else 0,
        wish=words.wish(not_before=home.not_before, home_visit=home.home_visit),
    )


def _time(text: str) -> time:
    return time.fromisoformat(text)


def _person(person: Person, step: str, reason: str) -> SheetPerson:
    return SheetPerson(
        name=person.name,
        born_year=int(person.born[:4]) if person.born else None,
        number_tail=masked_number(person)[-4:],
        to_do=words.to_do(step, reason),
        phone=masked_phone(person),
    )
