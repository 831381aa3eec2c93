"""A book on its way in: the sealed file, its rows as they were understood, what was decided about each."""

from django.db import models

BOOK_KINDS = ("people", "totals", "reconciliation", "visits")
FOUND = "found"
"""Kind of a batch that is no book: people met at doors of one evening, asked about one by one."""
BATCH_STATES = (
    "waiting",
    "reading",
    "read",
    "accepting",
    "accepted",
    "undone",
    "failed",
    "cancelled",
    "expired",
)
VERDICTS = ("accepted", "repaired", "question", "refused", "not-a-person")
ANSWERS = ("accept", "keep", "same", "new", "correct", "undo", "drop")
OVER = ("undone", "cancelled", "expired")  # these no longer stand in the way of the same book


class Batch(models.Model):
    """One workbook of one commune for one drive; of reported totals, `commune` may be a district or province.
    Of those met at doors: everybody of one evening who was on no list; it stays `read` until it expires.

    `run` is the token of the one who reads or accepts at the moment: whoever finds another there has been
    overtaken or cancelled, and stops.
    """

    drive = models.ForeignKey("drives.Drive", on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=[(kind, kind) for kind in (*BOOK_KINDS, FOUND)])
    name = models.CharField(max_length=200)  # of the file, as it came
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.CharField(max_length=200, blank=True)  # sealed, inside the data folder; blank once deleted
    state = models.CharField(
        max_length=10, choices=[(state, state) for state in BATCH_STATES], default="waiting"
    )
    problem = models.CharField(max_length=60, blank=True)  # the code of what stopped it
    run = models.CharField(max_length=32, blank=True)
    mapping = models.JSONField(default=dict)  # what a user said the columns are
    understood = models.JSONField(default=dict)  # sheets, columns, what was left out
    counts = models.JSONField(default=dict)  # rows by verdict, by match; complaints by code
    rows_staged = models.PositiveIntegerField(default=0)
    rows_accepted = models.PositiveIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)  # the household, in order, where acceptance resumes
    admission = models.ForeignKey("registry.Admission", null=True, on_delete=models.PROTECT, related_name="+")
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    expires_on = models.DateField()  # file and staged values are gone after this day

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=("drive", "commune", "kind", "sha256"),
                condition=~models.Q(state__in=OVER),
                name="same_book_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class StagedRow(models.Model):
    """A row as it was understood. `sealed` holds values, complaints and answers; it is emptied when the book
    expires, and what stays says only where a person came from.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()  # 0, 1, 2 … through all sheets
    sheet = models.CharField(max_length=255)
    row = models.PositiveIntegerField()  # as Excel numbers it
    verdict = models.CharField(max_length=12, choices=[(verdict, verdict) for verdict in VERDICTS])
    sealed = models.BinaryField()
    household = models.PositiveIntegerField()  # the position of the first row of its household
    match = models.CharField(max_length=6, blank=True)  # same | new | ask
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    changes = models.BooleanField(default=False)  # a known person, and the book says something new
    ready = models.BooleanField(default=False)  # goes in on acceptance: nothing open, nothing refused
    pending = models.BooleanField(default=False)  # of a known person: to be applied after the flip
    claims = models.CharField(
        max_length=80, blank=True
    )  # what it says of the account: "collected=2023-05-20 …"

    class Meta:
        constraints = [models.UniqueConstraint(fields=("batch", "position"), name="row_once_in_batch")]
        indexes = [
            models.Index(fields=("batch", "verdict", "position")),
            models.Index(fields=("batch", "ready", "household", "position")),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"


class StagedComplaint(models.Model):
    """Where a complaint stands and how it was answered: codes and positions, so many are answered at once."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="complaints")
    position = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField()  # among the complaints of its row
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)  # repair | question | refusal | warning
    answer = models.CharField(max_length=8, choices=[(answer, answer) for answer in ANSWERS], blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("batch", "position", "place"), name="complaint_once_in_row")
        ]
        indexes = [models.Index(fields=("batch", "code", "answer", "position"))]

    def __str__(self) -> str:
        return f"{self.position} {self.code}"


class ColumnMapping(models.Model):
    """What a user said a commune's columns mean, remembered for the next book with the same header."""

    commune = models.ForeignKey("areas.Area", on_delete=models.CASCADE, related_name="+")
    header_key = models.CharField(max_length=64)
    mapping = models.JSONField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("commune", "header_key"), name="one_mapping_per_header")
        ]

    def __str__(self) -> str:
        return self.header_key


class ReportedTotal(models.Model):
    """A number an office reported for an area and a day: a fact with its source. Append-only: a later book's
    number for the same day stands before an earlier one's.
    """

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="totals")
    drive = models.ForeignKey("drives.Drive", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()  # stands as of 17:00 of this day
    measure = models.CharField(max_length=20)
    value = models.PositiveIntegerField()
    sheet = models.CharField(max_length=80)
    row = models.PositiveIntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=("drive", "area", "measure", "occurred_at"))]

    def __str__(self) -> str:
        return f"{self.area} {self.measure} {self.value}"
