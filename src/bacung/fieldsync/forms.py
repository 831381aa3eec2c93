"""What is asked on the pages about phones."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.models import Area
from bacung.areas.queries import units
from bacung.fieldsync.queries import phones
from bacung.ground.forms import DayField
from bacung.ground.permissions import Viewer
from bacung.rounds.models import Round

MOST_BYTES = 8 << 20
MOST_LETTERS = 500


class EveningForm(forms.Form):
    """Which evening, and of which commune; the last evening if nothing was said."""

    on = DayField(label=gettext_lazy("Evening of"), required=False)
    commune = forms.ModelChoiceField(
        Area.objects.none(), label=gettext_lazy("Commune"), required=False, empty_label=gettext_lazy("all")
    )

    def __init__(self, viewer: Viewer, asked: dict[str, str]) -> None:
        self._likely = phones.last_evening(viewer)
        likely = {"on": f"{self._likely:%d/%m/%Y}"} if self._likely else {}
        super().__init__({**likely, **{name: value for name, value in asked.items() if value}})
        walked = units(viewer).filter(pk__in=Round.objects.values("commune"))
        self.fields["commune"].queryset = walked.order_by("folded")  # type: ignore[attr-defined]

    def chosen(self) -> tuple[date | None, int | None]:
        """The day and the key of the commune; what cannot be read is as if it had not been said."""
        said: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        commune = said.get("commune")
        return said.get("on") or self._likely, commune.pk if commune else None


class AnswerForm(forms.Form):
    """The supervisor's answer to a walker's question."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"), max_length=MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 3})
    )


class CarryForm(forms.Form):
    """The export file of a phone."""

    file = forms.FileField(label=gettext_lazy("The export file"))

    def clean_file(self) -> Any:
        """An evening's records are small."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is far larger than an export of a phone. Choose another.")
            )
        return file


class WhichForm(forms.Form):
    """Which records kept apart: those that wait, or those that were answered."""

    state = forms.ChoiceField(
        label=gettext_lazy("Which"),
        required=False,
        choices=[("", gettext_lazy("waiting for an answer")), ("answered", gettext_lazy("answered"))],
    )

    def answered(self) -> bool:
        """Whether the answered ones are asked for."""
        return self.is_valid() and self.cleaned_data["state"] == "answered"
