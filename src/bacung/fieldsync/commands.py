"""`bacung field`: phones from the machine itself."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bacung.areas.queries import commune_by_code
from bacung.core.problems import Problem
from bacung.fieldsync.actions import pairing
from bacung.fieldsync.actions.carry import open_export
from bacung.fieldsync.actions.keep_basemap import keep_basemap
from bacung.fieldsync.models import Device
from bacung.fieldsync.queries import pairable, phones
from bacung.fieldsync.queries.phones import PhoneSeen
from bacung.fieldsync.wording import ago, alarm_words, reason_words, records_line, result_words
from bacung.ground.commands import json_option, say
from bacung.ground.figures import day, moment, number
from bacung.ground.permissions import CONSOLE
from bacung.rounds.queries import round_by_id

_GROUP: Any = gettext_lazy("Phones: pair one, list them, revoke one, open an export file.")
_PAIR: Any = gettext_lazy("Make a code for a walker's phone, and bind a test client at once.")
_WORKER: Any = gettext_lazy("The walker, by log-in name or number.")
_ROUND: Any = gettext_lazy("The round, by its number.")
_DEVICES: Any = gettext_lazy("List the phones, of one round or of all.")
_REVOKE: Any = gettext_lazy("Revoke a phone; what it still sends is kept apart.")
_BASEMAP: Any = gettext_lazy("Give the lanes and water (a GeoJSON file) of a commune's maps.")
_OPEN: Any = gettext_lazy("Take in the export file of a phone.")


@click.group("field", help=_GROUP)
def field() -> None:
    """Phones."""


@field.command("pair", help=_PAIR)
@click.option("--worker", required=True, help=_WORKER)
@click.option("--round", "round_id", type=int, required=True, help=_ROUND)
@json_option
def pair(worker: str, round_id: int, as_json: bool) -> None:
    """A code that a phone has still to use, and the token of a device without a phone."""
    round_ = round_by_id(CONSOLE, round_id)
    member = pairable.walker(round_, worker)
    code = pairing.make_code(CONSOLE, member, round_)
    device, token = pairing.pair_test_client(CONSOLE, member, round_)
    expires_at = pairable.expiry(member, round_)
    told = {
        "code": code,
        "token": token,
        "device": str(device.pk),
        "round": round_.pk,
        "expires_at": expires_at,
    }
    lines = [
        _("Code for the phone of %(name)s: %(code)s (once, until %(at)s)")
        % {"name": member.full_name, "code": code, "at": moment(expires_at)},
        _("Test client %(device)s: %(token)s") % {"device": device.pk, "token": token},
    ]
    say(told, as_json, lines)


@field.command("devices", help=_DEVICES)
@click.option("--round", "round_id", type=int, help=_ROUND)
@json_option
def devices(round_id: int | None, as_json: bool) -> None:
    """Every phone with what it recorded and what of it is here."""
    rounds = [round_by_id(CONSOLE, round_id)] if round_id else pairable.rounds_with_phones(CONSOLE)
    found = [phone for each in phones.seen(rounds) for phone in each.phones]
    say({"devices": [_told(phone) for phone in found]}, as_json, [_line(phone) for phone in found])


def _told(phone: PhoneSeen) -> dict[str, Any]:
    device = phone.device
    return {
        "device": str(device.pk),
        "worker": device.member.username,
        "round": device.round_id,
        "on": device.round.on,
        "pair": device.pair_number,
        "recording": device.is_recording,
        "paired_at": device.paired_at,
        "revoked_at": device.revoked_at,
        "last_seen_at": device.last_seen_at,
        "recorded": phone.recorded,
        "here": phone.here,
        "held": phone.held,
        "missing": phone.missing,
        "apart": phone.apart,
        "alarms": list(phone.alarms),
        "lives": [
            {"incarnation": str(life.incarnation.pk), "have": life.incarnation.have, "gaps": life.gaps}
            for life in phone.lives
        ],
    }


def _line(phone: PhoneSeen) -> str:
    device = phone.device
    state = _("revoked") if device.revoked_at else _("records") if device.is_recording else _("backup")
    records = records_line(phone.recorded, phone.here, phone.held, phone.missing)
    place = f"{device.round.commune}, {day(device.round.on)}"
    told = [str(device.pk), device.member.full_name, place, state, ago(device.last_seen_at), records]
    return " · ".join([*told, *(alarm_words(alarm, phone) for alarm in phone.alarms)])


@field.command("revoke", help=_REVOKE)
@click.argument("device")
@json_option
def revoke(device: str, as_json: bool) -> None:
    """Revoke a phone. Twice is as once."""
    found = _device(device)
    pairing.revoke(CONSOLE, found)
    told = {"device": str(found.pk), "revoked_at": found.revoked_at}
    say(told, as_json, _("Revoked. What the phone still sends is kept apart, nothing is lost."))


def _device(text: str) -> Device:
    try:
        return phones.device_by_id(CONSOLE, UUID(text))
    except ValueError:
        raise Problem("ground.not-found") from None


@field.command("open", help=_OPEN)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def open_file(file: Path, as_json: bool) -> None:
    """What became of each record of the file."""
    carried = open_export(CONSOLE, file.read_bytes())
    states = ("stored", "duplicate", "quarantined")
    counts = {state: carried.count(state) for state in states}
    records = [
        {"n": n, "id": str(result.id) if result.id else None, "s": result.s, "code": result.code}
        for n, result in carried.records
    ]
    lines = [", ".join(f"{counts[state]} {result_words(state)}" for state in states)]
    lines += [f"{n}: {reason_words(result.code)}" for n, result in carried.records if result.code]
    say({"device": str(carried.device.pk), **counts, "records": records}, as_json, lines)


@field.command("basemap", help=_BASEMAP)
@click.argument("commune")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def basemap(commune: str, file: Path, as_json: bool) -> None:
    """Keep the lanes and water of a GeoJSON file for a commune."""
    area = commune_by_code(commune)
    shapes = keep_basemap(CONSOLE, area, file.read_bytes())
    words = _("%(commune)s: %(shapes)s lines and areas beneath the maps.")
    say(
        {"commune": area.code, "shapes": shapes}, as_json, words % {"commune": area, "shapes": number(shapes)}
    )


VERBS: list[click.Command] = [field]
