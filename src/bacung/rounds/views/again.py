"""Setting an evening's way anew while its pairs walk."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bacung.ground.permissions import ViewerRequest, allow
from bacung.rounds import queries
from bacung.rounds.actions import replan_round
from bacung.rounds.views import PLANNERS


@require_POST
@allow(*PLANNERS)
def again(request: ViewerRequest, round_id: int) -> HttpResponse:
    """Plan what is left of the evening from where the pairs stand."""
    return _again(request, round_id, ())


@require_POST
@allow(*PLANNERS)
def rest(request: ViewerRequest, round_id: int, number: int) -> HttpResponse:
    """A pair goes to no further door; the others take over what they can."""
    return _again(request, round_id, (number,))


def _again(request: ViewerRequest, round_id: int, resting: Collection[int]) -> HttpResponse:
    found = queries.round_by_id(request.viewer, round_id)
    queries.pairs_seen(found, *resting)
    done = replan_round(request.viewer, found.pk, resting=resting)
    if done.changed:
        words = ngettext(
            "The way of pair %(pairs)s is set anew. Its phones load it by themselves; "
            "on paper the codes stay.",
            "The ways of pairs %(pairs)s are set anew. Their phones load them by themselves; "
            "on paper the codes stay.",
            len(done.changed),
        )
        messages.success(request, words % {"pairs": ", ".join(map(str, done.changed))})
    else:
        messages.success(request, _("The ways are as good as they can be: nothing is changed."))
    if done.unheard:
        words = ngettext(
            "Nothing was heard of pair %(pairs)s tonight: it is taken to walk as planned.",
            "Nothing was heard of pairs %(pairs)s tonight: they are taken to walk as planned.",
            len(done.unheard),
        )
        messages.info(request, words % {"pairs": ", ".join(map(str, done.unheard))})
    return redirect("rounds:round", found.pk)
