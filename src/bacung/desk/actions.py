"""What the desk writes down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bacung.core.problems import Problem
from bacung.desk.models import SERVICES, DeskEntry
from bacung.drives.models import Drive
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer, within
from bacung.ground.recording import recording
from bacung.ledger.actions import NewEntry, record_entries, void_entries
from bacung.registry.models import Person


@dataclass(frozen=True)
class NewDeskEntry:
    """One account collected or activated at the station; `occurred_at` None is now."""

    person_id: int
    service: str
    occurred_at: datetime | None = None


def serve(
    viewer: Viewer, *, drive: Drive, person_id: int, service: str, occurred_at: datetime | None = None
) -> DeskEntry:
    """Record that an account was collected or activated at the station, by the viewer."""
    return serve_all(viewer, drive, [NewDeskEntry(person_id, service, occurred_at)])[0]


@recording()
def serve_all(viewer: Viewer, drive: Drive, services: Sequence[NewDeskEntry]) -> list[DeskEntry]:
    """Record a day's page of the desk; all of it, or with a refusal nothing."""
    now = clock.now()
    people = Person.admitted.filter(within(viewer, "commune"))
    communes = dict(
        people.filter(pk__in={each.person_id for each in services}).values_list("pk", "commune_id")
    )
    for each in services:
        if each.service not in SERVICES:
            raise Problem("desk.unknown-service", service=each.service)
        if each.person_id not in communes:
            raise Problem("ground.not-found")
        if each.occurred_at and each.occurred_at > now:
            raise Problem("desk.not-yet")
    done = DeskEntry.objects.bulk_create(
        DeskEntry(
            drive=drive,
            person_id=each.person_id,
            commune_id=communes[each.person_id],
            service=each.service,
            done_by_id=viewer.user_id,
            occurred_at=each.occurred_at or now,
            recorded_at=now,
        )
        for each in services
    )
    for service in done:
        audit.record("desk.serve", viewer, service=str(service.pk))
    record_entries(
        viewer,
        [
            NewEntry(each.person_id, each.service, each.occurred_at, "desk", "declared", f"desk:{each.pk}")  # type: ignore[arg-type]
            for each in done
        ],
    )
    return done


@recording()
def take_back(viewer: Viewer, service: DeskEntry) -> None:
    """Withdraw a service entered by mistake, by another row; the viewer was allowed to fetch it."""
    now = clock.now()
    DeskEntry.objects.create(
        drive_id=service.drive_id,
        person_id=service.person_id,
        commune_id=service.commune_id,
        service="void",
        voids=service,
        done_by_id=viewer.user_id,
        occurred_at=now,
        recorded_at=now,
    )
    audit.record("desk.take-back", viewer, service=str(service.pk))
    void_entries(viewer, [f"desk:{service.pk}"])
