"""The papers a drive rests on, and the committee that runs it."""

from django.db import transaction

from bacung.drives.actions.set_terms import held
from bacung.drives.mandates import NewMandate
from bacung.drives.models import CommitteeSeat, Drive, Mandate
from bacung.ground.audit import record
from bacung.ground.permissions import Viewer


@transaction.atomic
def set_mandate(viewer: Viewer, drive: Drive, new: NewMandate) -> Mandate:
    """The mandate as given, seats in the given order, instead of any before."""
    held(viewer, drive)
    mandate, _ = Mandate.objects.update_or_create(
        drive=drive,
        defaults={
            "superior_body": new.superior_body,
            "issuing_body": new.issuing_body,
            "grounds": list(new.grounds),
            "plan_number": new.plan_number,
            "opening_on": new.opening_on,
            "interim_on": new.interim_on,
            "closing_on": new.closing_on,
            "recipients": list(new.recipients),
            "signatory": new.signatory,
        },
    )
    mandate.seats.all().delete()
    CommitteeSeat.objects.bulk_create(
        [
            CommitteeSeat(mandate=mandate, rank=seat.rank, organisation=seat.organisation, holder=seat.holder)
            for seat in new.seats
        ]
    )
    record("drives.mandate", viewer, drive=drive.pk, seats=len(new.seats))
    return mandate
