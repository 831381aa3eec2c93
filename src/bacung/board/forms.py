"""What may be asked of the board."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from bacung.ground import clock
from bacung.ground.forms import MomentField

LEVELS = (("commune", _("Communes")), ("district", _("Districts")))


class MomentForm(forms.Form):
    """As of when, and area by area of which level; nothing asked means now, by commune."""

    at = MomentField(required=False, label=_("As of"), help_text=_("Any past moment; empty means now."))
    by = forms.ChoiceField(required=False, label=_("Line by line"), choices=LEVELS)

    def clean_at(self) -> datetime | None:
        """Nothing is known of the future."""
        at: datetime | None = self.cleaned_data["at"]
        if at and at > clock.now():
            raise forms.ValidationError(_("This moment has not come yet."))
        return at
