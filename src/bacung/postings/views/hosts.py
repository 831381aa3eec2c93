"""The pages of the communes that receive."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bacung.areas.queries import stations_of
from bacung.ground.forms import done
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, SUPERVISOR, ViewerRequest, allow
from bacung.postings.actions.muster import add_hosts, change_host, drop_host
from bacung.postings.forms.musters import HostForm
from bacung.postings.queries import musters as queries
from bacung.postings.views.musters import form_page, of_muster


@require_GET
@allow(COORDINATOR, OFFICER, SUPERVISOR, AUDITOR)
def hosts(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """The communes that receive, with beds and companions."""
    found = queries.muster_by_id(request.viewer, muster_id)
    rows = list(queries.hosts(request.viewer, found))
    stations = stations_of([host.commune_id for host in rows])
    may_change = queries.may_change(request.whole_viewer, found)
    facts = {
        **of_muster(found),
        "rows": [(host, stations.get(host.commune_id)) for host in rows],
        "others": queries.communes_not_hosting(found) if may_change else [],
        "may_change": may_change and found.state != "closed",
    }
    return render(request, "postings/hosts.html", facts)


@require_POST
@allow(COORDINATOR)
def add(request: ViewerRequest, muster_id: int) -> HttpResponse:
    """Communes of the drive receive too."""
    found = queries.own_muster(request.viewer, muster_id)
    keys = [int(each) for each in request.POST.getlist("commune") if each.isdecimal()]
    add_hosts(request.viewer, found, list(queries.communes_not_hosting(found).filter(pk__in=keys)))
    messages.success(request, _("These communes receive too."))
    return redirect("postings:hosts", muster_id)


@require_http_methods(["GET", "POST"])
@allow(COORDINATOR)
def host(request: ViewerRequest, muster_id: int, host_id: int) -> HttpResponse:
    """How a commune receives."""
    found = queries.own_muster(request.viewer, muster_id)
    place = queries.host_of(request.viewer, found, host_id)
    form = HostForm(place, request.POST or None)
    if form.is_valid() and done(form, lambda: change_host(request.viewer, place, form.terms())):
        messages.success(request, _("Written down; plans from now on keep to it."))
        return redirect("postings:hosts", muster_id)
    back = reverse("postings:hosts", args=[muster_id])
    return form_page(request, form, str(place.commune), _("Save how it receives"), back, found)


@require_POST
@allow(COORDINATOR)
def drop(request: ViewerRequest, muster_id: int, host_id: int) -> HttpResponse:
    """A commune receives nobody."""
    found = queries.own_muster(request.viewer, muster_id)
    drop_host(request.viewer, queries.host_of(request.viewer, found, host_id))
    messages.success(request, _("The commune receives nobody in this muster."))
    return redirect("postings:hosts", muster_id)
