"""Pages of who works here: the list, one member, their rights, and the audit trail."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from bacung.core.problems import Problem
from bacung.ground.permissions import AUDITOR, COORDINATOR, OFFICER, ViewerRequest, allow, fetch, public
from bacung.ground.wording import sentence
from bacung.staff import actions, queries
from bacung.staff.forms import FirstRunForm, GrantForm, MemberForm, PasswordForm, TrailForm
from bacung.staff.models import Grant

PER_PAGE = 100
SORTS = {"name": "full_name", "username": "username", "unit": "unit__name", "seen": "last_login"}


@allow(COORDINATOR, OFFICER)
def index(request: ViewerRequest) -> HttpResponse:
    """Everybody who works in the viewer's areas."""
    asked = request.GET.get("sort", "name")
    order = SORTS.get(asked.lstrip("-"), "full_name")
    rows = queries.members(request.viewer).order_by(
        "-is_active", f"{'-' if asked[:1] == '-' else ''}{order}", "pk"
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "staff/index.html", {"page": page, "may_add": bool(queries.roles_to_give(request.viewer))}
    )


@allow(COORDINATOR, OFFICER)
def new(request: ViewerRequest) -> HttpResponse:
    """Somebody new; the link for their password is shown once, on the next page."""
    form = MemberForm(request.viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {
            name: form.cleaned_data[name]
            for name in ("username", "full_name", "unit", "has_kit", "role", "area", "until")
        }
        try:
            made = actions.make_member(request.viewer, **asked)
        except Problem as problem:
            form.add_error(None, sentence(problem))
        else:
            return _show_link(request, made.pk)
    return render(request, "staff/new.html", {"form": form})


@allow(COORDINATOR, OFFICER)
def member(request: ViewerRequest, member_id: int) -> HttpResponse:
    """One member: their rights here, and what may be done about them."""
    return _member_page(request, member_id, GrantForm(request.viewer))


@allow(COORDINATOR, OFFICER)
@require_POST
def give(request: ViewerRequest, member_id: int) -> HttpResponse:
    """Give one more right."""
    someone = queries.member(request.viewer, member_id)
    form = GrantForm(request.viewer, request.POST)
    if form.is_valid():
        try:
            actions.grant(request.viewer, member=someone, **form.cleaned_data)
        except Problem as problem:
            form.add_error(None, sentence(problem))
        else:
            messages.success(request, _("The right is given. End it below if that was a mistake."))
            return redirect("staff:member", member_id)
    return _member_page(request, member_id, form)


@allow(COORDINATOR, OFFICER)
@require_POST
def end(request: ViewerRequest, member_id: int, grant_id: int) -> HttpResponse:
    """End a right."""
    someone = queries.member(request.viewer, member_id)
    held = Grant.objects.filter(member=someone).select_related("area")
    given = fetch(held, request.viewer, "area", pk=grant_id)
    actions.end_grant(request.viewer, given)
    messages.success(request, _("The right is ended. Give it again if that was a mistake."))
    still_seen = queries.members(request.viewer).filter(pk=member_id).exists()
    return redirect("staff:member", member_id) if still_seen else redirect("staff:index")


@allow(COORDINATOR, OFFICER)
@require_POST
def link(request: ViewerRequest, member_id: int) -> HttpResponse:
    """A link by which the member sets a password, shown once."""
    return _show_link(request, member_id)


@allow(COORDINATOR, OFFICER)
@require_POST
def close(request: ViewerRequest, member_id: int) -> HttpResponse:
    """Close a log-in."""
    actions.deactivate(request.viewer, queries.member(request.viewer, member_id))
    messages.success(request, _("The log-in is closed. Open it again below if that was a mistake."))
    return redirect("staff:member", member_id)


@allow(COORDINATOR, OFFICER)
@require_POST
def reopen(request: ViewerRequest, member_id: int) -> HttpResponse:
    """Open a closed log-in."""
    actions.activate(request.viewer, queries.member(request.viewer, member_id))
    messages.success(request, _("The log-in is open again."))
    return redirect("staff:member", member_id)


@allow(COORDINATOR, AUDITOR)
def audit(request: ViewerRequest) -> HttpResponse:
    """Who did what, when, from where."""
    everything = queries.trail(request.viewer)
    form = TrailForm(queries.actions_in(everything), request.GET or None)
    rows = (
        queries.trail(request.viewer, **form.cleaned_data)
        if form.is_bound and form.is_valid()
        else everything
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "staff/audit.html", {"page": page, "form": form})


@public
@never_cache
def welcome(request: HttpRequest, code: str) -> HttpResponse:
    """Where a member sets a password by the link they were given."""
    someone = actions.linked_member(code)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_password(code=code, password=form.cleaned_data["password"], address=_address(request))
        except Problem as problem:
            form.add_error("password", sentence(problem))
        else:
            messages.success(request, _("Your password is set. Log in with it."))
            return redirect("account_login")
    return render(request, "staff/welcome.html", {"form": form, "someone": someone})


@public
@never_cache
def first_run(request: HttpRequest) -> HttpResponse:
    """Where the first coordinator is made, by the code on the console."""
    if not queries.nobody_yet():
        raise Problem("staff.not-first-run")
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("code", "full_name", "username", "password")}
        try:
            actions.make_first_coordinator(**asked, address=_address(request))
        except Problem as problem:
            form.add_error("password" if problem.code == "staff.password-weak" else "code", sentence(problem))
        else:
            messages.success(request, _("You are the coordinator now. Log in."))
            return redirect("account_login")
    return render(request, "staff/first_run.html", {"form": form})


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _member_page(request: ViewerRequest, member_id: int, form: GrantForm) -> HttpResponse:
    someone = queries.member(request.viewer, member_id)
    grants = [
        (given, queries.may_grant(request.viewer, given.role, given.area.path if given.area else ""))
        for given in someone.seen_grants  # type: ignore[attr-defined]
    ]
    facts = {
        "someone": someone,
        "grants": grants,
        "form": form,
        "may_direct": queries.may_direct(request.viewer, someone),
    }
    return render(request, "staff/member.html", facts)


def _show_link(request: ViewerRequest, member_id: int) -> HttpResponse:
    someone = queries.member(request.viewer, member_id)
    code = actions.open_link(request.viewer, someone)
    address = request.build_absolute_uri(reverse("staff:welcome", args=[code]))
    response = render(request, "staff/link.html", {"someone": someone, "address": address})
    response.headers["Cache-Control"] = "no-store"
    return response
