"""Telling the office the code by which a pair's backup phone starts recording."""

from bacung.core.problems import Problem
from bacung.core.syncing import handover
from bacung.fieldsync.bundle import handover_key
from bacung.fieldsync.models import Device
from bacung.fieldsync.queries.walking import bound_pair, handovers
from bacung.ground import audit
from bacung.ground.permissions import Viewer


def tell_handover(viewer: Viewer, device: Device) -> str:
    """The code the recording phone would show, six digits; for a phone that is dead. Leaves a line in the
    trail. Refuses `fieldsync.not-in-a-pair`.
    """
    pair = bound_pair(device)
    if pair is None:
        raise Problem("fieldsync.not-in-a-pair", walker=device.member.full_name)
    audit.record("fieldsync.handover", viewer, device=str(device.pk), round=device.round_id)
    return handover.code(handover_key(device.round_id, pair.number), device.round_id, handovers(pair))
