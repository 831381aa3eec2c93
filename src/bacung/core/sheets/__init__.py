"""A workbook becomes rows and complaints.

Whatever an office sends (.xlsx, true or disguised .xls, .ods, .csv) is told by its content, read under caps
by one reader a format, and understood: where the header is, what each column holds, which rows are people
and whose household they belong to. Each row comes back once, with its values, its verdict and a complaint for
every repair, question and refusal, before → after; what may not be held is never read. The same book is given
back in its own layout with what became of each row. No database, no clock, no sentence: those are the
callers'.
"""

from bacung.core.sheets.answers import Complaint, RowReading, Values
from bacung.core.sheets.limits import Limits
from bacung.core.sheets.reading import Reading, SheetReport, read

__all__ = ["Complaint", "Limits", "Reading", "RowReading", "SheetReport", "Values", "read"]
