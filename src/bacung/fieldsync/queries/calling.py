"""Which phone calls, by the token it was given when it was paired."""

import re

from bacung.fieldsync.convert import digest_of
from bacung.fieldsync.models import Device
from bacung.fieldsync.queries.loading import devices_with_walkers

_BEARER = re.compile(r"Bearer (bc1\.[0-9a-f]{32}\.[A-Za-z0-9_-]{43})")


def caller(authorization: str) -> Device | None:
    """The device whose token stands in this header, revoked or not; None for any other."""
    said = _BEARER.fullmatch(authorization.strip())
    if said is None:
        return None
    found = devices_with_walkers(token_hash=digest_of(said.group(1)))
    return next(iter(found.values()), None)
