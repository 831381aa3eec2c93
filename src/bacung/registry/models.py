"""Admitted people and households.

An *admission* is how people enter: rows are written under it in small transactions and stay invisible until
it is opened. Read through the `admitted` managers; the plain ones are for the admission itself. What
changes with time about a person is a dated fact; the columns beside it are the shadow of the newest.
"""

from datetime import datetime, timedelta

from django.db import models

PERSON_FACTS = ("household", "presence", "phone", "eligible", "never", "born")
HOUSEHOLD_FACTS = ("hamlet", "never", "not_before", "home_visit")
FACT_KINDS = tuple(dict.fromkeys(PERSON_FACTS + HOUSEHOLD_FACTS))
SEXES = ("male", "female")
INTERRUPTED = timedelta(minutes=15)


class Admission(models.Model):
    """Some people entering together; visible once `admitted_at` is set."""

    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=120)  # "batch 12", "visit 01J…": keys, no names
    began_at = models.DateTimeField()
    admitted_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.source

    @property
    def counts_from(self) -> datetime:
        """From when its people count: from its beginning, unless it was interrupted and opened much later."""
        opened = self.admitted_at
        return opened if opened and opened - self.began_at > INTERRUPTED else self.began_at


class Admitted(models.Manager):
    """Only what has been opened to view."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(admission__admitted_at__isnull=False)


class Household(models.Model):
    """The people behind one door."""

    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey("areas.Hamlet", null=True, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=60, blank=True)  # the household's number in its commune's own list
    address = models.CharField(max_length=160, blank=True)  # house number, lane: words
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    knock_cap = models.PositiveSmallIntegerField(null=True)  # None: the drive's
    never = models.BooleanField(default=False)  # said: do not knock again
    not_before = models.TimeField(null=True)  # said: after this hour
    home_visit = models.BooleanField(default=False)  # said: come to us, please (the need, never the cause)
    admission = models.ForeignKey(Admission, on_delete=models.PROTECT, related_name="households")

    objects = models.Manager()
    admitted = Admitted()

    class Meta:
        indexes = [models.Index(fields=("commune", "hamlet"))]

    def __str__(self) -> str:
        return self.label or str(self.pk)


class Person(models.Model):
    """Somebody who lives behind a door. Number and phone are sealed; their indexes answer equality only."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="people")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=255)  # plain byte order is Vietnamese order by tên
    folded = models.CharField(max_length=120)
    sex = models.CharField(max_length=6, choices=[(sex, sex) for sex in SEXES], blank=True)
    born = models.CharField(max_length=10, blank=True)  # 1954, 1954-07 or 1954-07-01: as precise as known
    relation = models.CharField(max_length=40, blank=True)
    citizen_number = models.BinaryField(default=b"")
    citizen_number_index = models.BinaryField(null=True, unique=True)
    phone = models.BinaryField(default=b"")
    phone_index = models.BinaryField(null=True, db_index=True)
    presence = models.CharField(max_length=10, default="here")
    phone_kind = models.CharField(max_length=10, blank=True)
    eligible_override = models.BooleanField(null=True)
    never = models.BooleanField(default=False)  # said no for good, as to the account
    admission = models.ForeignKey(Admission, on_delete=models.PROTECT, related_name="people")

    objects = models.Manager()
    admitted = Admitted()

    class Meta:
        indexes = [
            models.Index(fields=("commune", "sort_key")),
            models.Index(fields=("commune", "folded")),
        ]

    def __str__(self) -> str:
        return self.name


class NameRun(models.Model):
    """A folded name from one of its words on: "nguyen van an", "van an", "an"; any run of words is a
    prefix.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=120, db_index=True)

    def __str__(self) -> str:
        return self.text


class Fact(models.Model):
    """Something true of a person or a household from a moment on. Append-only.

    `before` is what it replaced when it was recorded, so the past can be told from the facts alone: the
    value at admission is the first fact's `before`, or the shadow where there is no fact.
    """

    person = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="facts", db_index=False
    )
    household = models.ForeignKey(
        Household, null=True, on_delete=models.PROTECT, related_name="facts", db_index=False
    )
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in FACT_KINDS])
    before = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=40, blank=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, household=None, kind__in=PERSON_FACTS)
                | models.Q(person=None, household__isnull=False, kind__in=HOUSEHOLD_FACTS),
                name="fact_is_about_one_subject",
            )
        ]
        indexes = [
            models.Index(fields=("person", "kind", "occurred_at")),
            models.Index(fields=("household", "kind", "occurred_at")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.before} → {self.value}"
