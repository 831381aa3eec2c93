"""What is asked about a drive: its terms, its communes, its mandate, its targets."""

from dataclasses import asdict, fields
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.models import Area, Level
from bacung.areas.queries import communes_under, find_place, full_names, units, valid_on
from bacung.core.coverage.measures import MEASURES
from bacung.core.lifecycle.rules import RULES
from bacung.core.people.names import clean
from bacung.drives.actions import NewTarget
from bacung.drives.mandates import NewMandate, Seat
from bacung.drives.models import Drive
from bacung.drives.queries import communes
from bacung.drives.tables import rank, rows, whole_number
from bacung.drives.terms import MOST_KNOCKS, MOST_RETENTION_DAYS, OLDEST_MIN_AGE, Terms, faults
from bacung.drives.wording import measure_name, rank_name, rules_name
from bacung.ground.forms import DayField, HourField
from bacung.ground.permissions import Viewer, within
from bacung.ground.wording import sentence

_MOST_LINES = 50_000
_MOST_NAMED = 4


def _date(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return DayField(label=label, required=required, help_text=help_text)


def _hour(label: Any, initial: str, help_text: Any = "") -> forms.TimeField:
    return HourField(label=label, initial=initial, help_text=help_text)


def _lines(label: Any, help_text: Any, *, rows: int = 6, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=_MOST_LINES, widget=widget
    )


class TermsForm(forms.Form):
    """The terms of a drive, with every fault beside its field."""

    name = forms.CharField(label=gettext_lazy("Name of the drive"), max_length=160)
    starts_on = _date(gettext_lazy("First day"))
    ends_on = _date(gettext_lazy("Last day"))
    first_knock_by = _date(
        gettext_lazy("Every household has had its first knock by"),
        help_text=gettext_lazy("Nobody is forgotten, however hard their commune."),
    )
    evening_from = _hour(gettext_lazy("Rounds begin at"), "17:30")
    evening_to = _hour(gettext_lazy("Rounds end at"), "21:30")
    quiet_from = _hour(
        gettext_lazy("Nobody knocks from"), "21:30", gettext_lazy("Ten in the evening at the latest.")
    )
    quiet_to = _hour(gettext_lazy("Nobody knocks until"), "07:00")
    min_age = forms.IntegerField(
        label=gettext_lazy("Counts from the age of"), initial=14, min_value=0, max_value=OLDEST_MIN_AGE
    )
    age_on = _date(gettext_lazy("Age reached on"))
    must_be_present = forms.BooleanField(label=gettext_lazy("Only people present count"), required=False)
    needs_phone = forms.BooleanField(
        label=gettext_lazy("Only people with a smartphone count"), required=False
    )
    knock_cap = forms.IntegerField(
        label=gettext_lazy("Knocks at one door at most"), initial=3, min_value=1, max_value=MOST_KNOCKS
    )
    retention_days = forms.IntegerField(
        label=gettext_lazy("Days after which uploads and prints are deleted"),
        initial=MOST_RETENTION_DAYS,
        min_value=1,
        max_value=MOST_RETENTION_DAYS,
    )
    rules = forms.ChoiceField(label=gettext_lazy("Rules it runs under"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rules"]
        field.choices = [(name, rules_name(name)) for name in RULES]

    @staticmethod
    def initial_of(drive: Drive) -> dict[str, Any]:
        """What stands in the fields for a drive that is."""
        return {field.name: getattr(drive, field.name) for field in fields(Terms)}

    def clean(self) -> dict[str, Any]:
        """Every fault that concerns more than one field."""
        if not self.errors:
            self.cleaned_data["terms"] = Terms(**{f.name: self.cleaned_data[f.name] for f in fields(Terms)})
            for field, fault in faults(self.cleaned_data["terms"]):
                self.add_error(field, sentence(fault))
        return self.cleaned_data


class NewDriveForm(TermsForm):
    """A drive that does not exist yet needs a code as well."""

    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("For addresses and commands, such as ha-tinh-2023. It stays for ever."),
    )
    field_order = ("name", "code")


class AreasForm(forms.Form):
    """The communes of a drive, one on each line; a district stands for all of its communes."""

    places = _lines(
        gettext_lazy("Communes"),
        gettext_lazy(
            "One on each line, a code or a name as it was on the first day: 18493, or “Phù Lưu, Lộc Hà”. "
            "A district stands for all its communes: “huyện Sóc Sơn”."
        ),
        rows=16,
        required=True,
    )

    def __init__(self, *args: Any, viewer: Viewer, drive: Drive, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.drive = viewer, drive

    @staticmethod
    def initial_of(drive: Drive) -> dict[str, Any]:
        """The communes the drive has, code and name."""
        return {"places": "\n".join(f"{each.code} {each}" for each in communes(drive))}

    def clean_places(self) -> list[Area]:
        """The communes meant, each once, or every line that cannot be understood."""
        on = self.drive.starts_on
        found: dict[int, Area] = {}
        for line, text in enumerate(self.cleaned_data["places"].splitlines(), 1):
            if text := clean(text):
                place = self._meant(line, text)
                if place is not None:
                    below = [place] if place.level == Level.COMMUNE else communes_under(place, on)
                    found |= {commune.pk: commune for commune in below}
        return list(found.values())

    def _meant(self, line: int, text: str) -> Area | None:
        on, first = self.drive.starts_on, text.split()[0]
        if first.isdecimal():
            held = units(self.viewer).filter(valid_on(on), code=first).exclude(level=Level.PROVINCE)
            areas = tuple(held)
            meant = len(areas) == 1
        else:
            place = find_place(text, on=on, among=within(self.viewer) & ~Q(level=Level.PROVINCE))
            areas, meant = place.areas, place.kind == "one"
        if meant:
            return areas[0]
        self.add_error("places", _unclear(line, text, areas))
        return None


def _unclear(line: int, text: str, areas: tuple[Area, ...]) -> str:
    if not areas:
        return _("Line %(line)s: no place of yours was called “%(text)s” on that day.") % {
            "line": line,
            "text": text,
        }
    named = full_names(areas[:_MOST_NAMED])
    places = "; ".join(f"{area.code} {named[area.pk]}" for area in areas[:_MOST_NAMED])
    return _("Line %(line)s: “%(text)s” could be several places: %(places)s.") % {
        "line": line,
        "text": text,
        "places": places,
    }


class MandateForm(forms.Form):
    """The papers a drive rests on, the committee that runs it, and the reviews it owes."""

    superior_body = forms.CharField(
        label=gettext_lazy("Superior body (first line of the letterhead)"), required=False, max_length=160
    )
    issuing_body = forms.CharField(
        label=gettext_lazy("Issuing body (second line)"), required=False, max_length=160
    )
    grounds = _lines(gettext_lazy("Grounds"), gettext_lazy("One document on each line."))
    plan_number = forms.CharField(label=gettext_lazy("Plan"), required=False, max_length=80)
    committee = _lines(
        gettext_lazy("Steering committee"),
        gettext_lazy("One seat on each line: rank; organisation; office held. An office, never a name."),
    )
    opening_on = _date(gettext_lazy("Opening"), required=False)
    interim_on = _date(gettext_lazy("Interim review"), required=False)
    closing_on = _date(gettext_lazy("Closing review"), required=False)
    recipients = _lines(gettext_lazy("Recipients"), gettext_lazy("One on each line."), rows=4)
    signatory = forms.CharField(label=gettext_lazy("Signed by (an office)"), required=False, max_length=120)

    def clean_committee(self) -> tuple[Seat, ...]:
        """The seats in the order given, or every line that is none."""
        seats = []
        for line, cells in rows(self.cleaned_data["committee"]):
            held = rank(cells[0])
            if held is None or len(cells) != 3 or not all(cells) or max(map(len, cells)) > 120:
                words = _("Line %(line)s: write rank; organisation; office held.") % {"line": line}
                self.add_error("committee", words)
            else:
                seats.append(Seat(held, cells[1], cells[2]))
        return tuple(seats)

    def clean(self) -> dict[str, Any]:
        """Reviews follow one another; lines become tuples."""
        data = self.cleaned_data
        days = [day for day in (data.get(f"{name}_on") for name in ("opening", "interim", "closing")) if day]
        if days != sorted(days):
            self.add_error("closing_on", _("Opening, interim and closing review follow one another."))
        if not self.errors:
            data["mandate"] = NewMandate(
                superior_body=data["superior_body"],
                issuing_body=data["issuing_body"],
                grounds=_split(data["grounds"]),
                plan_number=data["plan_number"],
                opening_on=data["opening_on"],
                interim_on=data["interim_on"],
                closing_on=data["closing_on"],
                recipients=_split(data["recipients"]),
                signatory=data["signatory"],
                seats=data["committee"],
            )
        return data


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, text.splitlines())))


class TargetsForm(forms.Form):
    """Targets pasted as a table: commune and number on each line, the rest the same for all."""

    measure = forms.ChoiceField(label=gettext_lazy("What is counted"))
    denominator = forms.ChoiceField(label=gettext_lazy("Share of"))
    giver = forms.CharField(label=gettext_lazy("Assigned by"), max_length=160)
    deadline_on = _date(gettext_lazy("Deadline"))
    table = _lines(
        gettext_lazy("Communes and numbers"),
        gettext_lazy("Paste two columns of a sheet: commune (code or name) and number."),
        rows=14,
        required=True,
    )

    def __init__(self, *args: Any, drive: Drive, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drive = drive
        for name in ("measure", "denominator"):
            field: Any = self.fields[name]
            field.choices = [(code, measure_name(code)) for code in MEASURES]

    def clean_table(self) -> list[tuple[Area, int]]:
        """Commune and number of each line, or every line that cannot be understood."""
        inside = {commune.code: commune for commune in communes(self.drive)}
        among = communes(self.drive).values("pk")
        found = []
        for line, cells in rows(self.cleaned_data["table"]):
            number = whole_number(cells[-1]) if len(cells) > 1 else None
            if number is None:
                words = _("Line %(line)s: a commune, then a whole number.") % {"line": line}
                self.add_error("table", words)
                continue
            commune = inside.get(cells[0]) or self._named(line, cells[0], among)
            if commune is not None:
                found.append((commune, number))
        return found

    def _named(self, line: int, text: str, among: Any) -> Area | None:
        place = find_place(text, on=self.drive.starts_on, among=Q(pk__in=among))
        if place.kind == "one":
            return place.areas[0]
        self.add_error("table", _unclear(line, text, place.areas))
        return None

    def targets(self) -> list[NewTarget]:
        """What was asked, once it is valid."""
        data = self.cleaned_data
        shared = {name: data[name] for name in ("measure", "denominator", "giver", "deadline_on")}
        return [NewTarget(area_id=commune.pk, number=number, **shared) for commune, number in data["table"]]


def mandate_fields(mandate: NewMandate) -> dict[str, Any]:
    """What stands in the fields for a mandate that is."""
    values = asdict(mandate)
    values["grounds"], values["recipients"] = "\n".join(mandate.grounds), "\n".join(mandate.recipients)
    values["committee"] = "\n".join(
        f"{rank_name(s.rank)}; {s.organisation}; {s.holder}" for s in mandate.seats
    )
    return values


class CalendarDayForm(forms.Form):
    """Whether offices work on a day, and the notice that says so."""

    on = DayField(label=gettext_lazy("Day"))
    works = forms.ChoiceField(
        label=gettext_lazy("Offices"),
        choices=(("no", gettext_lazy("rest on this day")), ("yes", gettext_lazy("work on this day"))),
    )
    note = forms.CharField(label=gettext_lazy("By which notice"), max_length=160, required=False)
