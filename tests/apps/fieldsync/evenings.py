"""Evenings with phones: the walker Em walks with the officer An in commune A, and Em's phone is bound."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from bacung.fieldsync.models import Device
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Round
from bacung.staff.models import Member
from tests.cast import Cast
from tests.village import Village

TONIGHT = date(2023, 6, 2)
AFTERNOON = datetime(2023, 6, 2, 16, 0, tzinfo=clock.VIETNAM)


def planned(village: Village, cast: Cast, *, on: date = TONIGHT, more: Sequence[NewPair] = ()) -> Round:
    """An evening of commune A in which Em and An are the first pair, with the kit."""
    pairs = [NewPair((cast.em.pk, cast.an.pk), "Bà Tư", has_kit=True), *more]
    return plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=on,
        pairs=pairs,
        station_phone="0239 3 123 456",
    )


def phone(member: Member, round_: Round, pair_number: int = 1, *, recording: bool = True) -> Device:
    """A phone of this member, bound to a pair of a round."""
    return Device.objects.create(
        member=member,
        round=round_,
        pair_number=pair_number,
        is_recording=recording,
        token_hash=uuid.uuid4().hex,
        paired_at=clock.now(),
    )
