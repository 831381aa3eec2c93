"""Fields that read days, hours and moments as people here write them, whatever language the browser is in.

A browser's own date field shows 05/31/2023 on an English Windows, which an office reads as a day and a month.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.wording import sentence


class DayField(forms.DateField):
    """31/5/2023."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "31/5/2023", "autocomplete": "off", "data-short": ""}
        kwargs.setdefault("widget", forms.DateInput(attrs=attrs))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = gettext_lazy("Write the day as 31/5/2023.")

    def to_python(self, value: Any) -> date | None:
        """Only years that somebody could mean."""
        return _thinkable(self, super().to_python(value))


class HourField(forms.TimeField):
    """17:30, or 17h30."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "17:30", "autocomplete": "off", "data-short": ""}
        kwargs.setdefault("widget", forms.TimeInput(attrs=attrs, format="%H:%M"))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = gettext_lazy("Write the hour as 17:30.")


class MomentField(forms.DateTimeField):
    """31/5/2023 17:00, on the Vietnamese wall."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"placeholder": "31/5/2023 17:00", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.DateTimeInput(attrs=attrs))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = gettext_lazy("Write day and hour as 31/5/2023 17:00.")

    def to_python(self, value: Any) -> datetime | None:
        """Also as papers say it: 17h00 31/5/2023."""
        if isinstance(value, str):
            hour, _, day = value.strip().partition(" ")
            if "h" in hour or ":" in hour:
                value = f"{day.removeprefix('ngày ')} {hour.replace('h', ':')}"
        return _thinkable(self, super().to_python(value))


D = TypeVar("D", bound=date)


def _thinkable(field: forms.Field, day: D | None) -> D | None:
    if day and day.year not in clock.YEARS:
        raise forms.ValidationError(field.error_messages["invalid"], code="invalid")
    return day


def done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Act; a refusal becomes a fault of the form."""
    try:
        act()
    except Problem as problem:
        form.add_error(None, sentence(problem))
        return False
    return True
