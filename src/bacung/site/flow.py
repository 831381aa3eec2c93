"""The diagram of the system: what is announced, and who listens, in this order, in the same transaction."""

from bacung.board import listeners as board
from bacung.drives.events import DriveAreasChanged, DriveChanged
from bacung.fieldsync import listeners as fieldsync
from bacung.ground.events import Flow
from bacung.intake.books import Handler
from bacung.intake.events import FoundSettled, RowsAccepted
from bacung.ledger import books as ledger_books
from bacung.ledger import listeners as ledger
from bacung.ledger.events import AccountsMoved
from bacung.registry.events import AdmissionOpened, PeopleChanged, PeopleStaged
from bacung.rounds import listeners as rounds
from bacung.rounds.events import RoundReplanned
from bacung.visits import books as visits_books
from bacung.visits.events import VisitsRecorded

FLOW: Flow = {
    DriveChanged: (board.on_drive,),
    DriveAreasChanged: (rounds.on_areas, board.on_drive),
    PeopleStaged: (rounds.on_households, board.on_staged),
    RowsAccepted: (ledger.on_rows,),
    FoundSettled: (fieldsync.on_found,),
    AdmissionOpened: (board.on_opened,),
    PeopleChanged: (rounds.on_households, board.on_people),
    RoundReplanned: (fieldsync.on_replanned,),
    VisitsRecorded: (ledger.on_visits, fieldsync.on_visits, board.on_people),
    AccountsMoved: (board.on_people,),
}

BOOKS: dict[str, Handler] = {"visits": visits_books.HANDLER, "reconciliation": ledger_books.HANDLER}
"""Who takes in the books that are not lists of people."""
