"""Every page says who may see it: a view of ours without `@allow` or `@public` does not exist."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path


def unguarded(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Addresses of our own views that do not say whom they let in."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from unguarded(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            theirs = view.__module__.startswith(("django.", "allauth."))
            if not theirs and not hasattr(pattern.callback, "allowed_roles"):
                yield f"{address} → {view.__module__}.{getattr(view, '__name__', view)}"


def test_every_view_says_who_may_see_it():
    assert list(unguarded(get_resolver().url_patterns)) == []


def test_an_open_door_is_found():
    def everybody(request: object) -> HttpResponse:
        return HttpResponse()

    assert list(unguarded([path("people/", everybody)])) == ["people/ → tests.house.test_views.everybody"]
    everybody.allowed_roles = frozenset({"officer"})  # type: ignore[attr-defined]
    assert list(unguarded([path("people/", everybody)])) == []
