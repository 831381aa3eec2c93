"""Postings: who may be sent, who receives, who is sent, and what becomes of each stay."""

from django.db import models
from django.db.models import F, Q

KINDS = ("weekends", "wave")
MUSTER_STATES = ("drafted", "published", "closed")
SWAP_STATES = ("asked", "agreed", "refused", "withdrawn")
TOPICS = ("area", "training")
DIARY_KINDS = (
    "station-shift",
    "doors",
    "community-work",
    "movement",
    "culture-sport",
    "meals",
    "gifts",
    "lessons",
    "note-to-next",
)
GRADES = ("excellent", "good", "fair", "not-yet")


class Muster(models.Model):
    """A season of weekends or a wave of students: who is called up for a drive, and the plan made."""

    drive = models.ForeignKey("drives.Drive", on_delete=models.PROTECT, related_name="musters")
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS])
    name = models.CharField(max_length=120)
    starts_on = models.DateField()  # of a season: its first Friday
    ends_on = models.DateField()  # of a season: its last Sunday
    rules = models.JSONField(default=dict)  # what differs from the rules of `core.rota`, by their names
    blocked = models.JSONField(default=dict)  # Friday → why nobody is sent; "" opens one that is a holiday
    state = models.CharField(
        max_length=9, choices=[(state, state) for state in MUSTER_STATES], default="drafted"
    )
    problem = models.JSONField(null=True)  # what was last asked of `core.rota`, keys only
    answer = models.JSONField(null=True)
    draft = models.JSONField(null=True)  # the rota as it stands: the answer, changed by hand
    planned_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("drive", "name"), name="muster_named_once_in_drive"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="muster_ends_after_it_begins"
            ),
        ]
        ordering = ("-starts_on", "-id")

    def __str__(self) -> str:
        return self.name


class Host(models.Model):
    """A commune that receives people, and how many: in a season a pair a weekend, in a wave three to six."""

    muster = models.ForeignKey(Muster, on_delete=models.CASCADE, related_name="hosts")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    least = models.PositiveSmallIntegerField(default=2)
    most = models.PositiveSmallIntegerField(default=2)
    beds = models.PositiveSmallIntegerField(null=True)  # None: those of the station
    languages = models.JSONField(default=list)  # spoken there besides the common one
    speakers = models.PositiveSmallIntegerField(default=1)  # of a wave: so many speak each of them
    leaders = models.PositiveSmallIntegerField(default=0)  # of a wave: at least so many seniors
    work = models.FloatField(null=True)  # of a wave: days of one student; None: by its households
    closed = models.JSONField(default=list)  # Fridays of weekends on which it receives nobody
    wished = models.JSONField(default=list)  # units it asks for
    companions = models.JSONField(default=list)  # names of local people who walk along
    alone_because = models.CharField(max_length=160, blank=True)  # why visitors go without a companion

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("muster", "commune"), name="host_once_in_muster"),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="host_most_not_below_least"),
        ]
        ordering = ("muster", "commune__name")

    def __str__(self) -> str:
        return f"{self.muster} · {self.commune}"


class Sender(models.Model):
    """A base unit that sends people in a muster: its share of the duties, its place, when it cannot."""

    muster = models.ForeignKey(Muster, on_delete=models.CASCADE, related_name="senders")
    unit = models.ForeignKey("staff.Unit", on_delete=models.PROTECT, related_name="+")
    share = models.FloatField(null=True)  # against the shares of the others; None: by its members
    away = models.JSONField(default=list)  # Fridays of weekends on which it sends nobody: exams, a course
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("muster", "unit"), name="sender_once_in_muster"),
            models.CheckConstraint(condition=Q(share=None) | Q(share__gte=0), name="share_not_negative"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="sender_is_at_a_point",
            ),
        ]
        ordering = ("muster", "unit__name")

    def __str__(self) -> str:
        return f"{self.muster} · {self.unit}"


class Supervisor(models.Model):
    """A lecturer or staff member who looks after the students of some communes of a wave."""

    muster = models.ForeignKey(Muster, on_delete=models.CASCADE, related_name="supervisors")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    most = models.PositiveSmallIntegerField(default=2)  # communes

    class Meta:
        constraints = [models.UniqueConstraint(fields=("muster", "member"), name="supervisor_once_in_muster")]

    def __str__(self) -> str:
        return f"{self.muster} · {self.member}"


class Enlistment(models.Model):
    """A member who may be sent in this muster: nobody else is."""

    muster = models.ForeignKey(Muster, on_delete=models.CASCADE, related_name="enlistments")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="enlistments")
    leads = models.BooleanField(default=False)
    languages = models.JSONField(default=list)
    pace = models.FloatField(default=1.0)  # of a student: doors an evening against the usual

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("muster", "member"), name="member_once_in_muster"),
            models.CheckConstraint(condition=Q(pace__gte=0.2, pace__lte=3), name="pace_is_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.muster} · {self.member}"


class Absence(models.Model):
    """Days on which a member cannot be sent; the need is held, not its cause beyond one word."""

    member = models.ForeignKey("staff.Member", on_delete=models.CASCADE, related_name="absences")
    begins_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(
        max_length=8, choices=[(reason, reason) for reason in ("leave", "exam", "duty", "other")]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="absence_ends_after_it_begins"
            )
        ]
        ordering = ("begins_on",)

    def __str__(self) -> str:
        return f"{self.member} {self.begins_on:%d/%m/%Y}"


class Tie(models.Model):
    """Two students who must be together, or must not."""

    muster = models.ForeignKey(Muster, on_delete=models.CASCADE, related_name="ties")
    first = models.ForeignKey("staff.Member", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("staff.Member", on_delete=models.CASCADE, related_name="+")
    together = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("muster", "first", "second"), name="tie_once_in_muster"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="tie_in_one_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}–{self.second_id}"


class Posting(models.Model):
    """One stay in one commune: a pair's weekend, or some students' weeks."""

    muster = models.ForeignKey(Muster, on_delete=models.PROTECT, related_name="postings")
    commune = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("staff.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    supervisor = models.ForeignKey("staff.Member", null=True, on_delete=models.PROTECT, related_name="+")
    set_by_hand = models.BooleanField(default=False)  # the next plan leaves it as it is
    kept_because = models.CharField(max_length=160, blank=True)  # why it stands though it breaks a rule
    cancelled_because = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("muster", "commune", "begins_at"),
                condition=Q(cancelled_because=""),
                name="one_posting_at_a_time_in_commune",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="posting_ends_after_it_begins"
            ),
        ]
        ordering = ("begins_at", "commune__name")
        indexes = [models.Index(fields=("commune", "begins_at"))]

    def __str__(self) -> str:
        return f"{self.commune} {self.begins_at:%d/%m/%Y}"


class Assignment(models.Model):
    """A member on a posting (phân công). Who was replaced stays, marked as released."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="assignments")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="assignments")
    leads = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True)
    # The right to walk there, for these days: given when published, ended when released.
    right = models.ForeignKey("staff.Grant", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("posting", "member"),
                condition=Q(released_at=None),
                name="member_once_on_posting",
            )
        ]
        ordering = ("posting", "-leads", "id")

    def __str__(self) -> str:
        return f"{self.posting} · {self.member}"


class Swap(models.Model):
    """A member asks another to take over a duty; a coordinator decides, seeing the rules' verdicts."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="swaps")
    substitute = models.ForeignKey("staff.Member", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=9, choices=[(state, state) for state in SWAP_STATES], default="asked")
    asked_by = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)  # the substitute said yes
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=160, blank=True)  # why so, of the one who decided

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(state="asked"), name="one_open_swap_per_duty"
            )
        ]
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.assignment} · {self.state}"


class Briefing(models.Model):
    """A session before a muster: about the area, or training to install and activate. Each is held apart."""

    muster = models.ForeignKey(Muster, on_delete=models.CASCADE, related_name="briefings")
    topic = models.CharField(max_length=8, choices=[(topic, topic) for topic in TOPICS])
    held_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    held_by = models.CharField(max_length=120, blank=True)
    material = models.TextField(blank=True)  # what is gone through, or where it lies

    class Meta:
        ordering = ("held_at",)

    def __str__(self) -> str:
        return f"{self.topic} {self.held_at:%d/%m/%Y}"


class Attendance(models.Model):
    """Whether a member was at a briefing."""

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey("staff.Member", on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField()
    noted_by_id = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("briefing", "member"), name="attends_once")]

    def __str__(self) -> str:
        return f"{self.briefing} · {self.member}"


class DiaryEntry(models.Model):
    """What a posting did besides doors, in its own words; sealed, and erased with the drive's retention."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="diary")
    kind = models.CharField(max_length=14, choices=[(kind, kind) for kind in DIARY_KINDS])
    on = models.DateField()
    count = models.PositiveIntegerField(null=True)  # hours, meals, gifts, people: what the kind counts
    words = models.BinaryField(default=bytes)  # sealed
    written_by_id = models.BigIntegerField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.kind} {self.on:%d/%m/%Y}"


class Essay(models.Model):
    """A student's account of the stay (bản thu hoạch); sealed."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="essay")
    words = models.BinaryField(default=bytes)  # sealed
    handed_in_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.assignment)


class Assessment(models.Model):
    """What the commune says of somebody who stayed with it (nhận xét); its words are sealed."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="assessment")
    grade = models.CharField(max_length=9, choices=[(grade, grade) for grade in GRADES])
    words = models.BinaryField(default=bytes)  # sealed
    given_by_id = models.BigIntegerField(null=True)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.assignment} · {self.grade}"
