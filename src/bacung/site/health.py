"""Whether this installation stands: each check says what it looked at, and what to do where it failed."""

import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from bacung.areas.models import Area
from bacung.ground import vault
from bacung.ground.append_only import AppendOnly
from bacung.registry.convert import open_number
from bacung.registry.models import Person
from bacung.site.options import OPTIONS
from bacung.site.serving import pending_migrations


@dataclass(frozen=True)
class Check:
    """One thing looked at: its name, whether it stands, and the sentence about it."""

    name: str
    ok: bool
    says: str


def _options() -> tuple[bool, str]:
    # Faulty options stop the program before it comes to this.
    return True, _("{count} options read.").format(count=len(OPTIONS))


def _home() -> tuple[bool, str]:
    ok = os.access(settings.BACUNG_HOME, os.R_OK | os.W_OK | os.X_OK)
    words = _("{folder} can be written.") if ok else _("{folder} cannot be written: check who owns it.")
    return ok, words.format(folder=settings.BACUNG_HOME)


def _keys() -> tuple[bool, str]:
    ok = vault.open_text(vault.seal_text("x", "check"), "check") == "x"
    return ok, _("The key ring seals and opens.") if ok else _("The key ring does not open what it sealed.")


def _registry_opens() -> tuple[bool, str]:
    sealed = Person.objects.exclude(citizen_number=b"").first()
    try:
        if sealed:
            open_number(sealed)
    except (InvalidTag, KeyError):
        return False, _("The key ring is not the one this registry was sealed with. Put keys.json back.")
    return True, _("The key ring opens the registry.")


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, _("{vendor} answers.").format(vendor=connection.vendor)


def _migrations() -> tuple[bool, str]:
    behind = pending_migrations()
    if behind:
        return False, _("The database is {count} steps behind. Start `bacung serve` once.").format(
            count=behind
        )
    return True, _("The database is as new as the program.")


def append_only_tables() -> list[str]:
    """The tables of facts, as the migrations lay them."""
    loader = MigrationLoader(None)
    return sorted(
        operation.table
        for migration in loader.disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, AppendOnly)
    )


def _triggers() -> tuple[bool, str]:
    wanted = {f"{table}_append_only" for table in append_only_tables()}
    where = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(where[connection.vendor])
        missing = wanted - {name for (name,) in cursor.fetchall()}
    if missing:
        return False, _("Tables of facts that could be edited: {names}.").format(
            names=", ".join(sorted(missing))
        )
    return True, _("{count} tables of facts refuse to be edited.").format(count=len(wanted))


def _areas() -> tuple[bool, str]:
    count = Area.objects.count()
    words = (
        _("{count} units of the country.")
        if count
        else _("No units of the country yet. Start `bacung serve` once.")
    )
    return bool(count), words.format(count=count)


def _pages() -> tuple[bool, str]:
    ok = finders.find("built/islands.js") is not None
    return ok, _("The built pieces of the pages are here.") if ok else _("Run `python3 dev.py setup` first.")


CHECKS: tuple[tuple[str, Callable[[], tuple[bool, str]]], ...] = (
    ("options", _options),
    ("home", _home),
    ("keys", _keys),
    ("database", _database),
    ("migrations", _migrations),
    ("append-only", _triggers),
    ("registry-opens", _registry_opens),
    ("areas", _areas),
    ("pages", _pages),
)


def look() -> Iterator[Check]:
    """Every check in turn; one that breaks says how."""
    for name, check in CHECKS:
        try:
            ok, says = check()
        except Exception as fault:  # whatever is wrong with the installation is what is asked for
            ok, says = False, f"{type(fault).__name__}: {fault}"
        yield Check(name, ok, says)


def report() -> dict[str, object]:
    """All checks as one answer for machines."""
    found = list(look())
    return {"ok": all(check.ok for check in found), "checks": [asdict(check) for check in found]}
