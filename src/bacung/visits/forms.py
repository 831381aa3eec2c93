"""What is asked at the desk after an evening: door by door as on the printed sheet, or the sheet itself."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.models import Area
from bacung.areas.queries import units
from bacung.core.merging.reasons import AT_DOOR
from bacung.drives.models import Drive
from bacung.drives.queries import drives
from bacung.ground import clock
from bacung.ground.forms import DayField, HourField, MomentField
from bacung.ground.permissions import Viewer
from bacung.rounds.models import Stop
from bacung.rounds.papers.sheet import COMMON_REASONS, DOOR_OUTCOMES, OUTCOMES
from bacung.visits.actions import NewOutcome, NewVisit
from bacung.visits.models import Event
from bacung.visits.wording import door_words, outcome_words, reason_words

MOST_BYTES = 8 << 20


class KeyedRadios(forms.RadioSelect):
    """Choices taken by the keys 1, 2, 3 … in their order, as they are numbered on the screen."""

    def create_option(self, name: str, value: Any, label: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, label, *rest, **more)
        option["attrs"]["data-key"] = str(int(option["index"]) + 1)
        return option


def _numbered(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, f"{at} {text}") for at, (code, text) in enumerate(words, start=1)]


class DoorForm(forms.Form):
    """What came of one door."""

    visit = forms.UUIDField(widget=forms.HiddenInput)
    replaces = forms.UUIDField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("The door"), widget=KeyedRadios)
    at = HourField(label=gettext_lazy("Visited at"))
    back_at = HourField(label=gettext_lazy("Come back at"), required=False)
    back_on = DayField(label=gettext_lazy("on (empty: this evening)"), required=False)
    never = forms.BooleanField(label=gettext_lazy("Please do not come again"), required=False)
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(code, door_words(code)) for code in DOOR_OUTCOMES]
        self.fields["outcome"].choices = _numbered(words)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A day to come back needs its hour."""
        cleaned = self.cleaned_data
        if cleaned.get("back_on") and not cleaned.get("back_at") and "back_at" not in self.errors:
            self.add_error("back_at", _("Say the hour too, so that somebody is there."))
        return cleaned


class PersonForm(forms.Form):
    """What came of it for one person behind the door; left empty where nothing did."""

    outcome = forms.ChoiceField(label=gettext_lazy("Result"), widget=KeyedRadios, required=False)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    home_visit = forms.BooleanField(label=gettext_lazy("a visit at home"), required=False)
    escort = forms.BooleanField(label=gettext_lazy("an escort"), required=False)
    never = forms.BooleanField(label=gettext_lazy("do not ask again"), required=False)
    slot = MomentField(label=gettext_lazy("Comes to the station at"), required=False)

    def __init__(self, *args: Any, may_collect: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [code for code in OUTCOMES if may_collect or code != "collected"]
        self.fields["outcome"].choices = _numbered(  # type: ignore[attr-defined]
            [(code, outcome_words(code)) for code in codes]
        )
        common = [(code, f"{at} {reason_words(code)}") for at, code in enumerate(COMMON_REASONS, start=1)]
        others = [(code, reason_words(code)) for code in AT_DOOR if code not in COMMON_REASONS]
        self.fields["reason"].choices = [("", "—"), *common, *others]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A reason alone means "not yet"; a wish alone is not an outcome."""
        said = self.cleaned_data
        if said.get("reason") and not said.get("outcome") and "outcome" not in self.errors:
            said["outcome"] = "reason"
        wished = any(said.get(name) for name in ("home_visit", "escort", "never", "slot"))
        if wished and not said.get("outcome"):
            self.add_error("outcome", _("Say what came of it as well."))
        if said.get("outcome") == "reason" and not said.get("reason"):
            self.add_error("reason", _("“Not done yet” needs its reason."))
        return said

    def told(self, person_id: int) -> NewOutcome | None:
        """What is said of the person, if anything is."""
        said = self.cleaned_data
        if not said.get("outcome"):
            return None
        return NewOutcome(
            person_id=person_id,
            outcome=said["outcome"],
            reason=said["reason"],
            desk_slot_at=said["slot"],
            home_visit_wanted=said["home_visit"],
            escort_wanted=said["escort"],
            never=said["never"],
        )


class DoorEntry:
    """The forms of one door: its own and one for each person, named after the row codes of the sheet."""

    def __init__(
        self, stop: Stop, *, on: date, may_collect: bool, data: Any = None, again: Event | None = None
    ) -> None:
        self.stop, self.on = stop, on
        code = f"d{stop.position:02d}"
        initial, people = _initial(stop, on, again)
        self.door = DoorForm(data, prefix=code, initial=initial)
        self.people = [
            PersonForm(
                data, prefix=f"{code}-{place}", initial=people.get(told[0], {}), may_collect=may_collect
            )
            for place, told in enumerate(stop.people)
        ]

    def is_valid(self) -> bool:
        """Whether everything typed can be read."""
        return all([self.door.is_valid(), *(form.is_valid() for form in self.people)])

    def visit(self, round_id: int, number: int) -> NewVisit:
        """The visit as the action takes it."""
        said = self.door.cleaned_data
        told = [form.told(row[0]) for form, row in zip(self.people, self.stop.people, strict=True)]
        return NewVisit(
            id=said["visit"],
            household_id=self.stop.household_id,
            outcome=said["outcome"],
            occurred_at=_instant(self.on, said["at"]),
            people=tuple(each for each in told if each),
            comes_back_at=_instant(said["back_on"] or self.on, said["back_at"]) if said["back_at"] else None,
            never=said["never"],
            note=said["note"],
            voids=said["replaces"],
            round_id=round_id,
            pair_number=number,
        )


def _instant(on: date, at: time) -> datetime:
    return datetime.combine(on, at, clock.VIETNAM)


def _initial(
    stop: Stop, on: date, again: Event | None
) -> tuple[dict[str, object], dict[int, dict[str, object]]]:
    """How the forms begin: at the planned hour, or with what an earlier visit said that is to be replaced."""
    fresh: dict[str, object] = {"visit": uuid.uuid4(), "at": clock.local(stop.arrives_at).time()}
    if again is None:
        return fresh, {}
    back = clock.local(again.comes_back_at) if again.comes_back_at else None
    door = fresh | {
        "replaces": again.pk,
        "outcome": again.outcome,
        "at": clock.local(again.occurred_at).time(),
        "back_at": back.time() if back else None,
        "back_on": back.date() if back and back.date() != on else None,
        "never": again.never,
    }
    people: dict[int, dict[str, object]] = {
        told.person_id: {
            "outcome": told.outcome,
            "reason": told.reason,
            "home_visit": told.home_visit_wanted,
            "escort": told.escort_wanted,
            "never": told.never,
            "slot": told.desk_slot_at,
        }
        for told in again.people.all()
    }
    return door, people


class EveningForm(forms.Form):
    """Which visits to show."""

    on = DayField(label=gettext_lazy("Day"), required=False)
    commune = forms.ModelChoiceField(
        Area.objects.none(), label=gettext_lazy("Commune"), required=False, empty_label=gettext_lazy("all")
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        covered = units(viewer).filter(pk__in=Drive.objects.values("places__commune"))
        self.fields["commune"].queryset = covered.order_by("folded")  # type: ignore[attr-defined]


class SheetForm(forms.Form):
    """A filled sheet given back."""

    drive = forms.ModelChoiceField(Drive.objects.none(), label=gettext_lazy("Drive"), to_field_name="code")
    file = forms.FileField(label=gettext_lazy("The filled sheet"))

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = drives(viewer)
        self.fields["drive"].queryset = known  # type: ignore[attr-defined]
        self.fields["drive"].initial = known.first()

    def clean_file(self) -> Any:
        """A sheet of one evening is small."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is far larger than an evening sheet. Choose another."))
        return file
