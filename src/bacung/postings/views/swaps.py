"""Swaps, releases and who stands in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.forms import done
from bacung.ground.permissions import COORDINATOR, ViewerRequest, allow, known
from bacung.ground.wording import sentence
from bacung.postings.actions.release import release, stand_in
from bacung.postings.actions.swap import answer_swap, ask_swap, decide_swap, withdraw_swap
from bacung.postings.forms.rota import DecideForm, ReleaseForm, SwapForm
from bacung.postings.models import Assignment, Posting, Swap
from bacung.postings.queries import musters
from bacung.postings.queries import swaps as queries
from bacung.postings.queries.names import names_of
from bacung.postings.queries.own import own_duty
from bacung.postings.queries.stand_ins import verdict_of_stand_in
from bacung.postings.queries.verdict import Verdict
from bacung.postings.rule_wording import breach_words
from bacung.postings.views.musters import form_page
from bacung.postings.wording import swap_words


@require_GET
@allow(COORDINATOR)
def swaps(request: ViewerRequest) -> HttpResponse:
    """What was asked, open ones first."""
    rows = sorted(queries.swaps(request.viewer), key=lambda each: each.state != "asked")
    return render(request, "postings/swaps.html", {"rows": [(each, swap_words(each.state)) for each in rows]})


@require_GET
@known
def swap(request: ViewerRequest, swap_id: int) -> HttpResponse:
    """One swap with what the rules say of it; to answer, withdraw or decide."""
    return _swap_page(request, queries.swap_by_id(request.viewer, swap_id))


@require_http_methods(["GET", "POST"])
@known
def ask(request: ViewerRequest, assignment_id: int) -> HttpResponse:
    """Ask that somebody takes over one's own duty."""
    own = own_duty(request.viewer, assignment_id)
    people = queries.colleagues(own.posting.muster, own).values_list("pk", "full_name")
    form = SwapForm(list(people), request.POST or None)
    made: list[Swap] = []

    def act() -> None:
        said = form.cleaned_data
        made.append(ask_swap(request.viewer, own, substitute_id=said["substitute"], reason=said["reason"]))

    if form.is_valid() and done(form, act):
        messages.success(request, _("Asked. Until somebody agrees, the duty stays yours."))
        return redirect("postings:mine")
    heading = _("Swap the duty in %(commune)s") % {"commune": own.posting.commune}
    return form_page(request, form, heading, _("Ask for this swap"), reverse("postings:mine"))


@require_POST
@known
def answer(request: ViewerRequest, swap_id: int) -> HttpResponse:
    """The substitute's yes or no, or the asker's withdrawal."""
    found = queries.swap_by_id(request.viewer, swap_id)
    said = request.POST.get("say", "")
    if said == "withdraw":
        withdraw_swap(request.viewer, found)
        messages.success(request, _("Withdrawn. The duty stays yours."))
    elif said in ("yes", "no"):
        carried = answer_swap(request.viewer, found, yes=said == "yes")
        words = {
            (True, True): _("Agreed: the duty is yours now."),
            (True, False): _("Your yes is noted. It breaks a rule, so the coordinator decides."),
            (False, False): _("Refused. The duty stays with who asked."),
        }
        messages.success(request, words[said == "yes", carried])
    return redirect("postings:mine")


@require_POST
@allow(COORDINATOR)
def decide(request: ViewerRequest, swap_id: int) -> HttpResponse:
    """The coordinator's decision."""
    found = queries.swap_by_id(request.viewer, swap_id)
    if request.POST.get("say") == "no":
        decide_swap(request.viewer, found, agreed=False, because=request.POST.get("because", "")[:160])
        messages.success(request, _("Refused. The duty stays with who asked."))
        return redirect("postings:swaps")
    form = _decide_form(found, request.POST)

    def act() -> None:
        said = form.cleaned_data
        decide_swap(
            request.viewer, found, agreed=True, substitute_id=said["substitute"], because=said["because"]
        )

    if form.is_valid() and done(form, act):
        messages.success(request, _("Agreed and carried out."))
        return redirect("postings:swaps")
    return _swap_page(request, found, form)


@require_POST
@allow(COORDINATOR)
def release_(request: ViewerRequest, assignment_id: int) -> HttpResponse:
    """Somebody cannot go: released at once; who could stand in is shown next."""
    row = (
        Assignment.objects.filter(pk=assignment_id)
        .select_related("posting__muster__drive", "posting__commune", "right")
        .first()
    )
    if row is None:
        raise Problem("ground.not-found")
    musters.own_muster(request.viewer, row.posting.muster_id)
    form = ReleaseForm(request.POST)
    if form.is_valid() and done(form, lambda: release(request.viewer, row, **form.cleaned_data)):
        messages.success(request, _("Released. Choose who stands in; the list is best first."))
        return _to_duty(row.posting)
    return form_page(
        request, form, _("Release from this duty"), _("Release from this duty"), _duty(row.posting)
    )


@require_POST
@allow(COORDINATOR)
def stand_in_(request: ViewerRequest, posting_id: int) -> HttpResponse:
    """Put a member on a published stay."""
    stay = Posting.objects.filter(pk=posting_id).select_related("muster__drive", "commune").first()
    if stay is None:
        raise Problem("ground.not-found")
    musters.own_muster(request.viewer, stay.muster_id)
    member = request.POST.get("member", "")
    if not member.isdecimal():
        raise Problem("ground.not-understood")
    try:
        stand_in(request.viewer, stay, int(member), request.POST.get("because", "")[:160])
    except Problem as problem:
        if problem.code not in ("postings.reason-needed", "postings.impossible"):
            raise
        messages.error(request, sentence(problem))
    else:
        messages.success(request, _("They are on this duty now, and may walk there on these days."))
    return _to_duty(stay)


def _duty(stay: Posting) -> str:
    friday = clock.local(stay.begins_at).date()
    if stay.muster.kind == "wave":
        return reverse("postings:wave", args=[stay.muster_id])
    return reverse("postings:duty", args=[stay.muster_id, friday, stay.commune_id])


def _to_duty(stay: Posting) -> HttpResponse:
    return redirect(_duty(stay))


def _decide_form(found: Swap, said: object = None) -> DecideForm:
    people = queries.colleagues(found.assignment.posting.muster, found.assignment)
    return DecideForm(
        list(people.values_list("pk", "full_name")), said, initial={"substitute": found.substitute_id}
    )


def _swap_page(request: ViewerRequest, found: Swap, form: DecideForm | None = None) -> HttpResponse:
    stay = found.assignment.posting
    may_decide = musters.may_change(request.whole_viewer, stay.muster) and found.state == "asked"
    verdict: Verdict | None = verdict_of_stand_in(found) if found.state == "asked" else None
    names = names_of(stay.muster)
    viewer = request.viewer.user_id
    facts = {
        "swap": found,
        "state": swap_words(found.state),
        "oversees": request.viewer.may(COORDINATOR),
        "shows_demo": stay.muster.drive.is_demo,
        "breaks": [breach_words(each, names) for each in verdict.breaks] if verdict else [],
        "verdict": verdict,
        "is_asker": found.asked_by_id == viewer and found.state == "asked",
        "is_substitute": found.substitute_id == viewer and found.state == "asked" and not found.accepted_at,
        "form": (form or _decide_form(found)) if may_decide else None,
    }
    return render(request, "postings/swap.html", facts, status=400 if form else 200)
