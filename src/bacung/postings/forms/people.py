"""What is asked about people who may be sent: their units, lists, absences, ties."""

from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.core.people.names import clean
from bacung.core.problems import Problem
from bacung.ground.forms import DayField
from bacung.ground.wording import sentence
from bacung.postings.actions.enlist import CalledUp, SenderTerms
from bacung.postings.duties import fridays
from bacung.postings.lists import MOST_PEOPLE, Line, pasted, uploaded
from bacung.postings.models import Sender
from bacung.postings.wording import friday_words, reason_words

_MOST = 40_000


class SenderForm(forms.Form):
    """A unit's share, its weekends away, and where it sets out."""

    share = forms.FloatField(
        label=gettext_lazy("Share of the duties"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=gettext_lazy("Against the shares of the others. Empty: by its number of members."),
    )
    away = forms.MultipleChoiceField(
        label=gettext_lazy("Weekends on which it sends nobody (exams, a course)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    latitude = forms.FloatField(
        label=gettext_lazy("Sets out from: latitude"), required=False, min_value=-90, max_value=90
    )
    longitude = forms.FloatField(
        label=gettext_lazy("Longitude"), required=False, min_value=-180, max_value=180
    )

    def __init__(self, sender: Sender, said: Any = None) -> None:
        names = ("share", "away", "latitude", "longitude")
        super().__init__(said, initial={name: getattr(sender, name) for name in names})
        days = fridays(sender.muster.starts_on, sender.muster.ends_on)
        self.fields["away"].choices = [(day.isoformat(), friday_words(day)) for day in days]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A place has both of its numbers."""
        said = self.cleaned_data
        if (said.get("latitude") is None) != (said.get("longitude") is None):
            self.add_error("longitude", _("A place needs both numbers."))
        return said

    def terms(self) -> SenderTerms:
        """What the action takes."""
        return SenderTerms(**{**self.cleaned_data, "away": tuple(self.cleaned_data["away"])})


class ListForm(forms.Form):
    """Many people at once, pasted or as a workbook."""

    people = forms.CharField(
        label=gettext_lazy("Paste a list"),
        help_text=gettext_lazy("One person a line: full name; unit; x if they can lead; languages; pace."),
        required=False,
        max_length=_MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a workbook"),
        required=False,
        help_text=gettext_lazy(".xlsx, .xls, .ods or .csv with columns for name and unit"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def clean(self) -> dict[str, Any]:
        """Every line that cannot be understood is named."""
        book: UploadedFile | None = self.cleaned_data.get("file")
        try:
            lines = (
                uploaded(cast("BinaryIO", book.file), book.name or "")
                if book and book.file
                else pasted(self.cleaned_data["people"])
            )
        except Problem as problem:
            self.add_error("file", sentence(problem))
            return self.cleaned_data
        if not lines:
            self.add_error("people", sentence(Problem("postings.not-a-list")))
        if len(lines) > MOST_PEOPLE:
            self.add_error("people", _("Take at most %(most)s people at once.") % {"most": MOST_PEOPLE})
        for line in [each for each in lines if each.fault][:20]:
            self.add_error("file" if book else "people", _fault(line))
        self.cleaned_data["lines"] = lines
        return self.cleaned_data

    def called_up(self) -> list[CalledUp]:
        """What the action takes."""
        return [
            CalledUp(line.name, line.unit, line.leads, line.languages, line.pace)
            for line in self.cleaned_data["lines"]
        ]


def _fault(line: Line) -> str:
    words = {
        "name": _("Line %(line)s: no name."),
        "unit": _("Line %(line)s: no unit for %(name)s."),
        "pace": _("Line %(line)s: the pace of %(name)s lies between 0.2 and 3; 1 is usual."),
    }
    return words[line.fault] % {"line": line.number, "name": line.name}


class EnlistmentForm(forms.Form):
    """What is known of somebody who may be sent."""

    leads = forms.BooleanField(label=gettext_lazy("Can lead a team"), required=False)
    languages = forms.CharField(
        label=gettext_lazy("Languages besides Vietnamese"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Several with commas."),
    )
    pace = forms.FloatField(
        label=gettext_lazy("Pace against the usual"), min_value=0.2, max_value=3, initial=1.0
    )

    def clean_languages(self) -> tuple[str, ...]:
        """One after the other."""
        return tuple(filter(None, map(clean, self.cleaned_data["languages"].split(","))))


class AbsenceForm(forms.Form):
    """Days on which somebody cannot be sent."""

    member = forms.TypedChoiceField(label=gettext_lazy("Member"), coerce=int)
    begins_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))
    reason = forms.ChoiceField(label=gettext_lazy("Why"))

    def __init__(self, people: list[tuple[int, str]] | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people is None:
            del self.fields["member"]
        else:
            self.fields["member"].choices = people  # type: ignore[attr-defined]
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (code, reason_words(code)) for code in ("leave", "exam", "duty", "other")
        ]


class TieForm(forms.Form):
    """Two students who must be together, or must not."""

    one = forms.TypedChoiceField(label=gettext_lazy("One"), coerce=int)
    other = forms.TypedChoiceField(label=gettext_lazy("The other"), coerce=int)
    how = forms.ChoiceField(
        label=gettext_lazy("They"),
        choices=(
            ("together", gettext_lazy("must be together")),
            ("apart", gettext_lazy("must not be together")),
        ),
    )

    def __init__(self, people: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].choices = people  # type: ignore[attr-defined]


class SupervisorForm(forms.Form):
    """Somebody who looks after the students of some communes."""

    member = forms.TypedChoiceField(label=gettext_lazy("Member"), coerce=int)
    most = forms.IntegerField(label=gettext_lazy("Communes at most"), min_value=0, max_value=100, initial=2)

    def __init__(self, people: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = people  # type: ignore[attr-defined]
