"""What happened at a door. An event is never changed; another event voids or replaces it."""

import uuid

from django.db import models
from django.db.models import Q

from bacung.core.merging.visits import DOOR_OUTCOMES, OUTCOMES

SOURCES = ("page", "sheet", "phone")


class Event(models.Model):
    """A knock, or the voiding of one. Append-only, keys and codes only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    drive = models.ForeignKey(
        "drives.Drive", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # here and below the indexes are those that are asked by: every other slows the evening down
    household = models.ForeignKey(
        "registry.Household", on_delete=models.PROTECT, related_name="visits", db_index=False
    )
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.ForeignKey("rounds.Round", null=True, on_delete=models.PROTECT, related_name="visits")
    pair_number = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=12, choices=[(outcome, outcome) for outcome in DOOR_OUTCOMES])
    voids = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="voided_by", db_index=False
    )
    comes_back_at = models.DateTimeField(null=True)
    never = models.BooleanField(default=False)
    source = models.CharField(max_length=5, choices=[(source, source) for source in SOURCES])
    recorded_by_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="void") | Q(voids__isnull=False),
                name="a_voiding_event_names_what_it_voids",
            )
        ]
        indexes = [
            models.Index(fields=("household", "occurred_at")),
            models.Index(fields=("commune", "occurred_at")),
            models.Index(fields=("voids",), condition=Q(voids__isnull=False), name="what_an_event_voids"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PersonOutcome(models.Model):
    """What came of it for one person behind the door. Append-only."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="people", db_index=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=14, choices=[(outcome, outcome) for outcome in OUTCOMES])
    reason = models.CharField(max_length=24, blank=True)
    desk_slot_at = models.DateTimeField(null=True)
    home_visit_wanted = models.BooleanField(default=False)
    escort_wanted = models.BooleanField(default=False)
    never = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("event", "person", "outcome"), name="said_once_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.outcome}"


class Note(models.Model):
    """Free words about a visit, sealed, erasable."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.CASCADE, related_name="note")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)
