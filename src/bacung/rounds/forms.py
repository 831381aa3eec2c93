"""What is asked when an evening is planned: where and when, and who walks with whom."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.models import Area
from bacung.drives.models import Drive
from bacung.drives.queries import communes, drives
from bacung.ground import clock
from bacung.ground.forms import DayField, HourField
from bacung.ground.permissions import Viewer
from bacung.rounds.actions import NewPair
from bacung.rounds.models import MODES
from bacung.rounds.sweeping import first_evening
from bacung.rounds.wording import mode_words
from bacung.staff.models import Member

MOST_PAIRS = 40


class WhereForm(forms.Form):
    """Which evening: drive, commune, day, and how many pairs. What is not said is taken as most likely, and
    while one is still choosing so is a commune that is not of this drive.
    """

    drive = forms.ModelChoiceField(Drive.objects.none(), label=gettext_lazy("Drive"), to_field_name="code")
    commune = forms.ModelChoiceField(Area.objects.none(), label=gettext_lazy("Commune"))
    on = DayField(label=gettext_lazy("Evening of"))
    pairs = forms.IntegerField(
        label=gettext_lazy("Pairs"),
        required=False,
        min_value=1,
        max_value=MOST_PAIRS,
        help_text=gettext_lazy("Empty: as last time."),
    )

    def __init__(self, viewer: Viewer, asked: dict[str, str], *, choosing: bool) -> None:
        known, chosen = _drives(viewer, asked.get("drive", ""))
        places = communes(chosen, viewer) if chosen else Area.objects.none()
        likely: dict[str, Any] = {}
        if chosen:
            first = places.first()
            day = min(max(clock.today(), chosen.starts_on), chosen.ends_on)
            likely = {"drive": chosen.code, "commune": first.pk if first else "", "on": f"{day:%d/%m/%Y}"}
        said = {name: value for name, value in asked.items() if value}
        if choosing and not places.filter(pk=_key(said.get("commune", ""))).exists():
            said.pop("commune", None)  # of the drive chosen before
        super().__init__({**likely, **said})
        self.fields["drive"].queryset = known  # type: ignore[attr-defined]
        self.fields["commune"].queryset = places  # type: ignore[attr-defined]


def _key(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


class DistrictForm(forms.Form):
    """Which evening of which drive is planned for all communes, and who walks."""

    drive = forms.ModelChoiceField(Drive.objects.none(), label=gettext_lazy("Drive"), to_field_name="code")
    on = DayField(label=gettext_lazy("Evening of"))
    from_postings = forms.BooleanField(
        label=gettext_lazy("Who is posted there walks"),
        required=False,
        help_text=gettext_lazy("Where nobody is posted, or without the tick, the pairs of the last round."),
    )

    def __init__(self, viewer: Viewer, asked: Mapping[str, str]) -> None:
        known, chosen = _drives(viewer, asked.get("drive", ""))
        likely: dict[str, Any] = {}
        if chosen:
            day = min(max(clock.today(), chosen.starts_on), chosen.ends_on)
            likely = {"drive": chosen.code, "on": f"{day:%d/%m/%Y}"}
        super().__init__({**likely, **{name: value for name, value in asked.items() if value}})
        self.fields["drive"].queryset = known  # type: ignore[attr-defined]


def _drives(viewer: Viewer, code: str) -> tuple[QuerySet[Drive], Drive | None]:
    """The drives with communes of the viewer's, and the one named, else the one that goes on today."""
    known = drives(viewer).filter(places__isnull=False).distinct()
    today = clock.today()
    chosen = known.filter(code=code).first() or (
        known.filter(starts_on__lte=today, ends_on__gte=today).first() or known.first()
    )
    return known, chosen


class SweepForm(forms.Form):
    """Which commune is planned whole: how many pairs go each evening, how, and from when to when."""

    drive = forms.ModelChoiceField(Drive.objects.none(), label=gettext_lazy("Drive"), to_field_name="code")
    commune = forms.ModelChoiceField(Area.objects.none(), label=gettext_lazy("Commune"))
    pairs = forms.IntegerField(label=gettext_lazy("Pairs"), min_value=1, max_value=MOST_PAIRS)
    mode = forms.ChoiceField(label=gettext_lazy("Way of going"))
    begins_on = DayField(label=gettext_lazy("From"))
    ends_on = DayField(label=gettext_lazy("Until"))

    def __init__(self, viewer: Viewer, asked: Mapping[str, str], *, choosing: bool) -> None:
        known, chosen = _drives(viewer, asked.get("drive", ""))
        places = communes(chosen, viewer) if chosen else Area.objects.none()
        likely: dict[str, Any] = {"pairs": 6, "mode": "foot"}
        if chosen:
            first = places.first()
            begins = first_evening(chosen)
            likely |= {"drive": chosen.code, "commune": first.pk if first else ""}
            likely |= {"begins_on": f"{begins:%d/%m/%Y}", "ends_on": f"{chosen.ends_on:%d/%m/%Y}"}
        said = {name: value for name, value in asked.items() if value}
        if choosing and not places.filter(pk=_key(said.get("commune", ""))).exists():
            said.pop("commune", None)  # of the drive chosen before
        super().__init__({**likely, **said})
        self.fields["drive"].queryset = known  # type: ignore[attr-defined]
        self.fields["commune"].queryset = places  # type: ignore[attr-defined]
        self.fields["mode"].choices = [(mode, mode_words(mode)) for mode in MODES]  # type: ignore[attr-defined]


class TakenOver(forms.Form):
    """What a way of the evening that was compared with others changes in each pair."""

    mode = forms.ChoiceField(choices=[(mode, mode) for mode in MODES], required=False)
    begins = HourField(required=False)
    ends = HourField(required=False)

    def changes(self) -> dict[str, object]:
        """What it changes in the form of a pair."""
        said = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in said.items() if value}


class SheetForm(forms.Form):
    """What stands at the head of every sheet of the evening."""

    station_phone = forms.CharField(
        label=gettext_lazy("Number of the station"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Printed on every sheet, so that residents can ask who is at their door."),
    )


class PairForm(forms.Form):
    """One pair."""

    first = forms.TypedChoiceField(label=gettext_lazy("Walker"), required=False, coerce=int, empty_value=None)
    second = forms.TypedChoiceField(
        label=gettext_lazy("Second walker"), required=False, coerce=int, empty_value=None
    )
    companion = forms.CharField(
        label=gettext_lazy("Local companion"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Who from the hamlet knows the doors."),
    )
    has_kit = forms.BooleanField(label=gettext_lazy("Carries a kit"), required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Way of going"))
    begins = HourField(label=gettext_lazy("From"))
    ends = HourField(label=gettext_lazy("Until"))

    def __init__(self, *args: Any, walkers: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", _("nobody yet")), *((member.pk, member.full_name) for member in walkers)]
        for name in ("first", "second"):
            self.fields[name].choices = names  # type: ignore[attr-defined]
        self.fields["mode"].choices = [(mode, mode_words(mode)) for mode in MODES]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Nobody is two people."""
        cleaned = self.cleaned_data
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("A pair is two people. Choose somebody else."))
        return cleaned

    def pair(self) -> NewPair:
        """The pair as the action takes it."""
        said = self.cleaned_data
        return NewPair(
            walker_ids=tuple(key for key in (said["first"], said["second"]) if key),
            companion=said["companion"],
            has_kit=said["has_kit"],
            mode=said["mode"],
            begins=said["begins"],
            ends=said["ends"],
        )


PairForms = forms.formset_factory(PairForm, extra=0, min_num=1, max_num=MOST_PAIRS, validate_max=True)


def initial_of(pair: NewPair, drive: Drive) -> dict[str, object]:
    """A pair as its form begins; hours fall back to the drive's evening."""

    def lawful(hour: time | None, otherwise: time) -> time:
        return hour if hour and drive.quiet_to <= hour <= drive.quiet_from else otherwise

    first, second, *_rest = [*pair.walker_ids, None, None]
    return {
        "first": first,
        "second": second,
        "companion": pair.companion,
        "has_kit": pair.has_kit,
        "mode": pair.mode,
        "begins": lawful(pair.begins, drive.evening_from),
        "ends": lawful(pair.ends, drive.evening_to),
    }
