"""The papers of stays: the summary of one, the closing summary of a muster."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.figures import moment
from bacung.ground.permissions import COORDINATOR, ViewerRequest, allow, known
from bacung.postings.queries.musters import muster_by_id
from bacung.postings.queries.readiness import is_whole
from bacung.postings.queries.stays import part_of, stay
from bacung.postings.stay_printing import closing_pdf, stay_pdf


@require_GET
@known
def summary(request: ViewerRequest, posting_id: int) -> HttpResponse:
    """What was done on one stay, for whoever may read its diary."""
    posting = stay(request.viewer, posting_id)
    if not part_of(request.viewer, posting).reads_words:
        raise Problem("ground.not-your-role")
    if clock.now() < posting.begins_at:
        raise Problem("postings.not-begun", begins=moment(posting.begins_at))
    begun = clock.local(posting.begins_at)
    return _paper(stay_pdf(request.viewer, posting), f"ba-cung-{posting.commune.code}-{begun:%Y-%m-%d}.pdf")


@require_GET
@allow(COORDINATOR)
def closing(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """What a muster came to, for a coordinator of all of it."""
    muster = muster_by_id(request.viewer, muster_id)
    if not is_whole(request.viewer, muster):
        raise Problem("drives.partly-yours")
    return _paper(closing_pdf(request.viewer, muster), f"tong-ket-{muster.drive.code}-{muster.pk}.pdf")


def _paper(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
