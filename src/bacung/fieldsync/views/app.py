"""The phone app's own files, as built from `web/field`: its page, its program, the worker that keeps them.

They lie below one address, `/phone/`, so that the worker reaches the app and nothing else. Names with a hash
of their content may be kept for ever; the page, the worker and the manifest are asked for anew each time.
"""

import gzip
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date, parse_http_date_safe

from bacung.fieldsync.queries.made_up import only_made_up
from bacung.ground.permissions import public

BUILT = Path(__file__).resolve().parents[1] / "static" / "field" / "built"
_HASHED = re.compile(r"-[\w-]{8}\.(?:js|css)$")
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_KINDS = {".js": "text/javascript", ".json": "application/json", ".woff2": "font/woff2"}
_DENSE = (".woff2", ".png")


@public
def app(request: HttpRequest) -> HttpResponse:
    """The app's one page."""
    return _file(request, "index.html")


@public
def app_file(request: HttpRequest, name: str) -> HttpResponse:
    """A file of the app."""
    return _file(request, name)


@public
def about(request: HttpRequest) -> HttpResponse:
    """What an app that runs in a browser's tab asks: whether all figures here are made up."""
    return JsonResponse({"demo": only_made_up()}, headers={"Cache-Control": "no-store"})


def _file(request: HttpRequest, name: str) -> HttpResponse:
    path = (BUILT / name).resolve()
    if not path.is_relative_to(BUILT.resolve()) or not path.is_file():
        raise Http404(name)
    changed = path.stat().st_mtime
    kept = _FOR_EVER if _HASHED.search(name) else _ASK_AGAIN
    headers = {"Cache-Control": kept, "Last-Modified": http_date(changed), "Vary": "Accept-Encoding"}
    seen = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if seen is not None and int(changed) <= seen:
        return HttpResponse(status=304, headers=headers)
    small = path.suffix not in _DENSE and "gzip" in request.headers.get("Accept-Encoding", "")
    if small:
        headers["Content-Encoding"] = "gzip"
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return HttpResponse(_bytes(path, changed, small), content_type=kind, headers=headers)


@lru_cache(maxsize=128)
def _bytes(path: Path, changed: float, small: bool) -> bytes:
    """A file's content, packed once for the thin lines of villages; `changed` makes a new build be read."""
    content = path.read_bytes()
    return gzip.compress(content, 9, mtime=0) if small else content
