"""Reading, repairing and staging a workbook of 300,000 rows and 20 columns, while somebody else writes.

    python -m benchmarks.reading [--rows 300000]

Each size is read in a process of its own, so that the peak of its memory is known; beside it another process
writes a line of the audit trail ten times a second and keeps its longest wait.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.bigbook import write_book
from benchmarks.homes import bring_up, child
from benchmarks.machine import p95, table


def measure(book: Path, rows: int) -> dict[str, object]:
    """In the child: receive, read, stage; seconds, peak memory in MiB, and the other writer's waits."""
    bring_up()
    from bacung.areas import actions as areas
    from bacung.areas.models import Area
    from bacung.drives.actions import Terms, create_drive, set_areas
    from bacung.ground.permissions import CONSOLE
    from bacung.intake.actions import read_batch, receive

    areas.seed(CONSOLE, provinces=("01",))
    day = date(2023, 5, 16)
    terms = Terms(name="Đo", starts_on=day, ends_on=day, age_on=day, first_knock_by=day, rules="2022-decree")
    drive = create_drive(CONSOLE, code=f"do-{rows}", terms=terms)
    commune = Area.objects.filter(level="commune", code="00376", valid_to__isnull=False).get()
    set_areas(CONSOLE, drive, [commune])
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.waiting"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        begun, worked = time.perf_counter(), time.process_time()
        with book.open("rb") as file:
            batch = receive(CONSOLE, drive, commune, file, name=book.name)
        read_batch(batch)
        seconds, processor = time.perf_counter() - begun, time.process_time() - worked
        reader = resource.getrusage(resource.RUSAGE_CHILDREN)  # the process that reads a large book
        waits: list[float] = json.loads(other.communicate("over\n")[0])
    return {
        "rows": rows,
        "staged": batch.counts["verdict"],
        "seconds": seconds,
        "processor": processor + reader.ru_utime + reader.ru_stime,
        "peak_mib": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + reader.ru_maxrss) // 1024,
        "writes": len(waits),
        "wait_p95": p95(waits),
        "wait_longest": max(waits),
    }


def main() -> None:
    """A tenth, then the whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--book", type=Path)
    given = parser.parse_args()
    if given.book:
        print(json.dumps(measure(given.book, given.rows)))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for rows in (given.rows // 10, given.rows):
            book = Path(folder) / f"{rows}.xlsx"
            write_book(book, rows)
            home = Path(folder) / f"home-{rows}"
            arguments = ("--rows", str(rows), "--book", str(book))
            found.append(
                {**child("benchmarks.reading", home, *arguments), "mib": book.stat().st_size / 2**20}
            )
    head = [
        "rows",
        "file MiB",
        "s",
        "CPU s",
        "rows/s",
        "peak MiB",
        "other writes",
        "wait p95 s",
        "longest wait s",
    ]
    print(
        table(
            head,
            [
                (
                    f"{one['rows']:,}",
                    f"{one['mib']:.0f}",
                    f"{one['seconds']:.1f}",
                    f"{one['processor']:.1f}",
                    f"{one['rows'] / one['seconds']:,.0f}",
                    one["peak_mib"],
                    one["writes"],
                    f"{one['wait_p95']:.3f}",
                    f"{one['wait_longest']:.3f}",
                )
                for one in found
            ],
        )
    )
    small, large = found
    longer, busier = (large[name] / small[name] for name in ("seconds", "processor"))
    print(f"\nten times the rows took {longer:.1f} × as long, and {busier:.1f} × the processor's time")
    print(f"verdicts of the large one: {large['staged']}")


if __name__ == "__main__":
    main()
