"""The description of the phone's calls says what they are."""

from bacung.core.syncing.payloads import PAYLOADS
from tools.openapi import PLACE, document, text


def test_the_description_is_up_to_date():
    assert PLACE.read_text("utf-8") == text(), "run: python -m tools.openapi"


def test_every_kind_of_event_is_described():
    schemas = document()["components"]["schemas"]
    assert {shape.__name__ for shape in PAYLOADS.values()} <= schemas.keys()
    assert schemas["Envelope"]["properties"]["k"]["enum"] == list(PAYLOADS)


def test_every_shape_that_is_named_is_there():
    said = text()
    named = {part.split('"')[0] for part in said.split("#/components/schemas/")[1:]}
    assert named <= document()["components"]["schemas"].keys()
