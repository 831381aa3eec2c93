"""Whose phone may be paired, and with which evening."""

from datetime import datetime

from bacung.core.problems import Problem
from bacung.fieldsync.models import Device, PairingCode
from bacung.ground.permissions import Viewer
from bacung.rounds.models import Round
from bacung.rounds.queries import rounds
from bacung.staff.models import Member


def walker(round_: Round, text: str) -> Member:
    """The walker of a round, by log-in name or number. Raises `staff.member-unknown`, and
    `fieldsync.not-in-a-pair` for somebody who does not walk in it.
    """
    found = Member.objects.filter(username=text).first()
    if found is None and text.isdecimal():
        found = Member.objects.filter(pk=int(text[:18])).first()
    if found is None:
        raise Problem("staff.member-unknown", username=text)
    if not round_.pairs.filter(walkers=found).exists():
        raise Problem("fieldsync.not-in-a-pair", walker=found.full_name)
    return found


def expiry(member: Member, round_: Round) -> datetime:
    """Until when the member's unused code for a round holds."""
    unused = PairingCode.objects.filter(member=member, round=round_, device=None)
    return unused.latest("made_at").expires_at


def rounds_with_phones(viewer: Viewer) -> list[Round]:
    """The rounds to which phones are bound, the newest first."""
    return list(rounds(viewer).filter(pk__in=Device.objects.values("round")))
