"""What phones are bound to, what they sent in which order, and what could not be taken."""

import uuid

from django.db import models
from django.db.models import Q

from bacung.core.syncing.kinds import KINDS

FLAGS = ("double-visit",)
ECHOES = ("visit", "counted", "resolution.made", "hh.merged", "answered")
REMEDIES = ("accepted", "set-aside")


class Device(models.Model):
    """A phone bound to a walker, a round and a pair. Its token is kept as a hash only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="devices")
    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="devices")
    pair_number = models.PositiveSmallIntegerField()
    epoch = models.PositiveIntegerField(default=1)  # one more at each re-assignment
    is_recording = models.BooleanField(default=False)  # the pair's other phone is its backup
    token_hash = models.CharField(max_length=64, unique=True)
    paired_at = models.DateTimeField()
    paired_by_id = models.BigIntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.BigIntegerField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    pulled_seq = models.BigIntegerField(default=0)  # the furthest cursor it was ever given
    app = models.CharField(max_length=40, blank=True)
    about = models.JSONField(default=dict)  # as last told: persisted, installed, free_mb
    clock_offset_ms = models.BigIntegerField(null=True)  # server minus phone

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("round", "pair_number"),
                condition=Q(is_recording=True, revoked_at=None),
                name="one_recording_phone_in_a_pair",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PairingCode(models.Model):
    """A one-time code by which a named walker's phone is bound; only its hash is kept."""

    code_hash = models.CharField(max_length=64, unique=True)
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey("rounds.Round", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    device = models.OneToOneField(Device, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.member_id} {self.made_at:%Y-%m-%d %H:%M}"


class Incarnation(models.Model):
    """One life of a phone's local database, with the key its records are sealed with, wrapped for us."""

    id = models.UUIDField(primary_key=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="incarnations")
    key_id = models.CharField(max_length=16, blank=True)  # which of our escrow keys wraps it
    wrapped = models.BinaryField(null=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    have = models.JSONField(default=list)  # ranges of n that are stored or in quarantine
    next_n = models.PositiveIntegerField(default=1)  # as last told
    outbox_count = models.PositiveIntegerField(default=0)  # as last told, without what came with it
    erased_at = models.DateTimeField(null=True)  # the phone said its data was gone
    erased_count = models.PositiveIntegerField(default=0)  # unsent records it then knew of

    def __str__(self) -> str:
        return str(self.pk)


class RoundLog(models.Model):
    """The counter of a round. Its row is locked while numbers are given: they become visible in order."""

    round = models.OneToOneField(
        "rounds.Round", primary_key=True, on_delete=models.PROTECT, related_name="log"
    )
    last_seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.round_id}: {self.last_seq}"


class Received(models.Model):
    """An event as a phone sent it: stored once, never changed. Its bytes lie beside it, where they can be
    erased; the digest stays, so that a late repetition is still known.
    """

    id = models.UUIDField(primary_key=True)
    incarnation = models.ForeignKey(Incarnation, on_delete=models.PROTECT, related_name="received")
    n = models.PositiveIntegerField()
    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="received")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    version = models.PositiveSmallIntegerField()
    digest = models.BinaryField()
    household_id = models.BigIntegerField(null=True)  # no constraint: whatever a phone says is kept
    occurred_at = models.DateTimeField()  # the phone's time, corrected
    is_doubtful = models.BooleanField(default=False)  # its clock had jumped: only bounds are known
    is_late = models.BooleanField(default=False)  # after the round was closed
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("incarnation", "n"), name="numbered_once_in_incarnation"),
            models.UniqueConstraint(fields=("round", "seq"), name="numbered_once_in_round"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Body(models.Model):
    """The bytes of an event, sealed, erasable."""

    event = models.OneToOneField(Received, primary_key=True, on_delete=models.CASCADE, related_name="body")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class Waiting(models.Model):
    """A stored event that does not count yet, and what it waits for: somebody found whom the registry does
    not know yet, or a visit it withdraws that has not come.
    """

    event = models.OneToOneField(Received, primary_key=True, on_delete=models.CASCADE, related_name="waiting")
    waits_for = models.UUIDField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)


class Found(models.Model):
    """A household or person met who is on no list, asked of intake, known under the phone's own id."""

    id = models.UUIDField(primary_key=True)
    event = models.ForeignKey(Received, on_delete=models.PROTECT, related_name="found")
    is_household = models.BooleanField()
    row = models.ForeignKey("intake.StagedRow", null=True, on_delete=models.SET_NULL, related_name="+")
    household = models.ForeignKey("registry.Household", null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)


class Echo(models.Model):
    """Something phones of a round should know that did not come from a phone: a visit written down at the
    office, an event that now counts, a resolution. Numbered with the events. Append-only.
    """

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="echoes")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in ECHOES])
    event_id = models.UUIDField(null=True)  # of the event or visit it is about
    household_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)  # keys and codes only
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("round", "seq"), name="echoed_once_in_round")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.seq}"


class Quarantined(models.Model):
    """What a phone sent and could not be taken: kept whole, sealed, with the reason, until it is decided."""

    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="quarantined")
    incarnation_id = models.UUIDField(null=True)
    event_id = models.UUIDField(null=True)
    n = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)  # keys, codes and figures only
    digest = models.BinaryField()
    sealed = models.BinaryField()
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    remedy = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in REMEDIES])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("device", "digest"), name="quarantined_once_from_a_device")
        ]
        indexes = [models.Index(fields=("event_id",))]

    def __str__(self) -> str:
        return f"{self.code} {self.event_id}"


class Flag(models.Model):
    """A question about what phones told, for somebody to answer: a flag means "ask", never "guilty"."""

    round = models.ForeignKey("rounds.Round", on_delete=models.PROTECT, related_name="flags")
    household_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in FLAGS])
    first_id = models.UUIDField()  # the visit that counts, unless the answer names the other
    second_id = models.UUIDField()
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    answer = models.CharField(max_length=8, blank=True)  # both, first, second

    class Meta:
        constraints = [models.UniqueConstraint(fields=("first_id", "second_id"), name="flagged_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.household_id}"


class Answer(models.Model):
    """What the supervisor answered to a walker's question."""

    event = models.OneToOneField(Received, primary_key=True, on_delete=models.CASCADE, related_name="answer")
    sealed = models.BinaryField()
    answered_at = models.DateTimeField()
    answered_by_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return str(self.pk)
