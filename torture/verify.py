"""`python -m torture.verify`: what lies in the database, against what phones made.

Reads one line of JSON from standard input: each event made, its bytes in base64, if it was tampered with, and
who made it.
"""

import base64
import json
import os
import sys
from collections import Counter
from typing import Any


def main() -> None:
    """Look, and say."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bacung.site.settings")
    import django

    django.setup()
    print(json.dumps(_looked(json.loads(sys.stdin.readline()))))


def _looked(told: dict[str, Any]) -> dict[str, Any]:
    from bacung.board.actions import rebuild
    from bacung.fieldsync.models import Quarantined, Received
    from bacung.visits.models import Event
    from tests.proof import checks
    from tests.proof.broken import Broken
    from tests.proof.records import Record

    made = [
        (
            one["who"],
            Record(one["id"], one["inc"], one["n"], base64.b64decode(one["raw"]), 0, 0, 0, one["wanted"]),
        )
        for one in told["made"]
    ]
    stored = Counter(bytes(digest).hex() for digest in Received.objects.values_list("digest", flat=True))
    apart = Counter(bytes(digest).hex() for digest in Quarantined.objects.values_list("digest", flat=True))
    lost = [one for _, one in made if one.digest not in stored and one.digest not in apart]
    broken = []
    try:
        checks.everything([], made, set())
    except Broken as fault:
        broken.append(str(fault)[:500])
    visits = Counter(str(key) for key in Event.objects.values_list("pk", flat=True))
    said = {one.id for _, one in made if one.wanted is None and one.event["k"] == "visit.recorded"}
    if said != set(visits):
        broken.append(f"{len(said ^ set(visits))} visits of phones and office differ")
    return {
        "stored": sum(stored.values()),
        "apart": sum(apart.values()),
        "lost": len(lost),
        "doubled": sum(times - 1 for times in (*stored.values(), *apart.values())),
        "rebuilt": rebuild(),
        "broken": broken,
    }


if __name__ == "__main__":
    main()
