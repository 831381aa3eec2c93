"""The papers of a round: its sheets, made as they are asked for and kept nowhere, and its problem."""

import json

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from bacung.ground import audit
from bacung.ground.permissions import ViewerRequest, allow
from bacung.rounds import printing, queries
from bacung.rounds.convert import without_addresses
from bacung.rounds.jobs import enough
from bacung.rounds.models import Round
from bacung.rounds.views import PLANNERS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@allow(*PLANNERS)
def sheets_pdf(request: ViewerRequest, round_id: int) -> HttpResponse:
    """The sheets of all pairs, made as they are asked for and kept nowhere."""
    found = queries.round_by_id(request.viewer, round_id)
    enough(found)
    content = printing.round_pdf(request.viewer, found)
    return _paper(content, "application/pdf", _name(found, "pdf"))


@require_GET
@allow(*PLANNERS)
def sheet_pdf(request: ViewerRequest, round_id: int, number: int) -> HttpResponse:
    """One pair's sheet."""
    found = queries.round_by_id(request.viewer, round_id)
    enough(found)
    content = printing.round_pdf(request.viewer, found, number)
    return _paper(content, "application/pdf", _name(found, "pdf", number))


@require_GET
@allow(*PLANNERS)
def sheet_xlsx(request: ViewerRequest, round_id: int, number: int) -> HttpResponse:
    """One pair's sheet as a workbook to fill in and give back."""
    found = queries.round_by_id(request.viewer, round_id)
    enough(found)
    content = printing.pair_workbook(request.viewer, found, number)
    return _paper(content, XLSX, _name(found, "xlsx", number))


@require_GET
@allow(*PLANNERS)
def problem_json(request: ViewerRequest, round_id: int) -> HttpResponse:
    """What was asked when the round was planned, to be planned again elsewhere: keys, hours and points, no
    name and no address; by streets, with the ways of the doors that matter.
    """
    found = queries.round_by_id(request.viewer, round_id)
    problem = without_addresses(queries.problem_of_round(found))
    if problem.travel.streets:
        from bacung.core.routing.by_streets import portable

        planned = {stop["door"] for route in found.plan["routes"] for stop in route["stops"]}
        problem = portable(problem, planned)
    audit.record("rounds.problem", request.viewer, round=found.pk, doors=len(problem.doors))
    content = json.dumps(problem.to_json(), ensure_ascii=False, indent=1).encode()
    return _paper(content, "application/json", _name(found, "json").replace("phieu", "bai-toan"))


def _name(found: Round, ending: str, number: int | None = None) -> str:
    pair = f"-cap-{number}" if number else ""
    return f"phieu-{found.commune.code}-{found.on:%Y-%m-%d}{pair}.{ending}"


def _paper(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)
