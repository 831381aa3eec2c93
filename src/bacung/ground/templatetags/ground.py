"""What pages write with: numbers, shares, moments, heads to sort by, and the rooms one may enter."""

from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from bacung.ground import figures, jobs
from bacung.ground import stream as rooms_of
from bacung.ground.deeds import deed, subject
from bacung.ground.models import Job
from bacung.ground.permissions import ROLES, Viewer
from bacung.ground.wording import role_name

register = template.Library()

register.filter(figures.number)
register.filter(figures.signed)
register.filter(figures.day)
register.filter(figures.hour)
register.filter(figures.moment)
register.simple_tag(figures.percent)
register.simple_tag(figures.share)
register.filter(role_name)


@register.simple_tag(takes_context=True)
def stream(context: Mapping[str, Any]) -> list[rooms_of.Room]:
    """The rooms this viewer may enter, in the order of the stream."""
    request: HttpRequest = context["request"]
    return rooms_of.rooms_for(request.whole_viewer, request.path)  # type: ignore[attr-defined]


@register.simple_tag(takes_context=True)
def same_page(context: Mapping[str, Any], **changes: object) -> str:
    """The address of this page with some of its questions changed; None drops one."""
    asked = context["request"].GET.copy()
    for name, value in changes.items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = str(value)
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def column(context: Mapping[str, Any], key: str, words: str, right: bool = False) -> SafeString:
    """The head of a column; with a key, a link that sorts by `?sort=key`, and by `?sort=-key` next time."""
    kind = "right" if right else ""
    if not key:
        return format_html('<th scope="col" class="{}">{}</th>', kind, words)
    now = context["request"].GET.get("sort", "")
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    address = same_page(context, sort=f"-{key}" if now == key else key, page=None)
    return format_html(
        '<th scope="col" class="{}" aria-sort="{}" data-unsorted><a class="table-sort" href="{}">{}</a></th>',
        kind,
        order,
        address,
        words,
    )


@register.filter
def is_tick(field: forms.BoundField) -> bool:
    """Whether a field is one box to tick, whose label stands after it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def roles_in_words(viewer: Viewer) -> str:
    """Every role the viewer holds, as people call it."""
    return ", ".join(role_name(role) for role in ROLES if role in viewer.roles)


register.filter(deed)
register.filter(subject)
register.filter("job_words", jobs.words)
register.filter("job_ending", jobs.how_it_ended)


@register.filter
def job_title(job: Job) -> str:
    """What the work is called."""
    return gettext(jobs.KINDS[job.kind].title)


@register.filter
def job_can_start_again(job: Job) -> bool:
    """Whether a press may take the work up again."""
    return jobs.KINDS[job.kind].resumable and job.state in (Job.State.BROKEN, Job.State.STOPPED)
