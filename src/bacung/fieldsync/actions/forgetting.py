"""What phones told in words is erased when its use is over; that it was told, and its digest, stay."""

from datetime import timedelta

from django.db import transaction

from bacung.fieldsync.models import Answer, Body, PairingCode
from bacung.ground import clock
from bacung.rounds.models import Round

KEPT_FOR = timedelta(days=90)
"""So long after the day of its round the content of an event stays readable."""


@transaction.atomic
def forget_told() -> int:
    """Erase the bytes of events of rounds long past, what was answered to them, and codes that nobody used;
    how many events. A late repetition is still known by its digest. What a demonstration invented stays.
    """
    over = Round.objects.filter(on__lt=clock.today() - KEPT_FOR, drive__is_demo=False).values("pk")
    Answer.objects.filter(event__round__in=over).delete()
    PairingCode.objects.filter(device=None, expires_at__lt=clock.now()).delete()
    return Body.objects.filter(event__round__in=over).delete()[0]
