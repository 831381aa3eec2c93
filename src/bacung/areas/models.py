"""Administrative units through time, and the hamlets their communes keep."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from treebeard.mp_tree import MP_Node


class Level(models.TextChoices):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Area(MP_Node):
    """A unit of one level under one parent between two dates. (level, code, valid_from) is the key: a code
    alone has named different units, a name alone is shared by many.
    """

    level = models.CharField(max_length=8, choices=Level.choices)
    code = models.CharField(max_length=5)
    kind = models.CharField(max_length=20)  # as the decree writes it: xã, phường, thị trấn, huyện, tỉnh …
    name = models.CharField(max_length=60)  # without the kind
    folded = models.CharField(max_length=60)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the first day it no longer held
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    node_order_by: list[str] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("level", "code", "valid_from"), name="area_is_code_and_date"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="area_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=("code",)), models.Index(fields=("folded",))]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def last_day(self) -> date | None:
        """The last day on which it held; None while it holds."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None


class Succession(models.Model):
    """What became of a unit. Where `people_follow` is false, no rule moves people: they are asked hamlet by
    hamlet.
    """

    old = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="origins")
    whole = models.BooleanField()  # the whole old unit went into the new one
    people_follow = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("old", "new"), name="one_succession_per_pair")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Outline(models.Model):
    """The boundary of a unit, uploaded by a coordinator: one GeoJSON Polygon or MultiPolygon in WGS 84."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="outline")
    geojson = models.JSONField()

    def __str__(self) -> str:
        return str(self.area)


class Station(models.Model):
    """The office of a commune: where pairs set out, whom residents ring up, how many can sleep there."""

    commune = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="station")
    address = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    beds = models.PositiveSmallIntegerField(default=0)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    def __str__(self) -> str:
        return str(self.commune)


class StreetMap(models.Model):
    """A map extract the operator placed: its name, what it covers, and the digest that names its network's
    file in the data folder. Of several that cover a place the last one placed holds.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    crossings = models.PositiveIntegerField()
    south = models.FloatField()
    west = models.FloatField()
    north = models.FloatField()
    east = models.FloatField()
    placed_at = models.DateTimeField()

    class Meta:
        ordering = ("-placed_at",)

    def __str__(self) -> str:
        return self.name


class Hamlet(models.Model):
    """A thôn, xóm or tổ dân phố: no national code, kept by its commune. `folded` may be shared, as by Thanh
    Mỹ and Thành Mỹ: an exact name tells them apart, a name without accents is then a question.
    """

    commune = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="hamlets")
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)  # the order in which one walks the commune
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="absorbed")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("commune", "name"), name="hamlet_once_in_commune")]
        ordering = ("commune", "position", "name")

    def __str__(self) -> str:
        return self.name


class HamletAlias(models.Model):
    """Another name people write for a hamlet; unique in its commune."""

    hamlet = models.ForeignKey(Hamlet, on_delete=models.CASCADE, related_name="aliases")
    commune = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("commune", "name"), name="alias_once_in_commune")]
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
