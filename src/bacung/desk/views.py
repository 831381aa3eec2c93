"""One page: find the person, press what was done; below it what was done today."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bacung.core.problems import Problem
from bacung.desk import actions, queries
from bacung.desk.wording import service_name
from bacung.drives.queries import covering
from bacung.ground import clock
from bacung.ground.permissions import COORDINATOR, OFFICER, ViewerRequest, allow, fetch
from bacung.ledger.queries import accounts
from bacung.registry.forms import SearchForm
from bacung.registry.models import Person
from bacung.registry.queries import masked_number, search_people

KEEPERS = (COORDINATOR, OFFICER)


@require_GET
@allow(*KEEPERS)
def desk(request: ViewerRequest) -> HttpResponse:
    """Who has come, and what was done for those who came today."""
    form = SearchForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = search_people(request.viewer, text, limit=20)
    reached = dict(accounts(request.viewer).filter(person__in=found.people).values_list("person", "reached"))
    facts = {
        "form": form,
        "text": text,
        "more": found.more,
        "people": [
            (person, masked_number(person), reached.get(person.pk, "none")) for person in found.people
        ],
        "services": [
            (done, service_name(done.service))
            for done in queries.services_on(request.viewer, clock.today()).select_related("person")
        ],
    }
    return render(request, "desk/desk.html", facts)


@require_POST
@allow(*KEEPERS)
def serve(request: ViewerRequest, person_id: int) -> HttpResponse:
    """Write down what was done for somebody."""
    person = fetch(Person.admitted.all(), request.viewer, "commune", pk=person_id)
    drive = covering(person.commune_id).first()
    if drive is None:
        raise Problem("desk.no-drive-here")
    actions.serve(request.viewer, drive=drive, person_id=person.pk, service=request.POST.get("service", ""))
    messages.success(request, _("Written down for %(name)s.") % {"name": person.name})
    return redirect("desk:desk")


@require_POST
@allow(*KEEPERS)
def take_back(request: ViewerRequest, service_id: str) -> HttpResponse:
    """Withdraw what was entered by mistake."""
    done = fetch(queries.services(request.viewer), request.viewer, "commune", pk=service_id)
    actions.take_back(request.viewer, done)
    messages.success(request, _("Taken back."))
    return redirect("desk:desk")
