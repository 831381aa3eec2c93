"""Day and month exchanged: by an American Excel, or by a column written month first."""

from datetime import date

from bacung.core.people.dates import Born, order_shown, parse_born, swapped
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk


def put_in_order(draft: Draft) -> None:
    """'07/25/1990' → 25/07/1990; the date cell 3 July in a column that cannot read 25/12 → 7 March.

    The column decides. Where its cells prove both orders, a date that can be read both ways is asked about.
    """
    if "born" not in draft.open:
        return
    cell, index = draft.cell("born"), draft.look.fields["born"]
    known = draft.look.births.get(index)
    if known is None:
        return
    if isinstance(cell, date):
        _date_cell(draft, Born(cell.year, cell.month, cell.day), known.swapped)
        return
    text = draft.text("born")
    shown = order_shown(text)
    born = parse_born(text, order=shown or known.order, pivot=draft.look.year)
    if born is None or born.day is None:
        return
    if shown is None and known.contested and born.day <= 12 and born.day != born.month:
        draft.complain("born", "date-ambiguous", text, born.text, "question")
    elif shown is not None and shown != known.order and not known.contested:
        # One cell against a whole column is a slip of the hand, and day or month may be the slip.
        draft.complain("born", "date-ambiguous", text, born.text, "question")
    elif (shown or known.order) == "mdy" and born.day != born.month:
        draft.complain("born", "date-order", text, born.text, "repair")
    draft.born = born
    draft.settle("born")


def _date_cell(draft: Draft, born: Born, swap: str | None) -> None:
    exchanged = swapped(born)
    if swap is None or exchanged is None or exchanged == born:
        return
    if swap == "surely":
        draft.born = exchanged
        draft.complain("born", "date-order", born.text, exchanged.text, "repair")
    else:
        draft.born = born
        draft.complain("born", "date-ambiguous", born.text, exchanged.text, "question")
    draft.settle("born")


quirk = Quirk("date-order", stage="born", order=20, look_at=put_in_order)
