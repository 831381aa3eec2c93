"""A drive: its mandate, its areas, who counts, and the targets assigned."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from bacung.core.coverage.measures import WhoCounts


class Drive(models.Model):
    """A campaign. Rounds walk from `evening_from` to `evening_to`; from `quiet_from`, at ten at the latest,
    to `quiet_to` nobody knocks, ever.
    """

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField()
    evening_from = models.TimeField(default=time(17, 30))
    evening_to = models.TimeField(default=time(21, 30))
    quiet_from = models.TimeField(default=time(21, 30))
    quiet_to = models.TimeField(default=time(7))
    min_age = models.PositiveSmallIntegerField(default=14)
    age_on = models.DateField()
    must_be_present = models.BooleanField(default=False)
    needs_phone = models.BooleanField(default=False)
    knock_cap = models.PositiveSmallIntegerField(default=3)
    first_knock_by = models.DateField()
    retention_days = models.PositiveSmallIntegerField(default=30)
    rules = models.CharField(max_length=20)  # a dated rule set of core.lifecycle
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="drive_ends_after_it_begins"
            ),
            # Quiet hours are hard: the evening lies wholly between their end and their next beginning.
            models.CheckConstraint(
                condition=Q(
                    quiet_to__lte=F("evening_from"),
                    evening_from__lt=F("evening_to"),
                    evening_to__lte=F("quiet_from"),
                    quiet_from__lte="22:00",
                ),
                name="evening_outside_quiet_hours",
            ),
            models.CheckConstraint(
                condition=Q(first_knock_by__gte=F("starts_on"), first_knock_by__lte=F("ends_on")),
                name="first_knock_within_drive",
            ),
            models.CheckConstraint(
                condition=Q(knock_cap__gte=1, knock_cap__lte=10), name="knocks_are_capped"
            ),
            models.CheckConstraint(
                condition=Q(retention_days__gte=1, retention_days__lte=30),
                name="nothing_kept_past_thirty_days",
            ),
        ]
        ordering = ("-starts_on", "code")

    def __str__(self) -> str:
        return self.name

    @property
    def who_counts(self) -> WhoCounts:
        """The rule by which a person belongs to the denominators of this drive."""
        return WhoCounts(
            min_age=self.min_age,
            age_on=self.age_on,
            must_be_present=self.must_be_present,
            needs_phone=self.needs_phone,
        )


class DriveArea(models.Model):
    """One commune of a drive."""

    drive = models.ForeignKey(Drive, on_delete=models.CASCADE, related_name="places")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("drive", "commune"), name="commune_once_in_drive")]

    def __str__(self) -> str:
        return f"{self.drive} · {self.commune}"


class Mandate(models.Model):
    """The papers a drive rests on and the reviews it owes; printed in its reports."""

    drive = models.OneToOneField(Drive, on_delete=models.CASCADE, related_name="mandate")
    superior_body = models.CharField(max_length=160, blank=True)
    issuing_body = models.CharField(max_length=160, blank=True)
    grounds = models.JSONField(default=list)  # căn cứ, one sentence each
    plan_number = models.CharField(max_length=80, blank=True)  # kế hoạch
    opening_on = models.DateField(null=True)
    interim_on = models.DateField(null=True)
    closing_on = models.DateField(null=True)
    recipients = models.JSONField(default=list)  # nơi nhận
    signatory = models.CharField(max_length=120, blank=True)  # the office that signs, not a name

    def __str__(self) -> str:
        return self.plan_number


class CommitteeSeat(models.Model):
    """A seat of the steering committee, which two organisations share."""

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="seats")
    organisation = models.CharField(max_length=160)
    rank = models.CharField(max_length=8, choices=[(rank, rank) for rank in ("head", "deputy", "member")])
    holder = models.CharField(max_length=120)  # the office held

    def __str__(self) -> str:
        return f"{self.rank} · {self.holder}"


class Target(models.Model):
    """So much of `measure` as a share of `denominator`, asked of an area by somebody until a day."""

    drive = models.ForeignKey(Drive, on_delete=models.CASCADE, related_name="targets")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=20)
    denominator = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    giver = models.CharField(max_length=160)
    deadline_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("drive", "area", "measure", "denominator"), name="one_target_per_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} · {self.measure} {self.number}"


class CalendarDay(models.Model):
    """What an operator says of one day, against the calendar that came with the software: whether offices
    work.
    """

    on = models.DateField(unique=True)
    works = models.BooleanField()
    note = models.CharField(max_length=160, blank=True)  # the notice it rests on

    class Meta:
        ordering = ("-on",)

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"
