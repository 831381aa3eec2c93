"""Cast × page: every page lets in whom the table says, refuses the rest, and hides what is elsewhere."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village

LETTERS = {"b": "binh", "a": "an", "c": "chi", "d": "dung", "e": "em", "g": "giang", "h": "hoa"}
LOG_IN = "/account/login/"


def our_names(patterns: list[Any], space: str = "") -> Iterator[str]:
    """The names of every page of our own rooms."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from our_names(pattern.url_patterns, pattern.namespace or space)
        elif isinstance(pattern, URLPattern) and pattern.lookup_str.startswith("bacung.") and pattern.name:
            yield f"{space}:{pattern.name}" if space else pattern.name


def pages() -> dict[str, Any]:
    """The table, read late: its models need settings."""
    from tests.apps.who_may import PAGES

    return PAGES


NAMES = sorted(set(our_names(get_resolver().url_patterns)))


def answer(client: Client, address: str, post: bool) -> str:
    """in, refused, unseen, log-in or no-phone; what was done by asking is undone."""
    with transaction.atomic():
        response = client.post(address) if post else client.get(address)
        transaction.set_rollback(True)
    if response.status_code == 302 and response.headers["Location"].startswith(LOG_IN):
        return "log-in"
    if response.status_code in (401, 403, 404):
        return {401: "no-phone", 403: "refused", 404: "unseen"}[response.status_code]
    assert response.status_code < 500, f"{address} broke with {response.status_code}"
    assert response.status_code != 405, f"{address} wants another method"
    return "in"


def test_every_page_has_its_line_and_every_line_its_page():
    assert sorted(pages()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_page_lets_in_whom_the_table_says(name: str, village: "Village", cast: "Cast"):
    """Each of the cast asks for the page; nobody else's answer is what one is told."""
    from tests.apps.who_may import World
    from tests.cast import as_

    page = pages()[name]
    address = reverse(name, args=page.args(World(village, cast))) + page.asks
    said = {
        letter: answer(as_(Client(), getattr(cast, member)), address, page.post)
        for letter, member in LETTERS.items()
    }
    outside = "no-phone" if page.phones else "in" if page.public else "refused"
    expected = {
        letter: "in" if letter in page.lets_in else "unseen" if letter in page.unseen_by else outside
        for letter in LETTERS
    }
    assert said == expected
    stranger = answer(Client(), address, page.post)
    if page.phones:
        assert stranger == "no-phone"  # nobody who is logged in is a phone
    else:
        assert stranger == ("unseen" if page.public and page.unseen_by else "in" if page.public else "log-in")


@pytest.mark.parametrize("address", ["/account/signup/", "/account/email/", "/account/password/reset/"])
def test_doors_of_allauth_that_we_do_not_use_are_shut(address: str, cast: "Cast"):
    """Nobody signs up, and nobody is sent a letter."""
    from tests.cast import as_

    assert answer(Client(), address, post=False) == "unseen"
    assert answer(as_(Client(), cast.an), address, post=False) == "unseen"


@pytest.mark.parametrize("address", ["/account/password/change/", "/account/2fa/"])
def test_ones_own_account_needs_a_log_in_and_nothing_more(address: str, cast: "Cast"):
    """Even somebody without any right may change their own password."""
    from tests.cast import as_

    assert answer(Client(), address, post=False) == "log-in"
    assert as_(Client(), cast.hoa).get(address).status_code == 200
