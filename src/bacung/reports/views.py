"""Papers: choose a drive and a moment, read it here, take it as Word, Excel, PDF or chat text."""

from datetime import datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bacung.drives.queries import drive_by_code, drives
from bacung.ground import clock
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, ViewerRequest, allow
from bacung.reports import actions, queries
from bacung.reports.forms import EveningForm
from bacung.reports.papers import chat
from bacung.reports.papers.shelf import SHAPES

READERS = (COORDINATOR, OFFICER, AUDITOR)


@require_GET
@allow(*READERS)
def papers(request: ViewerRequest) -> HttpResponse:
    """The evening report on screen, with the ways to take it along."""
    seen = drives(request.viewer)
    first = request.GET.get("drive") or seen.values_list("code", flat=True).first() or ""
    asked = {"drive": first, "at": request.GET.get("at") or f"{last_evening():%d/%m/%Y %H:%M}"}
    form = EveningForm(asked, seen)
    report = None
    if form.is_valid():
        report = queries.evening(request.viewer, form.cleaned_data["drive"], at=form.cleaned_data["at"])
    facts = {
        "form": form,
        "report": report,
        "text": chat.write(report) if report else "",
        "at": form.cleaned_data["at"].isoformat() if report else "",
        "drive": first,
        "shapes": list(SHAPES),
    }
    return render(request, "reports/papers.html", facts)


@require_GET
@allow(*READERS)
def evening(request: ViewerRequest, drive: str, ending: str) -> HttpResponse:
    """The report as a file."""
    asked = drive_by_code(request.viewer, drive)
    at = clock.parse(request.GET.get("at", ""))
    shape, paper = actions.hand_out_evening(
        request.viewer, asked, at=at, ending=ending, base_link=request.build_absolute_uri("/")
    )
    name = f"bao-cao-{asked.code}-{clock.local(at):%Y%m%d-%Hh%M}.{shape.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(paper, content_type=shape.media_type, headers=headers)


def last_evening() -> datetime:
    """The last 17:00 that has come."""
    now = clock.local(clock.now())
    evening = datetime.combine(now.date(), time(17), clock.VIETNAM)
    return evening if evening <= now else evening - timedelta(days=1)
