"""Shadows that make a board page cost communes, not people. Both can be rebuilt from the facts."""

from django.db import models


class Standing(models.Model):
    """Between `since` and `until`, this is what a person counted as in a drive (as known then, not as
    learnt later).
    """

    drive = models.ForeignKey(
        "drives.Drive", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey(
        "areas.Area", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    hamlet = models.ForeignKey(
        "areas.Hamlet",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    mask = models.PositiveIntegerField()  # core.coverage.to_mask
    left = models.CharField(max_length=24, blank=True)  # why an eligible person is not activated
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("drive", "person"), condition=models.Q(until=None), name="one_standing_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=("drive", "commune", "since")),
            models.Index(fields=("drive", "commune", "until")),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} since {self.since:%Y-%m-%d %H:%M}"


class Tally(models.Model):
    """By how much a measure moved in a place on a (Vietnamese) day. `hamlet` None is the whole commune."""

    drive = models.ForeignKey("drives.Drive", on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey("areas.Hamlet", null=True, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=32)
    on = models.DateField()
    delta = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("drive", "commune", "hamlet", "measure", "on"), name="one_tally_per_hamlet"
            ),
            models.UniqueConstraint(
                fields=("drive", "commune", "measure", "on"),
                condition=models.Q(hamlet=None),
                name="one_tally_per_commune",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.delta:+}"
