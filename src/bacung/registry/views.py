"""Search, the household's page, and the small forms that write dated facts."""

from datetime import date, datetime, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import COORDINATOR, OFFICER, ViewerRequest, allow, fetch
from bacung.registry import actions, queries, wording
from bacung.registry.convert import SHADOWS, as_text
from bacung.registry.forms import HouseholdForm, PersonForm, SearchForm
from bacung.registry.models import Household, Person

KEEPERS = (COORDINATOR, OFFICER)
PERSON_FIELDS = ("presence", "phone", "eligible", "never")
HOUSEHOLD_FIELDS = ("never", "not_before", "home_visit")


@require_GET
@allow(*KEEPERS)
def search(request: ViewerRequest) -> HttpResponse:
    """People by a piece of their name, or by their number."""
    form = SearchForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.search_people(request.viewer, text)
    facts = {
        "form": form,
        "text": text,
        "found": found,
        "people": [_shown(person) for person in found.people],
    }
    return render(request, "registry/search.html", facts)


@require_GET
@allow(*KEEPERS)
def household(request: ViewerRequest, household_id: int) -> HttpResponse:
    """Who lives behind one door, and what they wish."""
    home = fetch(
        Household.admitted.select_related("hamlet", "commune"), request.viewer, "commune", pk=household_id
    )
    facts = {
        "household": home,
        "people": [_shown(person) for person in queries.behind(home)],
        "form": HouseholdForm(initial=_said(home, HOUSEHOLD_FIELDS)),
        "past": wording.told(list(home.facts.order_by("-recorded_at", "-pk")[:20])),
    }
    return render(request, "registry/household.html", facts)


@require_POST
@allow(*KEEPERS)
def say_of_person(request: ViewerRequest, person_id: int) -> HttpResponse:
    """Write down what is now known of a person."""
    person = fetch(Person.admitted.all(), request.viewer, "commune", pk=person_id)
    form = PersonForm(request.POST)
    if not form.is_valid():
        raise Problem("ground.not-understood")
    _record(request, person, PERSON_FIELDS, form.cleaned_data, form.cleaned_data["since"])
    return redirect("site:person", person.pk)


@require_POST
@allow(*KEEPERS)
def say_of_household(request: ViewerRequest, household_id: int) -> HttpResponse:
    """Write down what a household wishes."""
    home = fetch(Household.admitted.all(), request.viewer, "commune", pk=household_id)
    form = HouseholdForm(request.POST)
    if not form.is_valid():
        raise Problem("ground.not-understood")
    _record(request, home, HOUSEHOLD_FIELDS, form.cleaned_data, clock.today())
    return redirect("registry:household", home.pk)


@require_POST
@allow(*KEEPERS)
def reveal(request: ViewerRequest, person_id: int) -> HttpResponse:
    """The full numbers of one person, each look written down."""
    person = fetch(Person.admitted.all(), request.viewer, "commune", pk=person_id)
    facts = {
        "number": actions.reveal_citizen_number(request.viewer, person),
        "phone": actions.reveal_phone(request.viewer, person) if person.phone else "",
        "person": person,
    }
    template = (
        "registry/revealed.html" if request.headers.get("HX-Request") else "registry/revealed_page.html"
    )
    response = render(request, template, facts)
    response.headers["Cache-Control"] = "no-store"
    return response


def _shown(person: Person) -> tuple[Person, str, str]:
    """A person for a table: with the masked number, and presence in words."""
    return person, queries.masked_number(person), wording.said("presence", person.presence)


def _said(subject: Person | Household, kinds: tuple[str, ...]) -> dict[str, str]:
    """What the shadows say now, as the forms write it."""
    return {kind: as_text(getattr(subject, SHADOWS[type(subject), kind][0])) for kind in kinds}


def _record(
    request: ViewerRequest,
    subject: Person | Household,
    kinds: tuple[str, ...],
    said: dict[str, object],
    since: date,
) -> None:
    """Record what differs from what was known."""
    now = clock.now()
    at = now if since >= clock.today() else datetime.combine(since, time(12), clock.VIETNAM)
    known = _said(subject, kinds)
    about = {"person_id": subject.pk} if isinstance(subject, Person) else {"household_id": subject.pk}
    facts = [
        actions.NewFact(kind, as_text(said[kind] or ""), at, f"page:{request.viewer.user_id}", **about)
        for kind in kinds
        if as_text(said[kind] or "") != known[kind]
    ]
    if facts:
        actions.record_facts(request.viewer, facts)
        messages.success(request, _("Written down."))
