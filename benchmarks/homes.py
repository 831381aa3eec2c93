"""A data folder of its own for a measured process, and Django brought up on it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def child(module: str, home: Path, *arguments: str, database: str = "") -> dict[str, Any]:
    """Run `python -m module arguments` on a data folder, and on SQLite in it unless the address of another
    `database` is given; the JSON on the last line of what it says.
    """
    environment = {**os.environ, "BACUNG_HOME": str(home), "BACUNG_READ_SECONDS": "3600"}
    environment["BACUNG_DATABASE_URL"] = database
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout if module == "bacung" else done.stdout.splitlines()[-1])
    return answer


def bring_up() -> None:
    """Django on `BACUNG_HOME`, its database ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bacung.site.settings")
    import django

    django.setup()
    from bacung.site import serving

    serving.migrate()
