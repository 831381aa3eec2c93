"""Members, their units, and the grants that say what each may do and on whose data."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from bacung.ground.permissions import ROLES


class Unit(models.Model):
    """A base unit people are sent from: a department, a faculty, a station, a youth union."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Member(AbstractUser):
    """Somebody who works in the drive, with or without a log-in."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    has_kit = models.BooleanField(default=False)  # an officer who may collect at a door

    REQUIRED_FIELDS = ["full_name"]

    def __str__(self) -> str:
        return self.full_name


class Grant(models.Model):
    """A role in an area, from a day until a day. No area means everywhere."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=12, choices=[(role, role) for role in ROLES])
    area = models.ForeignKey("areas.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=ROLES), name="grant_role_is_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="grant_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=("officer", "walker")) | Q(area__isnull=False),
                name="officer_and_walker_have_an_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.role}"


class FirstRunCode(models.Model):
    """The one-time code that makes the first coordinator; only its hash is kept."""

    code_hash = models.CharField(max_length=128)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class PasswordLink(models.Model):
    """A link, shown once, by which a member sets a password of their own; only its hash is kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="links")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.member} {self.made_at:%Y-%m-%d %H:%M}"
