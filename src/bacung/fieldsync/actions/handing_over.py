"""Which phone of a pair records, handed over by a code that works without any signal."""

from bacung.core.syncing import handover
from bacung.fieldsync.bundle import handover_key
from bacung.fieldsync.models import Device, Received

_AHEAD = 3
"""So many hand-overs of a pair may have happened of which nothing has come here yet."""


def hand_over(device: Device, round_id: int, pair_number: int, code: str) -> None:
    """`device` records from now on in its pair, if the code typed there is one of the pair's so far."""
    if device.round_id != round_id or device.pair_number != pair_number or device.revoked_at:
        return
    pair = Device.objects.filter(round=round_id, pair_number=pair_number)
    members = set(pair.values_list("member", flat=True))
    taken = Received.objects.filter(
        round=round_id, kind="handover.taken", incarnation__device__member__in=members
    )
    key = handover_key(round_id, pair_number)
    if code.strip() in {handover.code(key, round_id, count) for count in range(taken.count() + _AHEAD)}:
        pair.filter(is_recording=True).exclude(pk=device.pk).update(is_recording=False)
        Device.objects.filter(pk=device.pk).update(is_recording=True)
        device.is_recording = True
