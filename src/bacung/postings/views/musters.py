"""The pages of musters: which there are."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, SUPERVISOR, WALKER, ViewerRequest, allow
from bacung.postings.queries.musters import musters
from bacung.postings.wording import kind_words, muster_state_words

READERS = (COORDINATOR, OFFICER, SUPERVISOR, AUDITOR)


@require_GET
@allow(*READERS, WALKER)
def index(request: ViewerRequest) -> HttpResponse:
    """The seasons and waves of the viewer's areas, newest first."""
    rows = [(each, kind_words(each.kind), muster_state_words(each.state)) for each in musters(request.viewer)]
    facts = {"rows": rows, "may_edit": request.viewer.may(COORDINATOR)}
    return render(request, "postings/index.html", facts)
