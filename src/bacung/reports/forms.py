"""Which report, as of when."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bacung.drives.models import Drive
from bacung.ground import clock
from bacung.ground.forms import MomentField


class EveningForm(forms.Form):
    """A drive the viewer may see, and a moment that has come."""

    drive = forms.ModelChoiceField(Drive.objects.none(), to_field_name="code", label=_("Drive"))
    at = MomentField(label=_("As of"))

    def __init__(self, data, drives) -> None:  # type: ignore[no-untyped-def]
        super().__init__(data)
        self.fields["drive"].queryset = drives  # type: ignore[attr-defined]

    def clean_at(self):  # type: ignore[no-untyped-def]
        """Nothing can be reported of the future."""
        if self.cleaned_data["at"] > clock.now():
            raise forms.ValidationError(_("This moment has not come yet."))
        return self.cleaned_data["at"]
