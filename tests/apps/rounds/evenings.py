"""Evenings with enough doors on the map to be worth planning, and jobs done at once."""

from bacung.ground import jobs
from bacung.ground.models import Job
from bacung.ground.permissions import CONSOLE
from bacung.registry.actions import Newcomer, NewHousehold, admit, begin_admission, open_admission
from tests.village import Village


def settle_more(village: Village, homes: int, *, located: bool = True) -> None:
    """So many more households of one person each in the first hamlet of commune A, along a lane."""
    admission = begin_admission(CONSOLE, commune=village.commune_a, source="more")
    households = [
        NewHousehold(
            (Newcomer(f"Hoàng Thị {number}", "female", "1990-01-01", f"0421900{number:05d}", "0912000000"),),
            hamlet_id=village.hamlets_a[0].pk,
            address=f"Số {number}",
            latitude=18.45 + number * 0.0005 if located else None,
            longitude=105.87 if located else None,
        )
        for number in range(1, homes + 1)
    ]
    admit(CONSOLE, admission, households)
    open_admission(CONSOLE, admission)


def done(job: Job) -> Job:
    """The job, done by a worker at once."""
    jobs.run.call(job.pk)
    job.refresh_from_db()
    return job
