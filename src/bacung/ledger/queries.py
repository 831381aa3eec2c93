"""How far each account is."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from bacung.core.lifecycle.account import Account as Added
from bacung.core.lifecycle.account import reduce
from bacung.core.lifecycle.entries import Entry as Said
from bacung.core.lifecycle.rules import RULES, Rules, rules_of
from bacung.drives.queries import covering, working_calendar
from bacung.ground.permissions import Viewer, within
from bacung.ledger.convert import said
from bacung.ledger.models import Account, Entry, Question


def accounts(viewer: Viewer) -> QuerySet[Account]:
    """The accounts this viewer may see."""
    return Account.objects.filter(within(viewer, "commune"))


def entries(viewer: Viewer) -> QuerySet[Entry]:
    """The ledger lines this viewer may see, newest first."""
    return Entry.objects.filter(within(viewer, "commune")).order_by("-recorded_at", "-occurred_at")


def open_questions(viewer: Viewer) -> QuerySet[Question]:
    """What somebody still has to ask."""
    return Question.objects.filter(within(viewer, "commune"), answered_at=None).order_by("asked_at")


def rules_for(commune_id: int) -> Rules:
    """The dated rules of the drive that covers a commune, or the newest rules where there is none."""
    drives = covering(commune_id)
    return rules_of(drives[0].rules) if drives else list(RULES.values())[-1]


def said_of(person_ids: Collection[int], known_at: datetime | None = None) -> dict[int, list[Said]]:
    """Everything said of each person's account, or what was written down by a moment."""
    known = Q(recorded_at__lte=known_at) if known_at else Q()
    found: dict[int, list[Said]] = defaultdict(list)
    for entry in Entry.objects.filter(known, person__in=person_ids):
        found[entry.person_id].append(said(entry))
    return found


def add_up(communes: dict[int, int], known_at: datetime | None = None) -> dict[int, Added]:
    """The account of each person with an entry; `communes` says where each lives."""
    calendar = working_calendar()
    rules = {commune: rules_for(commune) for commune in set(communes.values())}
    return {
        person: reduce(entries, rules[communes[person]], calendar)
        for person, entries in said_of(communes, known_at).items()
    }
