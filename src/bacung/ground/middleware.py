"""What stands before every page: content security, the language, and problems turned into answers."""

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from bacung.core.problems import Problem
from bacung.ground.wording import problem_response

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def content_security(answer: Answer) -> Answer:
    """Send a policy that allows our own files and nothing inline."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


def spoken_language(answer: Answer) -> Answer:
    """Speak Vietnamese until somebody chooses otherwise: an office's browser is in English by accident."""
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in known else settings.LANGUAGE_CODE):
            response = answer(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response

    return middleware


class problems_answered:
    """Turn a refusal into a page, a fragment or JSON with one clear sentence and its code."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _holds_nought(request):
            return problem_response(request, Problem("ground.not-understood"))
        return self.answer(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, OperationalError) and "locked" in str(exception):
            exception = Problem("ground.busy")
        return problem_response(request, exception) if isinstance(exception, Problem) else None


def _holds_nought(request: HttpRequest) -> bool:
    """Whether the character nought stands somewhere: nobody types it, and PostgreSQL takes it in no text."""
    said = (value for asked in (request.GET, request.POST) for values in asked.lists() for value in values[1])
    return "\0" in request.path or any("\0" in str(value) for value in said)
