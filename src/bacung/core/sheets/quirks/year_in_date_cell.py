"""A year typed into a cell formatted as a date."""

from datetime import date, timedelta

from bacung.core.people.dates import Born, year_behind_serial
from bacung.core.sheets.draft import Draft
from bacung.core.sheets.quirks import Quirk

_BETWEEN_EPOCHS = timedelta(days=1462)


def take_the_year(draft: Draft) -> None:
    """7 May 1905, which is day 1954 of Excel's count → 1954."""
    for field in ("born", "born_male", "born_female"):
        cell = draft.cell(field)
        if field not in draft.open or not isinstance(cell, date):
            continue
        day = date(cell.year, cell.month, cell.day)
        year = year_behind_serial(day - _BETWEEN_EPOCHS if draft.look.date1904 else day)
        if year is not None and year <= draft.look.year:
            draft.born = Born(year)
            draft.complain(field, "year-in-date-cell", day.strftime("%d/%m/%Y"), str(year), "repair")
            draft.settle(field)


quirk = Quirk("year-in-date-cell", stage="born", order=10, look_at=take_the_year)
