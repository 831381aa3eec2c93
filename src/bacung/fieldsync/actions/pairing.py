"""Binding a phone to a walker and an evening by a one-time code, binding it anew, and revoking it."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from bacung.core.problems import Problem
from bacung.core.syncing.events import MOST_N, plain
from bacung.core.syncing.wire import MOST_KEPT_LIVES, About, Keeps, Wrapped, from_base64
from bacung.fieldsync.convert import digest_of
from bacung.fieldsync.models import Device, Incarnation, PairingCode, RoundLog
from bacung.ground import audit, clock
from bacung.ground.permissions import Viewer
from bacung.ground.recording import recording
from bacung.rounds.models import Pair, Round
from bacung.staff.models import Member

CODE_HOLDS = timedelta(minutes=15)
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that looks like another
_CODE_LETTERS = 8
LARGEST_WRAPPED = 1024


@recording()
def make_code(viewer: Viewer, member: Member, round_: Round) -> str:
    """A code by which a phone of this member is bound to the round; earlier ones of theirs are void. The
    viewer was allowed to fetch the round.

    An evening that has passed still takes phones: what they send is marked late. Refuses
    `fieldsync.not-in-a-pair`, and `fieldsync.round-over` for a round that another plan has replaced.
    """
    now = clock.now()
    if round_.state == "cancelled":
        raise Problem("fieldsync.round-over")
    _pair_of(member, round_)
    PairingCode.objects.filter(member=member, round=round_, device=None).delete()
    code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LETTERS))
    PairingCode.objects.create(
        code_hash=digest_of(code),
        member=member,
        round=round_,
        made_at=now,
        made_by_id=viewer.user_id,
        expires_at=now + CODE_HOLDS,
    )
    audit.record("fieldsync.code", viewer, round=round_.pk, member=member.pk)
    return f"{code[:4]}-{code[4:]}"


@recording()
def pair(
    code: str,
    *,
    app: str = "",
    about: About | None = None,
    life: Wrapped | None = None,
    keeps: Sequence[Keeps] = (),
    address: str = "",
) -> tuple[Device, str]:
    """A new device for whom the code was made, and its token, which is shown this once.

    Lives of data that an earlier device of the same walker brought come along: it is the same phone, paired
    again. Refuses `fieldsync.code-unknown`.
    """
    now = clock.now()
    written = "".join(letter for letter in code.upper() if letter.isalnum())
    made = (
        PairingCode.objects.select_for_update(of=("self",))
        .select_related("member", "round__drive")
        .filter(code_hash=digest_of(written), device=None, expires_at__gt=now, member__is_active=True)
        .first()
    )
    if made is None or made.round.state == "cancelled":
        raise Problem("fieldsync.code-unknown")
    device, token = _bind(made.member, made.round, app=app, about=about, paired_by_id=made.made_by_id)
    made.device = device
    made.save(update_fields=["device"])
    _bring_lives(device, life, keeps)
    walker = Viewer(user_id=made.member_id, name=made.member.full_name, address=address)
    audit.record("fieldsync.pair", walker, device=str(device.pk), round=made.round_id)
    return device, token


@recording()
def pair_test_client(viewer: Viewer, member: Member, round_: Round) -> tuple[Device, str]:
    """A device without a phone, for trying the protocol from a command line."""
    device, token = _bind(member, round_, app="test-client", about=None, paired_by_id=viewer.user_id)
    audit.record("fieldsync.pair", viewer, device=str(device.pk), round=round_.pk)
    return device, token


@recording()
def revoke(viewer: Viewer, device: Device) -> None:
    """The phone loads nothing any more; what it still sends is put into quarantine. Twice is as once."""
    if device.revoked_at is None:
        device.revoked_at, device.revoked_by_id = clock.now(), viewer.user_id
        device.is_recording = False
        device.save(update_fields=["revoked_at", "revoked_by_id", "is_recording"])
        audit.record("fieldsync.revoke", viewer, device=str(device.pk))


@recording()
def rebind(device: Device, round_: Round) -> None:
    """The phone belongs to another evening of its walker from now on, and will ask for it.

    Refuses `fieldsync.not-in-a-pair`.
    """
    walks = _pair_of(device.member, round_)
    RoundLog.objects.get_or_create(round=round_)
    device.round, device.pair_number = round_, walks.number
    device.epoch += 1
    device.pulled_seq = 0
    device.is_recording = not device.revoked_at and not _records_already(device)
    device.save(update_fields=["round", "pair_number", "epoch", "pulled_seq", "is_recording"])
    walker = Viewer(user_id=device.member_id, name=device.member.full_name, address=f"device:{device.pk}")
    audit.record("fieldsync.rebind", walker, device=str(device.pk), round=round_.pk)


def _pair_of(member: Member, round_: Round) -> Pair:
    found = round_.pairs.filter(walkers=member).first()
    if found is None:
        raise Problem("fieldsync.not-in-a-pair", walker=member.full_name)
    return found


def _bind(
    member: Member, round_: Round, *, app: str, about: About | None, paired_by_id: int | None
) -> tuple[Device, str]:
    walks = _pair_of(member, round_)
    RoundLog.objects.get_or_create(round=round_)
    device = Device(
        member=member,
        round=round_,
        pair_number=walks.number,
        paired_at=clock.now(),
        paired_by_id=paired_by_id,
        last_seen_at=clock.now(),
        app=plain(app, 40),
        about=told(about),
    )
    # A walker who pairs again has another phone, or this one anew: it records on where the other did.
    own = Device.objects.filter(round=round_, pair_number=walks.number, member=member, is_recording=True)
    own.update(is_recording=False)
    device.is_recording = not _records_already(device)
    token = f"bc1.{device.pk.hex}.{secrets.token_urlsafe(32)}"
    device.token_hash = digest_of(token)
    device.save(force_insert=True)
    return device, token


def _records_already(device: Device) -> bool:
    others = Device.objects.filter(round=device.round, pair_number=device.pair_number, is_recording=True)
    return others.filter(revoked_at=None).exclude(pk=device.pk).exists()


def told(about: About | None) -> dict[str, object]:
    """What a phone said of itself, as far as it said anything."""
    said = {} if about is None else {name: getattr(about, name) for name in About.__struct_fields__}
    return {name: value for name, value in said.items() if value is not None}


def _bring_lives(device: Device, life: Wrapped | None, keeps: Sequence[Keeps]) -> None:
    """Register the phone's present life and those it kept; nobody's but its walker's own are taken over."""
    named = {life.inc} if life else set()
    named |= {one.inc for one in keeps[:MOST_KEPT_LIVES]}
    known = {row.pk: row for row in Incarnation.objects.filter(pk__in=named).select_related("device")}
    for key in named - known.keys():
        known[key] = new_life(key, device)
        known[key].save(force_insert=True)
    for row in known.values():
        if row.device.member_id == device.member_id:
            row.device = device
            if life and row.pk == life.inc:
                learn_key(row, life)
            row.save(update_fields=["device", "key_id", "wrapped"])


def new_life(key: UUID, device: Device) -> Incarnation:
    """A life of a phone's data, heard of for the first time; not saved yet."""
    now = clock.now()
    return Incarnation(id=key, device=device, first_seen_at=now, last_seen_at=now)


def learn_key(life: Incarnation, told_of: Wrapped) -> None:
    """Keep the wrapped data key of a life; the first one told stays. Not saved yet."""
    wrapped = from_base64(told_of.wrapped) or b""
    if life.wrapped is None and 0 < len(wrapped) <= LARGEST_WRAPPED:
        life.key_id, life.wrapped = plain(told_of.kid, 16), wrapped


def bounded(value: int) -> int:
    """A count from a phone, fit for a column."""
    return min(max(value, 0), MOST_N)
