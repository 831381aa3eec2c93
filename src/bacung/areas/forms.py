"""What is asked about places: a word to look for, hamlets, a point, a boundary."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bacung.areas.actions import AboutStation
from bacung.areas.models import Hamlet
from bacung.areas.outlines import LARGEST_BYTES
from bacung.core.people.names import clean
from bacung.ground.forms import DayField


class SearchForm(forms.Form):
    """Which places, as of which day."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=80)
    on = DayField(label=_("As it was on"), required=False)


class PointForm(forms.Form):
    """The middle of a place; both empty: not known."""

    latitude = forms.FloatField(label=_("Latitude"), required=False, localize=False)
    longitude = forms.FloatField(label=_("Longitude"), required=False, localize=False)


class HamletForm(PointForm):
    """Everything a commune says of one hamlet."""

    name = forms.CharField(label=_("Name of the hamlet"), max_length=80)
    aliases = forms.CharField(
        label=_("Other names people write"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line. Lists that say one of them are understood."),
    )
    position = forms.IntegerField(
        label=_("Place in the order of walking"), min_value=1, max_value=500, required=False
    )

    field_order = ("name", "aliases", "position", "latitude", "longitude")

    def clean_aliases(self) -> list[str]:
        """The lines, cleaned, each once."""
        lines = self.cleaned_data["aliases"].splitlines()
        return list(dict.fromkeys(filter(None, map(clean, lines))))


class KeepForm(forms.Form):
    """New hamlets of a commune."""

    names = forms.CharField(
        label=_("Hamlets"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One on each line, in walking order. Those already kept are not added again."),
    )

    def clean_names(self) -> list[str]:
        """The lines, cleaned, each once."""
        return list(dict.fromkeys(filter(None, map(clean, self.cleaned_data["names"].splitlines()))))


class MergeForm(forms.Form):
    """Which hamlet takes this one in."""

    into = forms.ModelChoiceField(label=_("It becomes part of"), queryset=Hamlet.objects.none())

    def __init__(self, *args: Any, hamlet: Hamlet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        standing = Hamlet.objects.filter(commune_id=hamlet.commune_id, merged_into=None)
        field.queryset = standing.exclude(pk=hamlet.pk)


class StationForm(PointForm):
    """What a commune says of its station."""

    address = forms.CharField(label=_("Address"), required=False, max_length=160)
    phone = forms.CharField(
        label=_("Number to ring"),
        required=False,
        max_length=40,
        help_text=_("The number residents know already; every sheet and paper begins with it."),
    )
    beds = forms.IntegerField(
        label=_("People who can sleep there"), required=False, min_value=0, max_value=200
    )

    field_order = ("address", "phone", "beds", "latitude", "longitude")

    def about(self) -> AboutStation:
        """As the action takes it."""
        said = self.cleaned_data
        return AboutStation(**{**said, "beds": said["beds"] or 0})


class OutlineForm(forms.Form):
    """A boundary as a GeoJSON file."""

    file = forms.FileField(
        label=_("Boundary (GeoJSON)"),
        help_text=_("One polygon or several, in longitude and latitude (WGS 84), at most 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.geojson"}),
    )

    def clean_file(self) -> bytes:
        """The bytes, one more than allowed at most, so that a larger file is refused and not read."""
        content: bytes = self.cleaned_data["file"].read(LARGEST_BYTES + 1)
        return content
