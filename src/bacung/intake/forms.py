"""What is asked when a book is sent, and what is said about its columns."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.models import Area
from bacung.drives.models import Drive, DriveArea
from bacung.drives.queries import drives
from bacung.ground.permissions import Viewer, within
from bacung.intake.books import HANDLERS
from bacung.intake.wording import FIELDS, KINDS


class UploadForm(forms.Form):
    """A workbook, where it is from, and what kind of book it is."""

    place = forms.ChoiceField(label=gettext_lazy("Commune and drive"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of book"))
    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy(".xlsx, .xls, .ods or .csv; drop it here or choose it"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.htm,.html,.xml"}),
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = _places(viewer)
        self.fields["place"].choices = [(key, words) for key, (words, _, _) in self._places.items()]  # type: ignore[attr-defined]
        kinds = ["people", "totals", *HANDLERS]
        self.fields["kind"].choices = [(kind, _(KINDS[kind])) for kind in kinds]  # type: ignore[attr-defined]

    @property
    def where(self) -> tuple[Drive, Area]:
        """The drive and the area that were chosen."""
        _, drive, area = self._places[self.cleaned_data["place"]]
        return drive, area


def _places(viewer: Viewer) -> dict[str, tuple[str, Drive, Area]]:
    """What may be chosen: every commune of a drive, and the districts and provinces above that lie in the
    viewer's areas, for totals.
    """
    seen = {drive.pk: drive for drive in drives(viewer)}
    inside = DriveArea.objects.filter(within(viewer, "commune"), drive__in=seen)
    choices: dict[str, tuple[str, Drive, Area]] = {}
    above: dict[tuple[int, str], None] = {}
    for place in inside.select_related("commune").order_by("-drive__starts_on", "commune__folded"):
        drive, area = seen[place.drive_id], place.commune
        choices[f"{drive.pk}:{area.pk}"] = (f"{area} · {drive}", drive, area)
        steps = range(Area.steplen, len(area.path), Area.steplen)
        above |= {(drive.pk, area.path[:step]): None for step in steps}
    tops = {
        area.path: area for area in Area.objects.filter(within(viewer), path__in={path for _, path in above})
    }
    for drive_id, path in above:
        if area_above := tops.get(path):
            drive = seen[drive_id]
            words = _("%(place)s, totals only") % {"place": area_above}
            choices[f"{drive.pk}:{area_above.pk}"] = (f"{words} · {drive}", drive, area_above)
    return choices


def said_mapping(data: Mapping[str, str]) -> dict[str, str | None]:
    """Column letter → field, from those selects of the mapping table that were changed."""
    said: dict[str, str | None] = {}
    for name, value in data.items():
        letter = name.removeprefix("column-")
        before = data.get(f"before-{letter}", "")
        if name.startswith("column-") and letter.isalpha() and value != before:
            said[letter] = value if value in FIELDS else None
    return said
