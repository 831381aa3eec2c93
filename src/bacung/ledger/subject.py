"""What the ledger tells about a person: how far the account is, and every line of it."""

from django.utils.translation import gettext as _

from bacung.core.lifecycle.rules import HOTLINE
from bacung.ground import clock
from bacung.ground.permissions import Viewer
from bacung.ground.subjects import Panel, tells
from bacung.ledger import queries
from bacung.ledger.wording import KINDS, MARKS, SOURCES, STATES, named


@tells
def account(viewer: Viewer, person_id: int) -> Panel | None:
    """State, deadlines and lines; a window that has passed leads to the hotline, it takes nothing away."""
    row = queries.accounts(viewer).filter(person=person_id).first()
    added = queries.accounts_of([person_id]).get(person_id) if row else None
    lines = queries.entries(viewer).filter(person=person_id)
    facts = {
        "state": named(STATES, row.state if row else "none"),
        "account": row,
        "over": added.over_7_days(clock.today()) if added else False,
        "hotline": HOTLINE,
        "lines": [
            (line, named(KINDS, line.kind), named(SOURCES, line.source), named(MARKS, line.mark))
            for line in lines
        ],
    }
    return Panel(_("Account"), "ledger/account.html", facts)
