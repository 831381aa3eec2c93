"""A phone goes where its walker goes: to the evening planned anew, and to the next one."""

from collections.abc import Collection

from bacung.fieldsync.actions.pairing import rebind
from bacung.fieldsync.convert import is_over
from bacung.fieldsync.models import Device
from bacung.fieldsync.queries.walking import bound, bound_pair, next_pair
from bacung.ground import clock


def follow(device: Device) -> Device:
    """The phone as it is bound now. It keeps its evening until the night is over, while that stands and its
    walker walks in it; then it is bound to the next one of the same commune in which they do.
    """
    device = bound(device.pk)
    here = bound_pair(device)
    if here is None or is_over(here.round, clock.now()):
        pair = next_pair(device)
        if pair is not None and pair.round_id != device.round_id:
            rebind(device, pair.round)
    return device


def send_anew(round_id: int, pair_numbers: Collection[int]) -> None:
    """The phones of these pairs are bound to the same evening once more: their next pull leads them to its
    bundle, as it stands now. What they recorded stays.
    """
    phones = Device.objects.filter(round=round_id, pair_number__in=pair_numbers, revoked_at=None)
    for device in phones.select_related("member", "round"):
        rebind(device, device.round)
