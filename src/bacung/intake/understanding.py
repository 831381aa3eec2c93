"""What was understood of a book before its rows: sheets, columns, what was left out. No value of any row."""

import hashlib
import json
from typing import Any

from bacung.core.sheets import Reading, SheetReport
from bacung.intake.apart import Apart


def understood(reading: Reading | Apart) -> dict[str, Any]:
    """For the page on which the mapping is shown and corrected."""
    return {
        "format": reading.format,
        "header_key": header_key(reading),
        "sheets": [_sheet(report) for report in reading.sheets],
    }


def header_key(reading: Reading | Apart) -> str:
    """Equal for two books whose first table has the same columns and labels; '' where none has."""
    for report in reading.sheets:
        if report.columns:
            labels = [[column.letter, column.label] for column in report.columns]
            return hashlib.sha256(json.dumps(labels, ensure_ascii=False).encode()).hexdigest()
    return ""


def _sheet(report: SheetReport) -> dict[str, Any]:
    return {
        "name": report.name,
        "hidden": report.hidden,
        "rows": report.height,
        "header_rows": list(report.header_rows),
        "columns": [column.as_json() for column in report.columns],
        "hidden_columns": list(report.hidden_columns),
        "hidden_rows": len(report.hidden_rows),
        "hamlet": report.hamlet,
    }
