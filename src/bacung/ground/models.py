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
