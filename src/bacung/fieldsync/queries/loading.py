"""Phones, with the walker and the evening they are bound to, by a few statements that are always the same.

Every call of a phone begins here. Of each row only what such a call needs is loaded; whoever asks for more
gets it, by a query of its own.
"""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, UUIDField

from bacung.areas.models import Area
from bacung.drives.models import Drive
from bacung.fieldsync.models import Device, Incarnation
from bacung.ground import bulk
from bacung.rounds.models import Round
from bacung.staff.models import Member

_DEVICE = (
    *("id", "member", "round", "pair_number", "epoch", "is_recording", "revoked_at", "last_seen_at"),
    *("pulled_seq", "app", "about", "clock_offset_ms"),
)
_LIFE = (
    *("id", "device", "key_id", "wrapped", "first_seen_at", "last_seen_at", "have", "next_n"),
    *("outbox_count", "erased_at", "erased_count"),
)
_MEMBER = ("id", "is_active", "full_name")
_ROUND = ("id", "drive", "commune", "on", "state")
_DRIVE = ("id", "quiet_from", "quiet_to")
_COMMUNE = ("id", "path")

M = TypeVar("M", bound=Model)


def devices_with_walkers(**asked: Any) -> dict[UUID, Device]:
    """The devices asked for (as `bulk.read` is asked), by id, their walkers with them."""
    devices: dict[UUID, Device] = _loaded(Device, _DEVICE, **asked)
    members = _loaded(Member, _MEMBER, pk={device.member_id for device in devices.values()})
    for device in devices.values():
        device.member = members[device.member_id]
    return devices


def devices_on_evenings(ids: Collection[UUID]) -> dict[UUID, Device]:
    """The devices of these ids with their walkers and rounds; a round with its drive and commune."""
    devices = devices_with_walkers(pk=ids)
    rounds = _loaded(Round, _ROUND, pk={device.round_id for device in devices.values()})
    drives = _loaded(Drive, _DRIVE, pk={round_.drive_id for round_ in rounds.values()})
    communes = _loaded(Area, _COMMUNE, pk={round_.commune_id for round_ in rounds.values()})
    for round_ in rounds.values():
        round_.drive, round_.commune = drives[round_.drive_id], communes[round_.commune_id]
    for device in devices.values():
        device.round = rounds[device.round_id]
    return devices


def lives(ids: Iterable[UUID]) -> dict[UUID, Incarnation]:
    """The lives of phones' data that are known under these ids."""
    return _loaded(Incarnation, _LIFE, pk=list(ids))


def _loaded(model: type[M], names: tuple[str, ...], **asked: Any) -> dict[Any, M]:
    """Rows by key; fields that are not named are left to be loaded when they are asked for."""
    fields = [model._meta.get_field(name) for name in names]
    places = [place for place, field in enumerate(fields) if _is_uuid(field)]
    columns = [field.attname for field in fields]  # type: ignore[union-attr]  # columns have one
    rows = {}
    for told in bulk.read(model, names, **asked):
        values = list(told)
        for place in places:
            values[place] = UUID(values[place])
        row = model.from_db(connection.alias, columns, values)
        rows[row.pk] = row
    return rows


def _is_uuid(field: Any) -> bool:
    return isinstance(field.target_field if field.is_relation else field, UUIDField)
