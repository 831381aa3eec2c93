"""What was done at the station's desk."""

import uuid

from django.db import models

SERVICES = ("collected", "activated")


class DeskEntry(models.Model):
    """Something done for one person at the desk, or the voiding of it. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    drive = models.ForeignKey("drives.Drive", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=10, choices=[(service, service) for service in (*SERVICES, "void")])
    voids = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="voided_by")
    done_by_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=("commune", "occurred_at"))]

    def __str__(self) -> str:
        return f"{self.person_id} {self.service}"
