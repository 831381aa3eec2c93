"""What a member of the office reads on the pages about phones, and is answered there."""

import html
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.urls import reverse

from tests.cast import as_

if TYPE_CHECKING:
    from django.http import HttpResponse


def page(member: Any, name: str, /, *args: Any, **asked: str) -> str:
    """What a member reads there."""
    answer = as_(Client(), member).get(reverse(f"fieldsync:{name}", args=args), asked)
    assert answer.status_code == 200, answer.content
    return html.unescape(answer.content.decode())


def post(member: Any, name: str, /, *args: Any, **sent: Any) -> "HttpResponse":
    """What a member is answered there."""
    return as_(Client(), member).post(reverse(f"fieldsync:{name}", args=args), sent)  # type: ignore[return-value]
