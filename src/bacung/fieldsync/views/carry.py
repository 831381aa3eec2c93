"""Taking in an export file that somebody carried here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from bacung.core.problems import Problem
from bacung.fieldsync.actions.carry import Carried, open_export
from bacung.fieldsync.forms import CarryForm
from bacung.fieldsync.views.phones import DIRECTORS
from bacung.fieldsync.wording import reason_words, result_words
from bacung.ground.permissions import ViewerRequest, allow
from bacung.ground.wording import sentence


@require_http_methods(["GET", "POST"])
@allow(*DIRECTORS)
def carry(request: ViewerRequest) -> HttpResponse:
    """The file, and what became of each record in it."""
    form = CarryForm(request.POST or None, request.FILES or None)
    carried, fault = None, False
    if request.method == "POST" and form.is_valid():
        try:
            carried = open_export(request.viewer, form.cleaned_data["file"].read())
        except Problem as problem:
            fault = True
            form.add_error("file", sentence(problem))
    facts = {
        "form": form,
        "carried": carried,
        "counts": _counts(carried) if carried else [],
        "records": _records(carried) if carried else [],
        "shows_demo": bool(carried and carried.device.round.drive.is_demo),
    }
    return render(request, "fieldsync/carry.html", facts, status=400 if fault else 200)


def _counts(carried: Carried) -> list[tuple[str, int]]:
    return [(result_words(state), carried.count(state)) for state in ("stored", "duplicate", "quarantined")]


def _records(carried: Carried) -> list[tuple[int, str, str]]:
    return [
        (n, result_words(result.s), reason_words(result.code) if result.code else "")
        for n, result in carried.records
    ]
