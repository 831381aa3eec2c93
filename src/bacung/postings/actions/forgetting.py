"""The words of stays are erased when the drive's time of keeping is over; that they were written stays."""

from datetime import timedelta

from django.db import transaction

from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.postings.models import Assessment, DiaryEntry, Essay


@transaction.atomic
def forget_stays() -> int:
    """Erase the words of diaries, essays and assessments of drives long over; how many. Kinds, days, counts
    and grades stay. What a demonstration invented stays.
    """
    over = [
        drive.pk
        for drive in Drive.objects.filter(is_demo=False, ends_on__lt=clock.today())
        if drive.ends_on + timedelta(days=drive.retention_days) < clock.today()
    ]
    return sum(
        (
            DiaryEntry.objects.filter(posting__muster__drive__in=over).exclude(words=b"").update(words=b""),
            Essay.objects.filter(assignment__posting__muster__drive__in=over)
            .exclude(words=b"")
            .update(words=b""),
            Assessment.objects.filter(assignment__posting__muster__drive__in=over)
            .exclude(words=b"")
            .update(words=b""),
        )
    )
