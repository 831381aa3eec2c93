"""The pages of places: from province to hamlet, old and new names side by side."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bacung.areas import actions, queries
from bacung.areas.forms import (
    HamletForm,
    KeepForm,
    MergeForm,
    OutlineForm,
    PointForm,
    SearchForm,
    StationForm,
)
from bacung.areas.models import Area, Hamlet, Level, Station, Succession
from bacung.ground import clock
from bacung.ground.forms import done
from bacung.ground.permissions import (
    AUDITOR,
    COORDINATOR,
    OFFICER,
    SUPERVISOR,
    Viewer,
    ViewerRequest,
    allow,
    fetch,
)

READERS = (COORDINATOR, OFFICER, SUPERVISOR, AUDITOR)
KEEPERS = (COORDINATOR, OFFICER)
MOST_FOUND = 100


@require_GET
@allow(*READERS)
def index(request: ViewerRequest) -> HttpResponse:
    """The tops of the viewer's areas on a day, or what was searched for among all of them."""
    form = SearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    on: date = asked.get("on") or clock.today()
    text: str = asked.get("q") or ""
    if text:
        found = list(queries.search(request.viewer, text, on)[: MOST_FOUND + 1])
    else:
        found = list(queries.tops(request.viewer, on))
    facts = {
        "form": form if form.is_bound else SearchForm(initial={"on": on}),
        "text": text,
        "on": on,
        "rows": _rows(found[:MOST_FOUND], on),
        "more": len(found) > MOST_FOUND,
    }
    return render(request, "areas/index.html", facts)


@require_GET
@allow(*READERS)
def area(request: ViewerRequest, area_id: int) -> HttpResponse:
    """One unit: what lies in it, what it was made of, what became of it, its hamlets."""
    return _area_page(request, fetch(Area.objects.all(), request.viewer, "", pk=area_id))


@require_POST
@allow(*KEEPERS)
def keep(request: ViewerRequest, area_id: int) -> HttpResponse:
    """New hamlets, one on each line."""
    commune = fetch(Area.objects.all(), request.viewer, "", pk=area_id)
    form = KeepForm(request.POST)
    if form.is_valid() and done(form, lambda: _keep(request, commune, form.cleaned_data["names"])):
        return redirect("areas:area", area_id)
    return _area_page(request, commune, keep_form=form)


def _keep(request: ViewerRequest, commune: Area, names: list[str]) -> None:
    before = commune.hamlets.count()
    actions.hamlets_for(request.viewer, commune=commune, names=names, create=True)
    new = commune.hamlets.count() - before
    words = ngettext("One hamlet was added.", "%(count)s hamlets were added.", new)
    messages.success(request, words % {"count": new})


@require_POST
@allow(*KEEPERS)
def point(request: ViewerRequest, area_id: int) -> HttpResponse:
    """The middle of a unit on the map."""
    place = fetch(Area.objects.all(), request.viewer, "", pk=area_id)
    form = PointForm(request.POST)
    if form.is_valid() and done(form, lambda: actions.set_point(request.viewer, place, **form.cleaned_data)):
        messages.success(request, _("The point was moved."))
        return redirect("areas:area", area_id)
    return _area_page(request, place, point_form=form)


@require_POST
@allow(*KEEPERS)
def station(request: ViewerRequest, area_id: int) -> HttpResponse:
    """What is known of a commune's station."""
    place = fetch(Area.objects.all(), request.viewer, "", pk=area_id)
    form = StationForm(request.POST, auto_id="station_%s")
    if form.is_valid() and done(form, lambda: actions.keep_station(request.viewer, place, form.about())):
        messages.success(request, _("What is known of the station was saved."))
        return redirect("areas:area", area_id)
    return _area_page(request, place, station_form=form)


@require_POST
@allow(COORDINATOR)
def outline(request: ViewerRequest, area_id: int) -> HttpResponse:
    """A boundary from a file."""
    place = fetch(Area.objects.all(), request.viewer, "", pk=area_id)
    form = OutlineForm(request.POST, request.FILES)
    if form.is_valid() and done(
        form, lambda: actions.set_outline(request.viewer, place, form.cleaned_data["file"])
    ):
        messages.success(request, _("The boundary was taken over."))
        return redirect("areas:area", area_id)
    return _area_page(request, place, outline_form=form)


@require_POST
@allow(COORDINATOR)
def drop(request: ViewerRequest, area_id: int) -> HttpResponse:
    """No boundary any more."""
    place = fetch(Area.objects.all(), request.viewer, "", pk=area_id)
    actions.drop_outline(request.viewer, place)
    messages.success(request, _("The boundary was taken away. The map shows a point again."))
    return redirect("areas:area", area_id)


@require_GET
@allow(*READERS)
def hamlet(request: ViewerRequest, hamlet_id: int) -> HttpResponse:
    """One hamlet with its names."""
    return _hamlet_page(request, fetch(Hamlet.objects.all(), request.viewer, "commune", pk=hamlet_id))


@require_POST
@allow(*KEEPERS)
def change(request: ViewerRequest, hamlet_id: int) -> HttpResponse:
    """Its names, its place in the order, its point."""
    place = fetch(Hamlet.objects.all(), request.viewer, "commune", pk=hamlet_id)
    form = HamletForm(request.POST)
    if form.is_valid() and done(
        form, lambda: actions.change_hamlet(request.viewer, place, **form.cleaned_data)
    ):
        messages.success(request, _("The hamlet was changed."))
        return redirect("areas:hamlet", hamlet_id)
    return _hamlet_page(request, place, form=form)


@require_POST
@allow(*KEEPERS)
def merge(request: ViewerRequest, hamlet_id: int) -> HttpResponse:
    """It becomes part of another."""
    place = fetch(Hamlet.objects.all(), request.viewer, "commune", pk=hamlet_id)
    form = MergeForm(request.POST, hamlet=place)
    if form.is_valid() and done(
        form, lambda: actions.merge_hamlets(request.viewer, [place], into=form.cleaned_data["into"])
    ):
        messages.success(request, _("The hamlets were merged. This can be undone here."))
        return redirect("areas:hamlet", hamlet_id)
    return _hamlet_page(request, place, merge_form=form)


@require_POST
@allow(*KEEPERS)
def part(request: ViewerRequest, hamlet_id: int) -> HttpResponse:
    """A merger undone."""
    place = fetch(Hamlet.objects.all(), request.viewer, "commune", pk=hamlet_id)
    actions.part_hamlet(request.viewer, place)
    messages.success(request, _("The hamlet stands by itself again."))
    return redirect("areas:hamlet", hamlet_id)


def _keeper(request: HttpRequest, *roles: str) -> Viewer:
    """The viewer as far as they may change places, whatever else they may see."""
    whole: Viewer = request.whole_viewer  # type: ignore[attr-defined]
    return whole.narrowed(roles)


def _rows(areas: list[Area], on: date) -> list[dict[str, object]]:
    above = queries.full_names(areas)
    now = queries.with_present_names(areas)
    return [
        {"area": each, "above": above[each.pk].partition(", ")[2], "named": now[each.pk]} for each in areas
    ]


def _steps(steps: Sequence[Succession], others: list[Area]) -> list[tuple[Succession, Area, str]]:
    """Each succession with the unit at its other end, and that unit's full name."""
    named = queries.full_names(others)
    return [(step, other, named[other.pk]) for step, other in zip(steps, others, strict=True)]


def _area_page(request: ViewerRequest, place: Area, **bound: forms.Form) -> HttpResponse:
    # What has ended is shown as it was on its last day.
    on = max(place.valid_from, min(place.last_day or clock.today(), clock.today()))
    is_commune = place.level == Level.COMMUNE
    office = queries.station_of(place)
    passages, origins = queries.passages(place), queries.origins(place)
    may_keep = queries.units(_keeper(request, *KEEPERS)).filter(pk=place.pk).exists()
    may_draw = queries.units(_keeper(request, COORDINATOR)).filter(pk=place.pk).exists()
    facts = {
        "area": place,
        "full_name": queries.full_name(place),
        "named": queries.with_present_name(place),
        "on": on,
        "parent": queries.parent(request.viewer, place),
        "rows": _rows(list(queries.children(place, on)), on),
        "is_commune": is_commune,
        "hamlets": queries.hamlets(request.viewer).filter(commune=place).prefetch_related("aliases"),
        "merged": place.hamlets.exclude(merged_into=None).select_related("merged_into"),
        "passages": _steps(passages, [step.new for step in passages]),
        "origins": _steps(origins, [step.old for step in origins]),
        "station": office,
        "has_outline": hasattr(place, "outline"),
        "may_keep": may_keep,
        "may_draw": may_draw,
        "keep_form": bound.get("keep_form", KeepForm()),
        "point_form": bound.get(
            "point_form", PointForm(initial={"latitude": place.latitude, "longitude": place.longitude})
        ),
        "station_form": bound.get("station_form") or _station_form(office),
        "outline_form": bound.get("outline_form", OutlineForm()),
    }
    return render(request, "areas/area.html", facts, status=400 if bound else 200)


def _station_form(office: Station | None) -> StationForm:
    return StationForm(initial=model_to_dict(office) if office else {}, auto_id="station_%s")


def _hamlet_page(request: ViewerRequest, place: Hamlet, **bound: forms.Form) -> HttpResponse:
    initial = {
        "name": place.name,
        "aliases": "\n".join(alias.name for alias in place.aliases.all()),
        "position": place.position + 1,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }
    facts = {
        "hamlet": place,
        "commune": place.commune,
        "full_name": queries.full_name(place.commune),
        "may_keep": queries.units(_keeper(request, *KEEPERS)).filter(pk=place.commune_id).exists(),
        "form": bound.get("form", HamletForm(initial=initial)),
        "merge_form": bound.get("merge_form", MergeForm(hamlet=place)),
    }
    return render(request, "areas/hamlet.html", facts, status=400 if bound else 200)
