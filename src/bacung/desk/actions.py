"""What the desk writes down."""

from datetime import datetime

from django.db import transaction

from bacung.core.problems import Problem
from bacung.desk.models import SERVICES, Service
from bacung.drives.models import Drive
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer, fetch
from bacung.ledger.actions import NewEntry, record_entries, void_entries
from bacung.registry.models import Person


@transaction.atomic
@clock.held()
def serve(
    viewer: Viewer, *, drive: Drive, person_id: int, service: str, occurred_at: datetime | None = None
) -> Service:
    """Record that an account was collected or activated at the station, by the viewer."""
    if service not in SERVICES:
        raise Problem("desk.unknown-service", service=service)
    person = fetch(Person.admitted.all(), viewer, "commune", pk=person_id)
    now = clock.now()
    if occurred_at and occurred_at > now:
        raise Problem("desk.not-yet")
    done = Service.objects.create(
        drive=drive,
        person=person,
        commune_id=person.commune_id,
        service=service,
        done_by_id=viewer.user_id,
        occurred_at=occurred_at or now,
        recorded_at=now,
    )
    audit.record("desk.serve", viewer, service=str(done.pk))
    evidence = f"desk:{done.pk}"
    record_entries(
        viewer,
        [NewEntry(person.pk, service, done.occurred_at, "desk", "declared", evidence)],  # type: ignore[arg-type]
    )
    return done


@transaction.atomic
@clock.held()
def take_back(viewer: Viewer, service: Service) -> None:
    """Withdraw a service entered by mistake, by another row; the viewer was allowed to fetch it."""
    now = clock.now()
    Service.objects.create(
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
