"""What taking in phones' evenings costs, through a real server, beside the log alone and a plain Django view.

    python -m benchmarks.fieldsync [--seconds 6] [--only sqlite|postgres]

`bacung serve` with one web process on loopback; 40 phones of eight rounds, eight clients, prepared bodies.
Every event is fully read, checked, stored sealed, recorded as a visit and counted on the board in its
transaction. The figures of each row are those of a fresh copy of the district. CPU is that of the server and
its worker, and of PostgreSQL's processes, by /proc; the clients' is not in it, but they share the machine.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.district import PAIRS, PHONES
from benchmarks.machine import describe, p95, table
from benchmarks.phones import Calling, Phone, Pushed, phone, push_all, reconnect
from benchmarks.server import Made, serving
from tools import postgres

CLIENTS = 8
BATCHES = (1, 50, 200)
HEAD = (
    "",
    "events a push",
    "events/s",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "server ms/event",
    "database ms/event",
    "busy",
)
HISTORIES = (1_000, 10_000, 100_000)
NEW, TIMES = 50, 200

Known = list[dict[str, Any]]


def main() -> None:
    """Make the districts, then print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--only", choices=("sqlite", "postgres"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for made in _districts(Path(folder), given.only):
            file = Path(folder) / f"{made.home.name}.json"
            made.create()
            made.run("benchmarks.district", str(file), database="made")
            known: Known = json.loads(file.read_text())
            rows = [*_pushes(made, known, given.seconds), _plainly(made, file, given.seconds)]
            print(f"\n{made.name}\n\n{table(HEAD, rows)}", flush=True)
            print(f"\n{_phones(made, known)}\n", flush=True)
            print(_pulls(made, known), flush=True)
    print(f"\nAfter: {describe()}")


def _districts(folder: Path, only: str | None) -> Iterator[Made]:
    if only != "postgres":
        yield Made(folder / "sqlite")
    if only != "sqlite":
        yield Made(folder / "postgres", postgres.start(durable=True))


def _pushes(made: Made, known: Known, seconds: float) -> Iterator[tuple[object, ...]]:
    kinds = [("visits", batch, False) for batch in BATCHES] + [("notes: the log alone", 50, True)]
    for name, batch, notes in kinds:
        phones = [phone(one, visits, batch, notes=notes) for one, visits in _whole(known)]
        with serving(made) as (port, meter):
            _warm(port, phones)
            meter.begin()
            pushed, took = push_all(port, phones, clients=CLIENTS, seconds=seconds)
            yield (name, batch, *_figures(pushed, took, *meter.read()))
        _say_odd(pushed)


def _whole(known: Known) -> Iterable[tuple[dict[str, Any], list[Any]]]:
    """The first phone of each pair, with all that its pair tells in the order of the evenings."""
    for begin in range(0, len(known), PHONES):
        parts = [one["visits"] for one in known[begin : begin + PHONES]]
        yield known[begin], sorted((visit for part in parts for visit in part), key=lambda visit: visit[1])


def _warm(port: int, phones: list[Phone]) -> None:
    """The first push of each phone is not counted: the server reads what it keeps in mind."""
    first = [Phone(each.device, each.token, each.round_id, each.bodies[:1]) for each in phones]
    push_all(port, first, clients=CLIENTS, seconds=60)
    for each in phones:
        del each.bodies[0]


def _figures(pushed: Pushed, took: float, server: float, database: float, busy: float) -> tuple[str, ...]:
    ordered = sorted(pushed.seconds)
    return (
        f"{pushed.events / took:,.0f}",
        f"{median(ordered) * 1000:.0f}",
        f"{p95(ordered) * 1000:.0f}",
        f"{ordered[int(len(ordered) * 0.99)] * 1000:.0f}",
        f"{server / pushed.events * 1000:.3f}",
        f"{database / pushed.events * 1000:.3f}",
        f"{busy:.0%}",
    )


def _plainly(made: Made, file: Path, seconds: float) -> tuple[object, ...]:
    with made.copied():
        done = made.run("benchmarks.plainly", str(file), str(seconds))
    cpu = f"{done['cpu'] / done['events'] * 1000:.3f}"
    return (
        "a plain view, without HTTP",
        1,
        f"{done['events'] / done['seconds']:,.0f}",
        "",
        "",
        "",
        cpu,
        "",
        "",
    )


def _phones(made: Made, known: Known) -> str:
    """A tenth of 2,000 phones that come back within ten minutes, in a tenth of the time: 333 events/s."""
    phones = [phone(one, one["visits"][:100], 100) for one in known]
    events = sum(number for each in phones for number, _ in each.bodies)
    with serving(made) as (port, meter):
        meter.begin()
        pushed = reconnect(port, phones, seconds=events / 333)
        busy = meter.read()[2]
    _say_odd(pushed)
    failed = sum(times for status, times in pushed.statuses.items() if status >= 500)
    p50, most, longest = (f"{each(pushed.seconds) * 1000:.0f} ms" for each in (median, p95, max))
    return (
        f"{len(phones)} phones come back, {events:,} events at 333 a second, each phone pushes and pulls: "
        f"p50 {p50}, p95 {most}, longest {longest}, {failed} answers of 500 or more, machine busy {busy:.0%}"
    )


def _pulls(made: Made, known: Known) -> str:
    """A pull of what another pair told, behind histories of different lengths."""
    pairs = list(_whole(known))
    found = [
        _pull(made, pairs[place * PAIRS][0], pairs[place * PAIRS + 1], history)
        for place, history in enumerate(HISTORIES)
    ]
    rows = [(*row[:-1], f"{row[-1]:.1f}", f"{row[-1] / found[0][-1]:.2f}") for row in found]
    return table(("events of the round", "new rows", "p50 ms", "CPU ms a pull", "ratio"), rows)


def _pull(
    made: Made, reader: dict[str, Any], telling: tuple[dict[str, Any], list[Any]], history: int
) -> tuple[str, int, str, float]:
    def lengthen() -> None:
        made.run("benchmarks.district", reader["device"], str(history))

    teller, visits = telling
    with serving(made, lengthen) as (port, meter):
        push_all(port, [phone(teller, visits[:NEW], NEW)], clients=1, seconds=60)
        calling, pulled, pulling = Calling(port), Pushed(), phone(reader, [], 1)
        for _ in range(20):
            calling.pull(pulling, history, Pushed())
        meter.begin()
        for _ in range(TIMES):
            rows = len(calling.pull(pulling, history, pulled)["rows"])
        server, database, _ = meter.read()
    return f"{history:,}", rows, f"{median(pulled.seconds) * 1000:.1f}", (server + database) / TIMES * 1000


def _say_odd(pushed: Pushed) -> None:
    """Whatever was not stored, so that no figure is one of refusals."""
    odd = {kind: number for kind, number in pushed.results.items() if kind != "stored"}
    statuses = {status: number for status, number in pushed.statuses.items() if status != 200}
    if odd or statuses:
        print(f"not stored: {odd}; other statuses: {statuses}", flush=True)


if __name__ == "__main__":
    main()
