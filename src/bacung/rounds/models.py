"""Doors as a drive sees them, and the rounds that walk them."""

from django.db import models
from django.db.models import F, Q

MODES = ("foot", "bicycle", "motorbike")
ROUND_STATES = ("planned", "walked", "cancelled")
STEPS = ("collect", "approve", "activate")
"""What is still to do for somebody: collect the account, await its approval, activate it."""


class Door(models.Model):
    """A household as a drive sees it: a shadow of registry, visits and ledger, kept by `rounds.actions`."""

    drive = models.ForeignKey("drives.Drive", on_delete=models.CASCADE, related_name="+")
    household = models.ForeignKey("registry.Household", on_delete=models.CASCADE, related_name="doors")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey("areas.Hamlet", null=True, on_delete=models.PROTECT, related_name="+")
    persons_left = models.PositiveSmallIntegerField(
        default=0
    )  # eligible, here, not activated, not refusing for good
    left = models.JSONField(default=dict)  # who they are: person id → [step to take, reason as last told]
    knocks = models.PositiveSmallIntegerField(default=0)
    first_knock_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    last_outcome = models.CharField(max_length=20, blank=True)
    promise_at = models.DateTimeField(null=True)
    never = models.BooleanField(default=False)
    history = models.JSONField(default=dict)  # when it was found home or not, as `core.presence.history`

    class Meta:
        constraints = [models.UniqueConstraint(fields=("drive", "household"), name="door_once_in_drive")]
        indexes = [models.Index(fields=("drive", "commune", "persons_left"))]

    def __str__(self) -> str:
        return str(self.household_id)


class Round(models.Model):
    """One evening in one commune: the problem that was asked and the plan that came out, keys only."""

    drive = models.ForeignKey("drives.Drive", on_delete=models.PROTECT, related_name="rounds")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    state = models.CharField(
        max_length=9, choices=[(state, state) for state in ROUND_STATES], default="planned"
    )
    problem = models.JSONField()
    plan = models.JSONField()
    station_phone = models.CharField(max_length=40, blank=True)  # where residents ask who is at their door
    planned_at = models.DateTimeField()
    planned_by_id = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)  # its sheets were taken: their row codes hold from then on

    class Meta:
        ordering = ("-on", "-id")
        indexes = [models.Index(fields=("drive", "commune", "on"))]

    def __str__(self) -> str:
        return f"{self.commune} {self.on}"


class Pair(models.Model):
    """Two people who walk together this evening, and the local companion who knows the doors."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="pairs")
    number = models.PositiveSmallIntegerField()
    walkers = models.ManyToManyField("staff.Member", related_name="+")
    companion = models.CharField(max_length=120, blank=True)
    has_kit = models.BooleanField(default=False)
    mode = models.CharField(max_length=9, choices=[(mode, mode) for mode in MODES], default="foot")
    begins = models.TimeField()
    ends = models.TimeField()
    rests_at = models.DateTimeField(null=True)  # from then on it goes to no further door this evening

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("round", "number"), name="pair_number_once_in_round"),
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins"), ends__lte="22:00"), name="pair_walks_before_ten"
            ),
        ]
        ordering = ("round", "number")

    def __str__(self) -> str:
        return str(self.number)


class Stop(models.Model):
    """A door on a pair's way this evening. Its position and the places of its people are the codes of the
    printed rows (07, 07a, 07b), so they stay as they were planned; the way goes by `arrives_at`.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="stops")
    position = models.PositiveSmallIntegerField()
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="+")
    arrives_at = models.DateTimeField()
    promised = models.BooleanField(default=False)
    why = models.JSONField(default=list)  # codes and facts from the plan
    people = models.JSONField(default=list)  # who was left when planned, as `Door.left`: [id, step, reason]
    dropped_at = models.DateTimeField(null=True)  # in the evening the way was set anew, without this door

    class Meta:
        constraints = [models.UniqueConstraint(fields=("pair", "position"), name="stop_once_in_pair")]
        ordering = ("pair", "position")

    def __str__(self) -> str:
        return f"{self.pair_id}/{self.position}"


class Sweep(models.Model):
    """A whole commune cut into evening-routes, given to evenings and pairs: what was asked and what came out,
    keys only. The newest of a commune and a mode holds.
    """

    drive = models.ForeignKey("drives.Drive", on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=9, choices=[(mode, mode) for mode in MODES])
    pairs = models.PositiveSmallIntegerField()  # how many walk each evening
    begins_on = models.DateField()
    ends_on = models.DateField()
    seconds = models.PositiveSmallIntegerField()  # for which better routes were sought
    problem = models.JSONField()
    answer = models.JSONField()
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-made_at", "-id")
        indexes = [models.Index(fields=("drive", "commune", "made_at"))]

    def __str__(self) -> str:
        return f"{self.commune} {self.mode}"


class Comparison(models.Model):
    """An evening planned in several ways, to choose one of: forgotten after a day, no round by itself."""

    drive = models.ForeignKey("drives.Drive", on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey("areas.Area", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    asked = models.JSONField()  # the pairs it starts from
    answers = models.JSONField(default=list)  # figures and pairs, one of each way
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.commune} {self.on}"


class Learnt(models.Model):
    """What a drive's visits have taught about who is home when and who says yes: one row, fitted anew."""

    drive = models.OneToOneField("drives.Drive", primary_key=True, on_delete=models.CASCADE, related_name="+")
    parameters = models.JSONField()  # `core.presence.knowledge.Knowledge`
    visits = models.PositiveIntegerField()
    fitted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.drive_id)
