"""What is asked of those who stay, and about them: lines of a diary, briefings, an essay, an assessment."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.ground.figures import day
from bacung.ground.forms import MomentField
from bacung.postings.actions.brief import NewBriefing
from bacung.postings.actions.stay import NewDiaryEntry
from bacung.postings.models import GRADES, TOPICS
from bacung.postings.stay_wording import COUNTED, counted_words, grade_words, hint_words, topic_words
from bacung.staff.models import Member

MOST = 100_000
LONGEST, LONGEST_ESSAY = 4_000, 60_000


class DiaryForm(forms.Form):
    """A line of the diary, of one kind: the day, how many, a few words."""

    on = forms.TypedChoiceField(label=gettext_lazy("Day"), coerce=date.fromisoformat)
    count = forms.IntegerField(required=False, min_value=0, max_value=MOST)
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, kind: str, days: Sequence[date], likely: date, said: Any = None) -> None:
        super().__init__(said, auto_id=f"{kind}_%s", initial={"on": likely.isoformat()})
        self.kind = kind
        if kind in COUNTED:
            self.fields["count"].label = _("How many: %(what)s") % {"what": counted_words(kind)}
        else:
            del self.fields["count"]
        self.fields["on"].choices = [(each.isoformat(), day(each)) for each in days]  # type: ignore[attr-defined]
        self.fields["words"].help_text = hint_words(kind)

    def entry(self) -> NewDiaryEntry:
        """The line as the action takes it."""
        said = self.cleaned_data
        return NewDiaryEntry(self.kind, said["on"], said.get("count"), said["words"])


class BriefingForm(forms.Form):
    """A session to be held."""

    topic = forms.ChoiceField(label=gettext_lazy("What it is about"))
    held_at = MomentField(label=gettext_lazy("When"))
    place = forms.CharField(label=gettext_lazy("Where"), max_length=120)
    held_by = forms.CharField(label=gettext_lazy("Held by"), required=False, max_length=120)
    material = forms.CharField(
        label=gettext_lazy("Material"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What is gone through, or where it lies."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [(each, topic_words(each)) for each in TOPICS]  # type: ignore[attr-defined]

    def briefing(self) -> NewBriefing:
        """The session as the action takes it."""
        return NewBriefing(**self.cleaned_data)


class AttendanceForm(forms.Form):
    """Who was there: one box for each who is on the list."""

    present = forms.MultipleChoiceField(required=False)

    def __init__(self, people: Collection[Member], *args: Any) -> None:
        super().__init__(*args)
        self.fields["present"].choices = [(str(each.pk), each.full_name) for each in people]  # type: ignore[attr-defined]
        self._asked = [each.pk for each in people]

    def told(self) -> dict[int, bool]:
        """Present or not, for everybody on the list."""
        ticked = {int(key) for key in self.cleaned_data["present"]}
        return {key: key in ticked for key in self._asked}


class EssayForm(forms.Form):
    """The student's essay, written or pasted."""

    words = forms.CharField(
        label=gettext_lazy("Essay"),
        max_length=LONGEST_ESSAY,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy("What you did, what you learned, what you propose. No names of residents."),
    )


class AssessmentForm(forms.Form):
    """What the commune says."""

    grade = forms.ChoiceField(label=gettext_lazy("Grade"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("In words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("The student, the supervisor and the coordinator read this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = [(each, grade_words(each)) for each in GRADES]  # type: ignore[attr-defined]
