"""What is asked when people are called up: the muster, who receives, who may be sent, when not."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.core.people.names import clean
from bacung.core.rota.problem import Rules
from bacung.drives.models import Drive
from bacung.ground.forms import DayField
from bacung.postings.actions.muster import HostTerms
from bacung.postings.duties import fridays
from bacung.postings.models import KINDS, Host, Muster
from bacung.postings.wording import friday_words, kind_words
from bacung.staff.models import Unit

_MOST = 40_000
NUMBERS = ("members", "leaders", "rest", "teams", "spread")


def _lines(label: Any, help_text: Any, rows: int = 4, *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=_MOST, widget=widget
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(clean, text.splitlines()))))


class NewMusterForm(forms.Form):
    """A season of weekends or a wave of students of a drive."""

    drive = forms.ModelChoiceField(Drive.objects.none(), label=gettext_lazy("Drive"), to_field_name="code")
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), widget=forms.RadioSelect)
    name = forms.CharField(label=gettext_lazy("Name of the muster"), max_length=120)
    starts_on = DayField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("Of a season: its first Friday or before.")
    )
    ends_on = DayField(label=gettext_lazy("Last day"))

    def __init__(self, drives: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drive"].queryset = drives  # type: ignore[attr-defined]
        self.fields["drive"].empty_label = _("choose")  # type: ignore[attr-defined]
        codes = list(drives.values_list("code", flat=True)[:2])
        if len(codes) == 1:
            self.initial["drive"] = codes[0]
        self.fields["kind"].choices = [(kind, kind_words(kind)) for kind in KINDS]  # type: ignore[attr-defined]


class MusterForm(forms.Form):
    """Name, dates and rules of a muster that is; a wave has no rules of weekends."""

    name = forms.CharField(label=gettext_lazy("Name of the muster"), max_length=120)
    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))
    members = forms.IntegerField(label=gettext_lazy("Members of a team"), min_value=1, max_value=10)
    leaders = forms.IntegerField(
        label=gettext_lazy("Of them at least so many can lead"), min_value=0, max_value=10
    )
    rest = forms.IntegerField(
        label=gettext_lazy("A member serves at most one weekend in so many"), min_value=1, max_value=26
    )
    teams = forms.IntegerField(
        label=gettext_lazy("A unit sends at most so many teams on one weekend"), min_value=1, max_value=20
    )
    spread = forms.IntegerField(
        label=gettext_lazy("Within a unit nobody serves so many times more often than another"),
        min_value=0,
        max_value=52,
    )

    def __init__(self, muster: Muster, said: Any = None) -> None:
        kept = Rules(**{name: muster.rules[name] for name in NUMBERS if name in muster.rules})
        initial = {
            "name": muster.name,
            "starts_on": muster.starts_on,
            "ends_on": muster.ends_on,
            **{name: getattr(kept, name) for name in NUMBERS},
        }
        super().__init__(said, initial=initial)
        self.muster = muster
        if muster.kind == "wave":
            for name in NUMBERS:
                del self.fields[name]

    def rules(self) -> dict[str, Any]:
        """The rules in numbers that differ from the usual ones; what was said otherwise stays."""
        if self.muster.kind == "wave":
            return dict(self.muster.rules)
        usual = Rules()
        said = {name: self.cleaned_data[name] for name in NUMBERS}
        kept = {name: value for name, value in self.muster.rules.items() if name not in NUMBERS}
        return kept | {name: value for name, value in said.items() if value != getattr(usual, name)}


class WeekendForm(forms.Form):
    """Whether anybody is sent on a weekend."""

    friday = forms.TypedChoiceField(label=gettext_lazy("Weekend"), coerce=date.fromisoformat)
    how = forms.ChoiceField(
        label=gettext_lazy("On this weekend"),
        choices=(
            ("block", gettext_lazy("nobody is sent")),
            ("open", gettext_lazy("people are sent, whatever the calendar says")),
            ("calendar", gettext_lazy("as the calendar says")),
        ),
    )
    because = forms.CharField(label=gettext_lazy("Why nobody is sent"), required=False, max_length=120)

    def __init__(self, muster: Muster, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = fridays(muster.starts_on, muster.ends_on)
        self.fields["friday"].choices = [(day.isoformat(), friday_words(day)) for day in days]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A blocked weekend has its reason."""
        if self.cleaned_data.get("how") == "block" and not self.cleaned_data.get("because"):
            self.add_error("because", _("Write why, as “exams” or “training of the whole force”."))
        return self.cleaned_data

    def said(self) -> str | None:
        """What the action takes."""
        how: str = self.cleaned_data["how"]
        return {"block": self.cleaned_data["because"], "open": "", "calendar": None}[how]


class HostForm(forms.Form):
    """How a commune receives."""

    least = forms.IntegerField(label=gettext_lazy("At least so many students"), min_value=0, max_value=100)
    most = forms.IntegerField(label=gettext_lazy("At most"), min_value=1, max_value=100)
    beds = forms.IntegerField(
        label=gettext_lazy("Lodging places"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Empty: those of the station."),
    )
    languages = _lines(gettext_lazy("Languages needed"), gettext_lazy("One on each line, as “Mông”."), 2)
    speakers = forms.IntegerField(
        label=gettext_lazy("So many students speak each of them"), min_value=1, max_value=20
    )
    leaders = forms.IntegerField(label=gettext_lazy("Seniors at least"), min_value=0, max_value=20)
    work = forms.FloatField(
        label=gettext_lazy("Work left, in days of one student"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=gettext_lazy("Empty: by the households on its list."),
    )
    companions = _lines(
        gettext_lazy("Local people who walk along"), gettext_lazy("One name on each line."), 3
    )
    alone_because = forms.CharField(
        label=gettext_lazy("Or why visitors go without one"), required=False, max_length=160
    )
    closed = forms.MultipleChoiceField(
        label=gettext_lazy("Weekends on which it receives nobody"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wished = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Units it asks for"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    WAVE = ("least", "most", "speakers", "leaders", "work")
    WEEKENDS = ("closed", "wished")

    def __init__(self, host: Host, said: Any = None) -> None:
        super().__init__(said, initial=self.initial_of(host))
        muster = host.muster
        for name in self.WEEKENDS if muster.kind == "wave" else self.WAVE:
            del self.fields[name]
        if muster.kind == "weekends":
            days = fridays(muster.starts_on, muster.ends_on)
            units = Unit.objects.filter(pk__in=muster.senders.values("unit")).order_by("name")
            self.fields["closed"].choices = [(day.isoformat(), friday_words(day)) for day in days]  # type: ignore[attr-defined]
            self.fields["wished"].choices = [(unit.pk, unit.name) for unit in units]  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(host: Host) -> dict[str, Any]:
        """What stands in the fields for a commune that is."""
        names = ("least", "most", "beds", "speakers", "leaders", "work", "alone_because", "closed", "wished")
        lines = {name: "\n".join(getattr(host, name)) for name in ("languages", "companions")}
        return {name: getattr(host, name) for name in names} | lines

    def clean(self) -> dict[str, Any]:
        """At most is not below at least."""
        said = self.cleaned_data
        if said.get("least") is not None and said.get("most") is not None and said["most"] < said["least"]:
            self.add_error("most", _("Not fewer than at least."))
        return said

    def terms(self) -> HostTerms:
        """What the action takes."""
        said = dict(self.cleaned_data)
        for name in ("languages", "companions"):
            said[name] = _split(said[name])
        for name in self.WEEKENDS:
            if name in said:
                said[name] = tuple(said[name])
        return HostTerms(**said)
