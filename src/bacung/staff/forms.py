"""What is asked when people are added, given rights, or choose a password."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.models import Area
from bacung.ground.deeds import deed
from bacung.ground.forms import DayField
from bacung.ground.permissions import OFFICER, WALKER, Viewer
from bacung.ground.wording import role_name
from bacung.staff.models import Member
from bacung.staff.places import area_meant
from bacung.staff.queries import roles_to_give


class GrantForm(forms.Form):
    """A role, where, and for how long."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    area = forms.CharField(
        label=gettext_lazy("Area"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("A code or a name: 18571, or “Phù Lưu, Lộc Hà”. Empty: the whole country."),
    )
    until = DayField(label=gettext_lazy("Until the day"), required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        field: Any = self.fields["role"]
        field.choices = [(role, capfirst(role_name(role))) for role in roles_to_give(viewer)]

    def clean_area(self) -> Area | None:
        """The area meant by what was typed, or a fault that names the candidates."""
        text = self.cleaned_data["area"].strip()
        if not text:
            return None
        meant = area_meant(self.viewer, text)
        if meant.area is None and meant.candidates:
            raise forms.ValidationError(
                _("Several places are called so. Type one of: %(places)s.")
                % {"places": "; ".join(meant.candidates)}
            )
        if meant.area is None:
            raise forms.ValidationError(_("No place of yours is called so."))
        return meant.area

    def clean(self) -> dict[str, Any]:
        """An officer and a walker always belong somewhere."""
        cleaned = self.cleaned_data
        if cleaned.get("role") in (OFFICER, WALKER) and "area" in cleaned and cleaned["area"] is None:
            self.add_error("area", _("This role needs an area."))
        return cleaned


class MemberForm(GrantForm):
    """Somebody new, with their first right."""

    full_name = forms.CharField(label=gettext_lazy("Full name"), max_length=120)
    username = forms.CharField(
        label=gettext_lazy("Log-in name"),
        max_length=150,
        validators=[Member.username_validator],
        help_text=gettext_lazy("Letters and digits without spaces, as an.nguyen."),
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=120)
    has_kit = forms.BooleanField(label=gettext_lazy("Has a kit and may collect at a door"), required=False)
    field_order = ["full_name", "username", "unit", "has_kit", "role", "area", "until"]

    def clean_username(self) -> str:
        """Names differ by more than capitals."""
        username: str = self.cleaned_data["username"]
        if Member.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Somebody already logs in with this name. Choose another."))
        return username


class PasswordForm(forms.Form):
    """A password, twice."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )
    again = forms.CharField(
        label=gettext_lazy("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both are equal."""
        if self.cleaned_data.get("password") != self.cleaned_data["again"]:
            raise forms.ValidationError(_("The two passwords differ."))
        return str(self.cleaned_data["again"])


class FirstRunForm(PasswordForm):
    """The first coordinator."""

    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        help_text=gettext_lazy("It stands in the window in which the server was started."),
    )
    full_name = forms.CharField(label=gettext_lazy("Your full name"), max_length=120)
    username = forms.CharField(
        label=gettext_lazy("Log-in name"), max_length=150, validators=[Member.username_validator]
    )
    field_order = ["code", "full_name", "username", "password", "again"]


class TrailForm(forms.Form):
    """What part of the audit trail to show."""

    who = forms.CharField(label=gettext_lazy("By whom"), required=False, max_length=120)
    action = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    since = DayField(label=gettext_lazy("From the day"), required=False)
    until = DayField(label=gettext_lazy("Until the day"), required=False)

    def __init__(self, actions: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["action"]
        field.choices = [("", _("anything")), *((action, deed(action)) for action in actions)]


class LogInForm(LoginForm):
    """Name and password, without the links and placeholders we have no use for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bare(self)


class IsItYouForm(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bare(self)


def _bare(form: forms.Form) -> None:
    for field in form.fields.values():
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)
