"""Who asks: every request carries its viewer, made from the grants that hold today."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bacung.staff.queries import viewer_of

Answer = Callable[[HttpRequest], HttpResponse]


def who_asks(answer: Answer) -> Answer:
    """Put `request.viewer`: a Viewer, or None for somebody who is not logged in.

    `allow` narrows it to what one page needs; `request.whole_viewer` stays as it is, for the menu. What a
    viewer is answered is for nobody after them at the same machine, so no browser keeps it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        member = request.user
        address = request.META.get("REMOTE_ADDR", "")
        viewer = viewer_of(member, address) if member.is_authenticated else None
        request.viewer = request.whole_viewer = viewer  # type: ignore[attr-defined]
        response = answer(request)
        if viewer is not None:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
