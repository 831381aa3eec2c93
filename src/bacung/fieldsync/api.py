"""The calls of a phone: JSON in, JSON out, no cookies. `docs/rooms/fieldsync.md` says what each is for."""

import functools
import logging
import zlib
from collections.abc import Callable
from typing import Any

import msgspec
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from bacung.core.problems import Problem
from bacung.core.syncing.wire import (
    LARGEST_BODY,
    LARGEST_INFLATED,
    MOST_EVENTS,
    PROTOCOL,
    UNREADABLE,
    Hello,
    Me,
    Paired,
    Pairing,
    Refusal,
    read_push,
)
from bacung.fieldsync import writing
from bacung.fieldsync.actions import pairing
from bacung.fieldsync.actions.cursors import note_told
from bacung.fieldsync.actions.follow import follow
from bacung.fieldsync.actions.incoming import Taken
from bacung.fieldsync.actions.sorting import is_revoked
from bacung.fieldsync.actions.unreadable import keep_unreadable
from bacung.fieldsync.basemaps import basemap as basemap_of
from bacung.fieldsync.bundle import bundle
from bacung.fieldsync.convert import digest_of, to_ms
from bacung.fieldsync.models import Device
from bacung.fieldsync.queries.calling import caller
from bacung.fieldsync.queries.pull import MOST_ROWS, pulled
from bacung.fieldsync.queries.walking import bound
from bacung.ground import clock, escrow
from bacung.ground.permissions import public
from bacung.ground.wording import sentence

log = logging.getLogger(__name__)

Call = Callable[[HttpRequest], HttpResponse]
PhoneCall = Callable[[HttpRequest, Device], HttpResponse]

_ENCODER = msgspec.json.Encoder()
_PAIRING = msgspec.json.Decoder(Pairing)
_MINUTE = 60
_CALLS_A_MINUTE = 6_000  # against a phone run wild; a shift with bad signal stays far below
_CALLS_A_MINUTE_WHEN_REVOKED = 20
_WRONG_CODES = 20
_WRONG_CODES_WITHIN = 600
_RETRY = {"fieldsync.busy": 5, "fieldsync.too-often": 30, "ground.busy": 5}


def answer(said: Any, status: int = 200) -> HttpResponse:
    """`said` as JSON that nobody keeps."""
    response = HttpResponse(_ENCODER.encode(said), content_type="application/json", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def refusal(problem: Problem) -> HttpResponse:
    """Why a call was refused, as the protocol says it."""
    after = _RETRY.get(problem.code)
    facts = {name: problem.facts[name] for name in ("epoch", "round", "wipe") if name in problem.facts}
    response = answer(
        Refusal(problem.code, sentence(problem), retry_after=after, **facts),  # type: ignore[arg-type]
        problem.kind.value,
    )
    if after:
        response.headers["Retry-After"] = str(after)
    return response


def call(*methods: str) -> Callable[[Call], Call]:
    """Guard what phones call: by these methods only, without the forms' token, refusals as JSON."""

    def guard(view: Call) -> Call:
        @functools.wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                return view(request)
            except Problem as problem:
                return refusal(problem)
            except (OperationalError, InterfaceError):
                log.exception("the database does not answer a phone")
                return refusal(Problem("fieldsync.busy"))

        return csrf_exempt(guarded)

    return guard


def by_phone(*methods: str) -> Callable[[PhoneCall], Call]:
    """Let only paired phones in, known by their token; a revoked one too, which the call then has to mind."""

    def guard(view: PhoneCall) -> Call:
        @call(*methods)
        @functools.wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            device = caller(request.headers.get("Authorization", ""))
            if device is None:
                raise Problem("fieldsync.token-unknown")
            most = _CALLS_A_MINUTE_WHEN_REVOKED if is_revoked(device) else _CALLS_A_MINUTE
            if _counted(f"fieldsync.calls.{device.pk.hex}", _MINUTE) > most:
                raise Problem("fieldsync.too-often")
            return view(request, device)

        guarded.allowed_roles = frozenset({"device"})  # type: ignore[attr-defined]
        return guarded

    return guard


@public
@call("GET")
def hello(request: HttpRequest) -> HttpResponse:
    """Who serves, what time it is there, and the key to seal for."""
    key_id, key = escrow.public_key()
    return answer(Hello(to_ms(clock.now()), [PROTOCOL], "Ba Cùng", key_id, key))


@public
@call("POST")
def pair(request: HttpRequest) -> HttpResponse:
    """A phone is bound by a one-time code; many wrong ones from one address make it wait."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    tries = f"fieldsync.wrong.{digest_of(address)[:32]}"
    if cache.get(tries, 0) >= _WRONG_CODES:
        raise Problem("fieldsync.too-often")
    try:
        asked = _PAIRING.decode(_body(request))
    except UNREADABLE:
        raise Problem("fieldsync.malformed") from None
    try:
        device, token = pairing.pair(
            asked.code, app=asked.app, about=asked.about, life=asked.inc, keeps=asked.keeps, address=address
        )
    except Problem:
        _counted(tries, _WRONG_CODES_WITHIN)
        raise
    return answer(Paired(to_ms(clock.now()), token, device.pk, Me(device.member.full_name)))


@by_phone("POST")
def push(request: HttpRequest, device: Device) -> HttpResponse:
    """Events come in; an answer for each, once they are on the disk."""
    received_at = clock.now()
    body = _body(request)
    try:
        said = read_push(body)
    except UNREADABLE:
        keep_unreadable(device, body)
        raise Problem("fieldsync.malformed") from None
    if len(said.events) + len(said.sealed) > MOST_EVENTS:
        raise Problem("fieldsync.too-large")
    return answer(writing.submit(Taken(device.pk, said, received_at)))


@gzip_page
@by_phone("GET")
def pull(request: HttpRequest, device: Device) -> HttpResponse:
    """What became known of the round behind a cursor."""
    _refuse_revoked(device)
    _refuse_old(request)
    asked = {name: _number(request, name) for name in ("round", "epoch", "after")}
    if (asked["round"], asked["epoch"]) != (device.round_id, device.epoch):
        raise Problem("fieldsync.epoch", epoch=device.epoch, round=device.round_id)
    said = pulled(device, asked["after"], _number(request, "limit", MOST_ROWS))
    _note_told(device, said.next)
    return answer(said)


@gzip_page
@by_phone("GET")
def bootstrap(request: HttpRequest, device: Device) -> HttpResponse:
    """Everything the phone needs for its evening."""
    _refuse_revoked(device)
    _refuse_old(request)
    device = follow(device)
    said = bundle(device)
    _note_told(device, said.seq)
    return answer(said)


@gzip_page
@by_phone("GET")
def basemap(request: HttpRequest, device: Device) -> HttpResponse:
    """The lines beneath the evening the phone is bound to; 404 where nobody gave any."""
    _refuse_revoked(device)
    own = _number(request, "round") == device.round_id
    lines = basemap_of(bound(device.pk).round) if own else None
    if lines is None:
        raise Problem("ground.not-found")
    response = HttpResponse(lines, content_type="application/geo+json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _note_told(device: Device, seq: int) -> None:
    if seq > device.pulled_seq:
        writing.do(functools.partial(note_told, device, seq))


def _refuse_revoked(device: Device) -> None:
    if is_revoked(device):
        raise Problem("fieldsync.revoked", wipe=True)


def _refuse_old(request: HttpRequest) -> None:
    if _number(request, "v", PROTOCOL) != PROTOCOL:
        raise Problem("fieldsync.upgrade")


def _number(request: HttpRequest, name: str, unsaid: int | None = None) -> int:
    text = request.GET.get(name, "" if unsaid is None else str(unsaid))
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise Problem("fieldsync.malformed")
    return int(text)


def _counted(key: str, seconds: int) -> int:
    """How often this was asked for within so many seconds, this time included."""
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out just now
        return 1


def _body(request: HttpRequest) -> bytes:
    """What was sent, inflated; never more than is allowed is read or made."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise Problem("fieldsync.malformed") from None
    if length > LARGEST_BODY:
        raise Problem("fieldsync.too-large")
    body = request.read(LARGEST_BODY + 1)
    encoding = request.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return body
    if encoding != "gzip":
        raise Problem("fieldsync.malformed")
    return _inflated(body)


def _inflated(body: bytes) -> bytes:
    inflating = zlib.decompressobj(wbits=31)
    try:
        plain = inflating.decompress(body, LARGEST_INFLATED + 1)
    except zlib.error:
        raise Problem("fieldsync.malformed") from None
    if len(plain) > LARGEST_INFLATED:
        raise Problem("fieldsync.too-large")
    if not inflating.eof:
        raise Problem("fieldsync.malformed")
    return plain
