"""Who goes where: a season of weekends, a wave of students, and dealing equal students against the exact.

One season of 11 communes on 28 weekends and 21 units of 6 to 20 members, 80 % available, 35 % leading; after
it the same season with a member ill. One wave of 104 students who differ for 26 communes. Times are CPU
seconds of this process, imports not counted.

    python -m benchmarks.rota [--seeds 1] [--instances 10000]
"""

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from bacung.core.rota.answer import Rota
from bacung.core.rota.days import days, share_out
from bacung.core.rota.given import Given
from bacung.core.rota.index import Index
from bacung.core.rota.problem import Before, Season
from bacung.core.rota.sending import Sending
from bacung.core.rota.verdict import check
from bacung.core.rota.waves import allocate
from bacung.core.rota.weekends import plan
from benchmarks.machine import table
from benchmarks.seasons import season, wave


def by_dynamic_programming(
    students: int, work: Sequence[float], least: Sequence[int], most: Sequence[int], together: float
) -> float:
    """The least sum of days over all ways to deal out equal students, by trying every number for each."""
    best = {0: 0.0}
    for k, low, high in zip(work, least, most, strict=True):
        costs = {n: days(k, n, together) for n in range(low, high + 1)}
        following: dict[int, float] = {}
        for given, cost in best.items():
            for n, more in costs.items():
                if given + n <= students:
                    following[given + n] = min(cost + more, following.get(given + n, float("inf")))
        best = following
    return best[students]


def dealing(instances: int) -> str:
    """How often dealing one by one is as good as dynamic programming."""
    chance, equal, begun = random.Random(0), 0, time.process_time()
    for _ in range(instances):
        hosts = chance.randint(2, 8)
        least = [chance.randint(0, 3) for _ in range(hosts)]
        most = [low + chance.randint(0, 4) for low in least]
        work = [chance.uniform(1, 200) for _ in range(hosts)]
        students, together = chance.randint(sum(least), sum(most)), chance.uniform(0.6, 1)
        counts = share_out(students, work, least, most, together=together)
        cost = sum(days(k, n, together) for k, n in zip(work, counts, strict=True))
        equal += abs(cost - by_dynamic_programming(students, work, least, most, together)) < 1e-9 * max(
            1, cost
        )
    return f"{equal} of {instances} equal, {time.process_time() - begun:.1f} s"


def weekends(problem: Season) -> list[object]:
    """One row: how stage one alone and the whole rota went, what they broke, and a repair."""
    begun = time.process_time()
    sent = Sending(Given(Index(problem))).solve()
    first = time.process_time() - begun
    begun = time.process_time()
    rota = plan(problem)
    whole = time.process_time() - begun
    begun = time.process_time()
    breaches = check(problem, rota.teams)
    checked = time.process_time() - begun
    begun = time.process_time()
    mended = plan(replace(_with_an_illness(problem, rota), before=Before(standing=rota.teams)))
    repaired = time.process_time() - begun
    proven = "yes" if sent.cost - sent.bound < 1e-6 * sent.cost and rota.optimal else "no"
    rules = ", ".join(sorted({breach.rule for breach in breaches})) or "none"
    return [
        f"{first:.1f} s",
        f"{whole:.1f} s",
        proven,
        f"{rota.cost:.0f}",
        len(rota.unfilled),
        rules,
        _widest(rota),
        f"{checked * 1000:.1f} ms",
        f"{repaired:.1f} s, {len(mended.changes)} teams",
    ]


def _with_an_illness(problem: Season, rota: Rota) -> Season:
    """The first member of the team in the middle is away on its weekend."""
    team = rota.teams[len(rota.teams) // 2]
    return replace(
        problem,
        members=tuple(
            replace(each, away=each.away | {team.weekend}) if each.id == team.members[0] else each
            for each in problem.members
        ),
    )


def _widest(rota: Rota) -> int:
    loads: dict[str, list[int]] = defaultdict(list)
    for member in rota.members:
        loads[member.unit].append(member.weekends)
    return max(max(each) - min(each) for each in loads.values())


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1, help="how many seasons and waves")
    parser.add_argument("--instances", type=int, default=10_000, help="how often students are dealt out")
    given = parser.parse_args()
    plan(season(0, weekends=2, hosts=1, units=1))  # imports
    head = [
        "season",
        "stage 1",
        "all",
        "optimal",
        "cost",
        "unfilled",
        "broken",
        "range",
        "check",
        "a member ill",
    ]
    rows = []
    for seed in range(given.seeds):
        rows.append([f"by size, seed {seed}", *weekends(season(seed))])
        rows.append([f"equal shares, seed {seed}", *weekends(season(seed, equal=True))])
    print(table(head, rows), flush=True)
    print()
    rows = []
    for seed in range(given.seeds):
        begun = time.process_time()
        answer = allocate(wave(seed))
        rows.append(
            [
                f"seed {seed}",
                f"{time.process_time() - begun:.1f} s",
                f"{answer.cost:.2f}",
                f"{answer.bound:.2f}",
                f"{100 * (answer.gap or 0):.3f} %",
                len(answer.unplaced),
            ]
        )
    print(table(["wave", "CPU", "days", "bound", "gap", "unplaced"], rows), flush=True)
    print(f"\nEqual students, one by one against dynamic programming: {dealing(given.instances)}")


if __name__ == "__main__":
    main()
