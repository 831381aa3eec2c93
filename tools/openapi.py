"""The description of the phone's calls, made from the shapes they are read and written by.

`python -m tools.openapi` writes docs/fieldsync.openapi.json; the phone's types are made from it.
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from bacung.core.syncing import events, payloads, wire
from bacung.core.syncing.bundle import Bundle

PLACE = Path(__file__).resolve().parents[1] / "docs" / "fieldsync.openapi.json"
_HERE = "#/components/schemas/{name}"
_SHAPES: list[Any] = [
    wire.Hello,
    wire.Pairing,
    wire.Paired,
    Bundle,
    wire.Push,
    wire.Sealed,
    events.Envelope,
    wire.PushAnswer,
    wire.PullAnswer,
    wire.Refusal,
    *payloads.PAYLOADS.values(),
]
_REFUSALS = {
    "400": "Not understood; the body of a push is kept in quarantine.",
    "401": "The token is unknown. The outbox stays as it is; pair again.",
    "403": "Revoked, or a wrong code.",
    "409": "The phone is bound to another evening: load the bundle.",
    "410": "The cursor is none of this server's: load the bundle.",
    "413": "Too much at once: halve the batch.",
    "426": "Too old to load an evening; a push of any version is taken.",
    "429": "Asked too often: wait as long as Retry-After says.",
    "503": "Busy: wait as long as Retry-After says.",
}


def document() -> dict[str, Any]:
    """The whole description (OpenAPI 3.1)."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "HFS-1: the phone's calls",
            "version": str(wire.PROTOCOL),
            "description": "Times are whole milliseconds since 1970, UTC; ranges have both ends in them.",
        },
        "paths": {
            "/sync/v1/hello": _call("get", "Who serves, and the key to seal for", None, "Hello", public=True),
            "/sync/v1/pair": _call(
                "post", "Bind a phone by a one-time code", "Pairing", "Paired", "400 403 413 429", public=True
            ),
            "/sync/v1/bootstrap": _call(
                "get", "Everything for this evening", None, "Bundle", "401 403 426 429 503", asks=("v",)
            ),
            "/sync/v1/push": _call(
                "post",
                "Send events; an empty push is the heartbeat",
                "Push",
                "PushAnswer",
                "400 401 413 429 503",
            ),
            "/sync/v1/pull": _call(
                "get",
                "What became known behind a cursor",
                None,
                "PullAnswer",
                "400 401 403 409 410 426 429 503",
                asks=("round", "epoch", "after", "limit", "v"),
            ),
            "/sync/v1/basemap": _basemap(),
        },
        "components": {
            "securitySchemes": {"device": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _schemas() -> dict[str, Any]:
    _, found = msgspec.json.schema_components(_SHAPES, ref_template=_HERE)
    schemas: dict[str, Any] = found
    # What is read by itself, so that one bad event stops no other, is open in the shapes.
    schemas["Push"]["properties"]["events"]["items"] = _ref("Envelope")
    schemas["Push"]["properties"]["sealed"]["items"] = _ref("Sealed")
    said = [_ref(shape.__name__) for shape in payloads.PAYLOADS.values()]
    schemas["Envelope"]["properties"]["p"] = {"anyOf": said}
    schemas["Envelope"]["properties"]["k"]["enum"] = list(payloads.PAYLOADS)
    return dict(sorted(schemas.items()))


def _ref(name: str) -> dict[str, str]:
    return {"$ref": _HERE.format(name=name)}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": _ref(name)}}


def _call(
    method: str,
    summary: str,
    body: str | None,
    answer: str,
    refusals: str = "",
    *,
    public: bool = False,
    asks: tuple[str, ...] = (),
) -> dict[str, Any]:
    said: dict[str, Any] = {"summary": summary, "security": [] if public else [{"device": []}]}
    if asks:
        number = {"type": "integer", "minimum": 0}
        needed = ("round", "epoch", "after")
        said["parameters"] = [
            {"name": name, "in": "query", "required": name in needed, "schema": number} for name in asks
        ]
    if body:
        said["requestBody"] = {"required": True, "content": _json(body)}
    said["responses"] = {"200": {"description": "Done.", "content": _json(answer)}}
    for status in refusals.split():
        said["responses"][status] = {"description": _REFUSALS[status], "content": _json("Refusal")}
    return {method: said}


def _basemap() -> dict[str, Any]:
    call = _call("get", "Lines of the round's map", None, "Refusal", "401 403 429", asks=("round",))
    responses = call["get"]["responses"]
    geojson = {"application/geo+json": {"schema": {"type": "object"}}}
    responses["200"] = {"description": "A FeatureCollection of lines.", "content": geojson}
    responses["404"] = {"description": "There is no map.", "content": _json("Refusal")}
    return call


def text() -> str:
    """The description as it is written down."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PLACE.write_text(text(), encoding="utf-8")
