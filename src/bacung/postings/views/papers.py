"""The papers of a muster: the assignment list and the rota, as PDF and as .xlsx."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from bacung.core.problems import Problem
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, ViewerRequest, allow
from bacung.postings import printing
from bacung.postings.queries.musters import muster_by_id

KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_GET
@allow(COORDINATOR, OFFICER, AUDITOR)
def list_paper(request: ViewerRequest, muster_id: int, ending: str) -> HttpResponse:
    """The assignment list (danh sách phân công)."""
    found = muster_by_id(request.viewer, muster_id)
    writers = {"pdf": printing.list_pdf, "xlsx": printing.list_workbook}
    if ending not in writers:
        raise Problem("ground.not-found")
    content = writers[ending](request.viewer, found)
    return _paper(content, ending, f"danh-sach-phan-cong-{found.pk}.{ending}")


@require_GET
@allow(COORDINATOR, OFFICER, AUDITOR)
def rota_paper(request: ViewerRequest, muster_id: int, ending: str) -> HttpResponse:
    """The rota of a season on one sheet (lịch phân công)."""
    found = muster_by_id(request.viewer, muster_id)
    writers = {"pdf": printing.rota_pdf, "xlsx": printing.rota_workbook}
    if ending not in writers or found.kind != "weekends":
        raise Problem("ground.not-found")
    content = writers[ending](request.viewer, found)
    return _paper(content, ending, f"lich-phan-cong-{found.pk}.{ending}")


def _paper(content: bytes, ending: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=KINDS[ending], headers=headers)
