"""What is asked when a rota is changed by hand, somebody falls ill, or a duty is to be swapped."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.ground.forms import DayField
from bacung.postings.actions.change import Cell, Change, Move, Place
from bacung.postings.actions.place_students import Care, Send, WaveChange
from bacung.postings.duties import fridays
from bacung.postings.models import Enlistment, Host, Muster
from bacung.postings.wording import friday_words, reason_words

REASONS = ("other", "leave", "exam", "duty")


class CellField(forms.CharField):
    """A cell of the calendar, as 2023-06-02.12."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.HiddenInput, **kwargs)

    def clean(self, value: Any) -> Any:
        """Friday and commune; None where nothing was said."""
        text = super().clean(value)
        if not text:
            return None
        day, _dot, commune = text.partition(".")
        try:
            return date.fromisoformat(day), int(commune)
        except ValueError:
            raise forms.ValidationError(_("This is no weekend of a commune.")) from None


class ChangeForm(forms.Form):
    """A change as it is asked and confirmed: a team moves from one cell to another, or people are set in
    one; with the reason why it stands though it breaks a rule.
    """

    source = CellField(required=False)
    target = CellField(required=False)
    weekend = forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)
    commune = forms.IntegerField(required=False, widget=forms.HiddenInput)
    cell = CellField(required=False)
    because = forms.CharField(
        label=gettext_lazy("Why it stands all the same"), required=False, max_length=160
    )

    def __init__(self, said: Any) -> None:
        super().__init__(said)
        self._members = [int(key) for key in said.getlist("member") if key.isdecimal()]
        leader = said.get("leader", "")
        self._leader = int(leader) if leader.isdecimal() else None

    def clean(self) -> dict[str, Any]:
        """Either from where to where, or who in which cell."""
        said = self.cleaned_data
        if said.get("source") and not said.get("target") and said.get("weekend") and said.get("commune"):
            said["target"] = said["weekend"], said["commune"]
        whole = said.get("source") and said.get("target")
        if not whole and not said.get("cell"):
            raise forms.ValidationError(_("Say from where to where, or who goes where."))
        return said

    def change(self) -> Change:
        """What the action takes."""
        said = self.cleaned_data
        if said.get("source") and said.get("target"):
            return Move(said["source"], said["target"])
        return Place(said["cell"], tuple(dict.fromkeys(self._members)), self._leader)

    def asked_again(self) -> list[tuple[str, str]]:
        """The change as hidden fields, for the form that confirms it."""
        change = self.change()
        if isinstance(change, Move):
            return [("source", _token(change.source)), ("target", _token(change.target))]
        rows = [("cell", _token(change.cell)), *(("member", str(key)) for key in change.member_ids)]
        return [*rows, ("leader", str(change.leader_id))] if change.leader_id else rows


def _token(cell: Cell) -> str:
    return f"{cell[0].isoformat()}.{cell[1]}"


def move_choices(
    muster: Muster, hosts: Sequence[Host]
) -> tuple[list[tuple[str, str]], list[tuple[int, str]]]:
    """The weekends and communes one may move a team to."""
    days = fridays(muster.starts_on, muster.ends_on)
    return (
        [(day.isoformat(), friday_words(day)) for day in days],
        [(host.commune_id, str(host.commune)) for host in hosts],
    )


def people_choices(enlistments: Sequence[Enlistment]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Everybody who may be sent, by unit; who can lead is marked."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for each in enlistments:
        if each.member.unit:
            name = each.member.full_name
            words = _("%(name)s (can lead)") % {"name": name} if each.leads else name
            groups.setdefault(each.member.unit.name, []).append((each.member_id, words))
    return list(groups.items())


class ReleaseForm(forms.Form):
    """Somebody cannot go: until when, and in one word why."""

    away_until = DayField(
        label=gettext_lazy("Cannot be sent until"),
        required=False,
        help_text=gettext_lazy("Empty: only this duty."),
    )
    reason = forms.ChoiceField(label=gettext_lazy("Why"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(code, reason_words(code)) for code in REASONS]  # type: ignore[attr-defined]


class SwapForm(forms.Form):
    """Whom one asks to take over, and why."""

    substitute = forms.TypedChoiceField(
        label=gettext_lazy("Who takes over"), required=False, coerce=int, empty_value=None
    )
    reason = forms.CharField(label=gettext_lazy("Why (in a few words)"), required=False, max_length=160)

    def __init__(self, people: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("nobody yet: the coordinator finds somebody")), *people]
        self.fields["substitute"].choices = choices  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """A coordinator's decision on a swap."""

    substitute = forms.TypedChoiceField(label=gettext_lazy("Who takes over"), coerce=int)
    because = forms.CharField(
        label=gettext_lazy("Why, where it breaks a rule"), required=False, max_length=160
    )

    def __init__(self, people: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].choices = list(people)  # type: ignore[attr-defined]


class WaveChangeForm(forms.Form):
    """A change of a wave as it is asked and confirmed: a student goes to a commune, or who leads and looks
    after a commune's students.
    """

    member = forms.IntegerField(required=False)
    commune = forms.IntegerField(required=False)
    care = forms.IntegerField(required=False)
    leader = forms.IntegerField(required=False)
    supervisor = forms.IntegerField(required=False)
    because = forms.CharField(required=False, max_length=160)

    def clean(self) -> dict[str, Any]:
        """Either whom, or which commune."""
        if self.cleaned_data.get("member") is None and self.cleaned_data.get("care") is None:
            raise forms.ValidationError(_("Say from where to where, or who goes where."))
        return self.cleaned_data

    def change(self) -> WaveChange:
        """What the action takes."""
        said = self.cleaned_data
        if said["member"] is not None:
            return Send(said["member"], said["commune"])
        return Care(said["care"], said["leader"], said["supervisor"])

    def asked_again(self) -> list[tuple[str, str]]:
        """The change as hidden fields, for the form that confirms it."""
        names = ("member", "commune", "care", "leader", "supervisor")
        return [(name, str(self.cleaned_data[name])) for name in names if self.cleaned_data[name] is not None]
