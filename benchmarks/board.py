"""What pages, search, report and verb cost on a district of 278,950 people, beside one commune.

    python -m benchmarks.board [--default-home FOLDER --district-home FOLDER]

Makes both demonstrations first (that is measured too), unless folders that hold them are given. The server's
own time is measured: a request through all of Django by its test client, without a network; the verb inside
its process, without the start of Python.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.homes import bring_up, child
from benchmarks.machine import p95, table

TIMES = 60
ONE_COMMUNE, DISTRICT = ("ha-tinh-2023", "10/12/2023 17:00"), ("soc-son-2023", "31/5/2023 17:00")
SEARCHES = (
    "nguyen",
    "nguyen thi",
    "nguyen van an",
    "van an",
    "tran thi hoa",
    "le",
    "pham duc",
    "khuc",
    "ong nhat",
    "hoang thi minh chau",
    "thi",
    "zzz",
    "khong co ai",
    "001199000000",
)
"""Common, rarer, nobody, and a citizen number that nobody has; each asked several times in turn."""


def measure(code: str, moment: str) -> dict[str, object]:
    """In the child: everything on one home, for one drive."""
    bring_up()
    from click.testing import CliRunner
    from django.test import Client

    from bacung.drives.models import Drive
    from bacung.ground import clock
    from bacung.ground.permissions import CONSOLE
    from bacung.registry.models import Person
    from bacung.registry.queries import search_people
    from bacung.reports.actions import hand_out_evening
    from bacung.site.command import main as bacung
    from bacung.staff.models import Member

    client = Client(SERVER_NAME="localhost")
    client.force_login(
        Member.objects.get(username="coordinator"), "allauth.account.auth_backends.AuthenticationBackend"
    )
    drive = Drive.objects.get(code=code)
    at = clock.parse(moment)

    def page(address: str) -> Callable[[], object]:
        def ask() -> None:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)

        return ask

    def coverage(*more: str) -> Callable[[], object]:
        def ask() -> None:
            answer = CliRunner().invoke(bacung, ["board", "coverage", "--drive", code, *more, "--json"])
            assert json.loads(answer.output)["drives"], answer.output

        return ask

    def report(ending: str) -> Callable[[], object]:
        return lambda: hand_out_evening(CONSOLE, drive, at=at, ending=ending)

    texts = iter(SEARCHES * (TIMES // len(SEARCHES) + 2))
    found = {
        "home page": _timed(page("/")),
        "board page of the drive": _timed(page(f"/board/{code}/")),
        "board coverage --json": _timed(coverage()),
        "board coverage --json --at": _timed(coverage("--at", moment)),
        "person search": _timed(lambda: search_people(CONSOLE, next(texts))),
        "17:00 report, .docx": _timed(report("docx"), 3),
        "17:00 report, .xlsx": _timed(report("xlsx"), 3),
        "17:00 report, .pdf": _timed(report("pdf"), 3),
    }
    return {"people": Person.admitted.count(), "seconds": found}


def _timed(ask: Callable[[], object], times: int = TIMES) -> tuple[float, float]:
    """The p95 of so many times, after one that warms up: by the clock, and of the processor's own time, which
    other work on the machine disturbs less.
    """
    ask()
    taken, worked = [], []
    for _ in range(times):
        begun, busy = time.perf_counter(), time.process_time()
        ask()
        taken.append(time.perf_counter() - begun)
        worked.append(time.process_time() - busy)
    return p95(taken), p95(worked)


def main() -> None:
    """Make, measure, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--default-home", type=Path)
    parser.add_argument("--district-home", type=Path)
    parser.add_argument("--measure", nargs=2, metavar=("DRIVE", "MOMENT"))
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(*given.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        small = given.default_home or _made(Path(folder) / "default", "default")
        large = given.district_home or _made(Path(folder) / "district", "district")
        one = child("benchmarks.board", small, "--measure", *ONE_COMMUNE)
        many = child("benchmarks.board", large, "--measure", *DISTRICT)
    print(f"one commune: {one['people']:,} people; district: {many['people']:,} people; p95 of {TIMES}, ms\n")
    rows = []
    for name, (few, few_worked) in one["seconds"].items():
        more, more_worked = many["seconds"][name]
        figures = [f"{1000 * each:.0f}" for each in (few, more, few_worked, more_worked)]
        rows.append((name, *figures, f"{more_worked / few_worked:.2f}"))
    head = ["", "one commune", "district", "CPU, one commune", "CPU, district", "CPU, district / commune"]
    print(table(head, rows))


def _made(home: Path, size: str) -> Path:
    made = child("bacung", home, "demo", "--size", size, "--json")
    print(f"demo --size {size}: {made['seconds']} s, {made['people']:,} people", flush=True)
    return home


if __name__ == "__main__":
    main()
