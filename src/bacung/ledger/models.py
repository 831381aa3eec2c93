"""The ledger of accounts: entries, and the state they add up to."""

import uuid

from django.db import models
from django.db.models import Q

from bacung.core.lifecycle.entries import KINDS, MARKS, SOURCES


class Entry(models.Model):
    """One step of one account, by whom and on what evidence. Append-only, keys and codes only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(
        "registry.Person", on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=9, choices=[(kind, kind) for kind in KINDS])
    source = models.CharField(max_length=5, choices=[(source, source) for source in SOURCES])
    mark = models.CharField(max_length=9, choices=[(mark, mark) for mark in MARKS])
    evidence = models.CharField(max_length=60)  # the key of the visit, the desk service or the list's row
    voids = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="voided_by", db_index=False
    )
    recorded_by_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="void") | Q(voids__isnull=False), name="a_void_entry_names_what_it_voids"
            ),
            models.UniqueConstraint(fields=("person", "kind", "evidence"), name="evidence_speaks_once"),
        ]
        indexes = [
            models.Index(fields=("commune", "recorded_at")),
            models.Index(fields=("evidence",)),
            models.Index(fields=("voids",), condition=Q(voids__isnull=False), name="what_an_entry_voids"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Account(models.Model):
    """The shadow of a person's entries, as `core.lifecycle` adds them up."""

    person = models.OneToOneField(
        "registry.Person", primary_key=True, on_delete=models.PROTECT, related_name="account"
    )
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    reached = models.CharField(max_length=10)  # the step that stands under a lock
    collected_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    activated_at = models.DateTimeField(null=True)
    declared = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=False)
    contested = models.BooleanField(default=False)
    approval_due_on = models.DateField(null=True)
    activate_by_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=("commune", "state"))]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"


class Question(models.Model):
    """A list contradicts what was declared: somebody has to ask. A flag means "ask", never "guilty"."""

    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    evidence = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=40, blank=True)
    answered_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("person", "code", "evidence"), name="question_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.code}"
