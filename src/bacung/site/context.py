"""What every page is told by the whole: whether figures of a demonstration may be on it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bacung.drives.models import Drive
from bacung.ground.permissions import Viewer, within


def demonstration(request: HttpRequest) -> dict[str, object]:
    """`shows_demo`: whether a drive this viewer can see is made up."""
    viewer: Viewer | None = getattr(request, "whole_viewer", None)
    if viewer is None:
        return {"shows_demo": False}

    def any_demo() -> bool:
        return Drive.objects.filter(within(viewer, "places__commune"), is_demo=True).exists()

    return {"shows_demo": SimpleLazyObject(any_demo)}
