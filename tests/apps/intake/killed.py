"""A process of its own that reads or accepts a book and is killed in the middle, as by a power cut.

`python -m tests.apps.intake.killed STEP [CALLS]`: CALLS is the how-manieth write after which it kills itself.
"""

import json
import os
import signal
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bacung.site.settings")

PEOPLE = 1_300
FAMILY_NAMES = ["Lê", "Trần", "Phạm", "Hoàng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Mai", "Phan", "Cao", "Tạ"]


def rows() -> list[tuple[Any, ...]]:
    """A list long enough for several transactions: households of four in one hamlet."""
    return [
        (
            number,
            f"{FAMILY_NAMES[number % 13]} {FAMILY_NAMES[number % 11]} {FAMILY_NAMES[number % 7]}",
            f"{number % 28 + 1:02}/{number % 12 + 1:02}/{1950 + number % 50}",
            "Nam",
            f"0420{50 + number % 50}{number:06}",
            "",
            "Thôn Đông",
            f"Hộ {number // 4}",
            "",
        )
        for number in range(PEOPLE)
    ]


def dies_after(module: Any, name: str, calls: int) -> None:
    """Let `module.name` be called so often, then kill this process, in the middle of its transaction."""
    original, left = getattr(module, name), [calls]

    def deadly(*args: Any, **kwargs: Any) -> Any:
        done = original(*args, **kwargs)
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(module, name, deadly)


def main(step: str, calls: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from bacung.ground.permissions import CONSOLE
    from bacung.intake import actions
    from bacung.intake.actions import accept, read_batch
    from bacung.intake.models import Batch
    from bacung.registry.models import Person

    if step == "prepare":
        call_command("migrate", verbosity=0)
        prepare()
    elif step == "read":
        dies_after(sys.modules[read_batch.__module__], "write_rows", calls)
        actions.read_batch(Batch.objects.get())
    elif step == "accept":
        dies_after(sys.modules[accept.__module__], "update_rows", calls)
        actions.accept(CONSOLE, Batch.objects.get())
    batch = Batch.objects.get()
    told = {
        "state": batch.state,
        "staged": batch.rows.count(),
        "complaints": batch.complaints.count(),
        "written": Person.objects.count(),
        "seen": Person.admitted.count(),
        "accepted": batch.rows_accepted,
    }
    print(json.dumps(told))


def prepare() -> None:
    """One commune, one drive, one book received."""
    from datetime import date

    from bacung.areas.models import Area
    from bacung.drives.models import Drive, DriveArea
    from bacung.ground.permissions import CONSOLE
    from bacung.intake.actions import receive
    from tests.apps.intake.books import workbook

    unit = Area(
        level="commune",
        code="18571",
        kind="xã",
        name="Phù Lưu",
        folded="phu luu",
        valid_from=date(2004, 7, 1),
    )
    commune = Area.objects.add_root(instance=unit)
    drive = Drive.objects.create(
        code="ha-tinh-2023",
        name="Chiến dịch",
        starts_on=date(2023, 6, 2),
        ends_on=date(2023, 12, 10),
        age_on=date(2023, 6, 2),
        first_knock_by=date(2023, 6, 30),
        rules="2022-decree",
    )
    DriveArea.objects.create(drive=drive, commune=commune)
    receive(CONSOLE, drive, commune, workbook(rows()), name="phu-luu.xlsx")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
