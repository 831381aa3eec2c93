"""The page of one person: what every room knows, for somebody who may know."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bacung.ground.permissions import COORDINATOR, OFFICER, ViewerRequest, allow, fetch
from bacung.ground.subjects import panels
from bacung.registry.models import Person


@require_GET
@allow(COORDINATOR, OFFICER)
def person(request: ViewerRequest, person_id: int) -> HttpResponse:
    """One person, room by room in the order of the stream."""
    found = fetch(Person.admitted.select_related("commune"), request.viewer, "commune", pk=person_id)
    told = panels(request.viewer, found.pk)
    return render(request, "site/person.html", {"person": found, "panels": told})
