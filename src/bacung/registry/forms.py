"""What may be said about a person and a household."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bacung.ground.forms import DayField, HourField

PRESENCE = (
    ("here", _("here")),
    ("away", _("working away")),
    ("moved", _("moved elsewhere")),
    ("deceased", _("deceased")),
)
PHONES = (
    ("", _("not known")),
    ("smartphone", _("a smartphone, needs the app")),
    ("plain", _("a plain phone")),
    ("none", _("no phone")),
)
ELIGIBLE = (("", _("as the drive's rule says")), ("yes", _("counts")), ("no", _("does not count")))
YES_NO = (("no", _("no")), ("yes", _("yes")))


class SearchForm(forms.Form):
    """Any run of words of a name, accents aside, or a whole citizen number."""

    q = forms.CharField(
        required=False,
        max_length=120,
        label=_("Name or citizen number"),
        help_text=_("Without accents too: “nguyen van an” finds Nguyễn Văn An."),
        widget=forms.TextInput(attrs={"type": "search", "autofocus": True, "autocomplete": "off"}),
    )


class PersonForm(forms.Form):
    """What is true of a person from a day on."""

    presence = forms.ChoiceField(choices=PRESENCE, label=_("Presence"))
    phone = forms.ChoiceField(choices=PHONES, required=False, label=_("Phone"))
    eligible = forms.ChoiceField(choices=ELIGIBLE, required=False, label=_("Counts in the drive"))
    never = forms.ChoiceField(choices=YES_NO, label=_("Said no to the account for good"))
    since = DayField(label=_("Since"))


class HouseholdForm(forms.Form):
    """What a household wishes."""

    never = forms.ChoiceField(choices=YES_NO, label=_("Wants no knocking at all"))
    not_before = HourField(required=False, label=_("Not before"))
    home_visit = forms.ChoiceField(choices=YES_NO, label=_("Home visit, please"))
