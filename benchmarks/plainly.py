"""As a plain Django view would take a push: a row made for each event, a visit recorded for each, one by one.

    python -m benchmarks.plainly FILE SECONDS

HTTP, reading the body, locks and answers are left out, which is to its advantage.
"""

import json
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.homes import bring_up


def main(file: str, seconds: float) -> None:
    """Events a second, and CPU milliseconds of this process for each."""
    bring_up()
    from django.db import transaction

    from bacung.core.syncing.payloads import VisitRecorded
    from bacung.drives.models import Drive
    from bacung.fieldsync.models import Body, Device, Incarnation, Received
    from bacung.ground import clock
    from bacung.ground.permissions import CONSOLE
    from bacung.ground.vault import seal
    from bacung.visits.actions import NewOutcome, NewVisit, record_visits

    drive, known = Drive.objects.get(), json.loads(Path(file).read_text())[::5]
    lives = {
        one["device"]: Incarnation.objects.create(
            id=uuid.uuid4(),
            device=Device.objects.get(pk=one["device"]),
            first_seen_at=clock.now(),
            last_seen_at=clock.now(),
        )
        for one in known
    }
    done = 0
    begun, used = time.perf_counter(), time.process_time()
    for one, place in ((one, place) for place in range(100) for one in known):
        if time.perf_counter() - begun > seconds or place >= len(one["visits"]):
            break
        household, at, said = one["visits"][place]
        visit, key = msgspec.convert(said, VisitRecorded), uuid.uuid4()
        moment = datetime.fromtimestamp(at / 1000, UTC)
        with transaction.atomic():
            event = Received.objects.create(
                id=key,
                incarnation=lives[one["device"]],
                n=place + 1,
                round_id=one["round"],
                seq=done + 1,
                kind="visit.recorded",
                version=1,
                digest=b"",
                household_id=household,
                occurred_at=moment,
                received_at=clock.now(),
            )
            Body.objects.create(event=event, sealed=seal(json.dumps(said).encode(), "fieldsync.body"))
            told = tuple(
                NewOutcome(
                    each.person,
                    each.outcome,
                    each.reason or "",
                    each.slot_at,
                    bool(each.home_visit),
                    bool(each.escort),
                    bool(each.never),
                )
                for each in visit.people or ()
            )
            record_visits(
                CONSOLE,
                drive,
                [
                    NewVisit(
                        household,
                        visit.outcome,
                        moment,
                        told,
                        visit.back_at,
                        bool(visit.never),
                        round_id=one["round"],
                        pair_number=one["pair"],
                        source="phone",
                        id=key,
                        with_kit=True,
                    )
                ],
            )
        done += 1
    spent, cpu = time.perf_counter() - begun, time.process_time() - used
    print(json.dumps({"events": done, "seconds": spent, "cpu": cpu}))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
