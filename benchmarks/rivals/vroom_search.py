"""VROOM 1.15 (pyvroom) as an opponent, for TOPTW.

Tuning: exploration level 5, the highest; a job's priority is its profit scaled to at most 100, as VROOM knows
no prize against way. One thread. It stops by itself; its timeout, by the clock, is set to the wall guard so
that a loaded machine takes nothing from it. It has no seed.
"""

from datetime import timedelta

import vroom

from benchmarks.public.clock import PATIENT
from benchmarks.public.visits import Visits

Routes = list[list[int]]
LEVEL = 5


def visit(instance: Visits, pairs: int, seconds: float) -> Routes:
    """TOPTW; places are matrix rows, jobs are numbered by place."""
    asked = vroom.Input()
    asked.set_durations_matrix("car", instance.ways)
    day = vroom.TimeWindow(int(instance.opens[0]), int(instance.closes[0]))
    asked.add_vehicle([vroom.Vehicle(pair, start=0, end=0, time_window=day) for pair in range(pairs)])
    most = max(float(instance.profit.max()), 1.0)
    scale = 1.0 if most <= 100 else 100 / most
    asked.add_job(
        [
            vroom.Job(
                at,
                location=at,
                default_service=int(instance.service[at]),
                priority=round(scale * float(instance.profit[at])),
                time_windows=[vroom.TimeWindow(int(instance.opens[at]), int(instance.closes[at]))],
            )
            for at in instance.clients
        ]
    )
    found = asked.solve(LEVEL, nb_threads=1, timeout=timedelta(seconds=PATIENT * seconds))
    steps = found.routes
    jobs = steps[steps["type"] == "job"]
    return [[int(at) for at in jobs[jobs["vehicle_id"] == pair]["id"]] for pair in range(pairs)]
