"""The counters of rounds, locked while numbers are given."""

from collections.abc import Collection

from bacung.fieldsync.models import RoundLog
from bacung.ground import bulk


def locked(round_ids: Collection[int]) -> dict[int, RoundLog]:
    """The counters of these rounds, nobody else's until the transaction ends; always locked in one order."""
    if not round_ids:
        return {}
    asked = RoundLog.objects.select_for_update().filter(pk__in=round_ids).order_by("pk")
    logs = {log.pk: log for log in asked}
    missing = [RoundLog(round_id=key) for key in sorted(set(round_ids) - logs.keys())]
    bulk.insert(missing)
    return logs | {log.round_id: log for log in missing}
