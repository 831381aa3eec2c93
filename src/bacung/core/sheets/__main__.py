"""`python -m bacung.core.sheets FILE`: read a workbook without a database and print it as JSON."""

import json
import sys
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from bacung.core.problems import Problem
from bacung.core.sheets.reading import read


def main(arguments: list[str]) -> int:
    """Print the reading of one file; a refusal is one line on stderr, its code on stdout, and exit code 2."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # as JSON is, whatever the terminal speaks
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m bacung.core.sheets FILE", file=sys.stderr)
        return 2
    try:
        reading = read(Path(arguments[0]), year=datetime.now(UTC).year)
        rows = [json.dumps(row.as_json(), ensure_ascii=False) for row in reading]
    except Problem as problem:
        print(f"{arguments[0]}: {problem}", file=sys.stderr)
        print(json.dumps({"error": {"code": problem.code, **problem.facts}}, ensure_ascii=False, default=str))
        return 2
    except OSError as error:
        print(f"{arguments[0]}: {error.strerror or error}", file=sys.stderr)
        print(json.dumps({"error": {"code": "file", "what": error.strerror or str(error)}}))
        return 2
    # Printed only now that the book is read to its end: nothing half-written.
    print(f'{{"rows_in": {reading.rows_in}, "rows_out": {reading.rows_out}, "rows": [')
    print(",\n".join(rows))
    print("]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
