"""Which rounds there are."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from bacung.ground import clock
from bacung.ground.permissions import WALKER, ViewerRequest, allow
from bacung.rounds import queries
from bacung.rounds.views import PLANNERS, READERS
from bacung.rounds.wording import state_words

PER_PAGE = 50


@require_GET
@allow(*READERS, WALKER)
def index(request: ViewerRequest) -> HttpResponse:
    """The rounds of the viewer's areas, newest first; a walker is led to the own pair."""
    own = queries.pairs_of(request.viewer, clock.today())
    readers = request.viewer.narrowed(READERS)
    if not readers.grants and len(own) == 1:
        return redirect("rounds:pair", own[0].round_id, own[0].number)
    rounds = (
        queries.rounds(readers)
        .exclude(state="cancelled")
        .annotate(
            pair_count=Count("pairs", distinct=True),
            stop_count=Count("pairs__stops", filter=Q(pairs__stops__dropped_at=None)),
            promise_count=Count(
                "pairs__stops", filter=Q(pairs__stops__dropped_at=None, pairs__stops__promised=True)
            ),
        )
    )
    page = Paginator(rounds, PER_PAGE).get_page(request.GET.get("page"))
    facts = {
        "own": own,
        "page": page,
        "rows": [(each, state_words(each.state)) for each in page],
        "reads": bool(readers.grants),
        "may_plan": request.viewer.may(*PLANNERS),
        "today": clock.today(),
    }
    return render(request, "rounds/index.html", facts)
