"""The audit trail and the record of long work."""

from django.db import models


class AuditEntry(models.Model):
    """One line of the trail: keys and counts, never a name or a number of a resident."""

    at = models.DateTimeField(db_index=True)
    member_id = models.BigIntegerField(null=True)
    who = models.CharField(max_length=150)
    address = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=60, db_index=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.action}"


class Job(models.Model):
    """Long work somebody asked for: how far it is, how it ended. Arguments and results are keys, never
    data.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        REFUSED = "refused"  # a problem with a sentence
        BROKEN = "broken"  # our own fault, or a crash that could not be resumed
        STOPPED = "stopped"  # by the one who asked

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    asker = models.JSONField()  # the viewer as they were when they asked
    member_id = models.BigIntegerField(null=True, db_index=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)  # 0: not known
    phase = models.CharField(max_length=20, blank=True)  # which of its kind's sentences tells the progress
    leads_to = models.CharField(max_length=200, blank=True)  # the address of what came out
    problem = models.JSONField(null=True)  # {"code", "facts"} of a refusal
    cancel_asked = models.BooleanField(default=False)
    worker = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=("state", "heartbeat_at"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("queued", "running", "done", "refused", "broken", "stopped")),
                name="job_state_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in (self.State.QUEUED, self.State.RUNNING)
