"""`python -m torture.settle`: a village of two communes, its evening today, a pairing code for each phone.

Prints one line of JSON: the phones (name, code, doors) and whether they say anything or only pull.
"""

import json
import os
from datetime import timedelta

WALKERS = {"A": 16, "B": 8}
SAYING = {"A": 12, "B": 4}  # the others' phones only pull
HOMES = {"A": 60, "B": 25}


def main() -> None:
    """Lay the database and everything in it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bacung.site.settings")
    import django

    django.setup()
    from bacung.site import serving

    serving.migrate()
    print(json.dumps(_village()))


def _village() -> dict[str, object]:
    from bacung.fieldsync.actions.pairing import make_code
    from bacung.ground import clock
    from bacung.ground.permissions import CONSOLE
    from bacung.registry.models import Person
    from bacung.rounds.actions import NewPair, plan_round
    from bacung.staff.actions import make_member
    from tests.village import settle

    village = settle()
    today = clock.today()
    drive = village.drive
    drive.starts_on, drive.ends_on = today - timedelta(days=1), today + timedelta(days=60)
    drive.first_knock_by = today + timedelta(days=30)
    drive.save()
    phones: list[dict[str, object]] = []
    for letter, commune, hamlets in (
        ("A", village.commune_a, village.hamlets_a),
        ("B", village.commune_b, village.hamlets_b),
    ):
        _people(commune, hamlets, HOMES[letter], letter)
        members = [
            make_member(
                CONSOLE,
                username=f"{letter}{place}",
                full_name=f"Đỗ Văn {letter}{place}",
                role="walker",
                area=commune,
                since=today - timedelta(days=9),
            )
            for place in range(WALKERS[letter])
        ]
        twos = [NewPair((members[at].pk, members[at + 1].pk)) for at in range(0, WALKERS[letter], 2)]
        tonight = plan_round(CONSOLE, drive=drive, commune=commune, on=today, pairs=twos)
        behind: dict[int, list[int]] = {}
        for person in Person.admitted.filter(commune=commune).order_by("pk"):
            behind.setdefault(person.household_id, []).append(person.pk)
        doors = sorted(behind.items())
        for place, member in enumerate(members):
            code = make_code(CONSOLE, member, tonight)
            says = place < SAYING[letter]
            phones.append({"name": f"{letter}{place}", "code": code, "doors": doors, "says": says})
    return {"phones": phones}


def _people(commune, hamlets, homes: int, letter: str) -> None:  # type: ignore[no-untyped-def]
    from bacung.ground.permissions import CONSOLE
    from bacung.registry.actions import (
        Newcomer,
        NewHousehold,
        admit,
        begin_admission,
        open_admission,
    )

    def person(home: int, place: int) -> Newcomer:
        number = f"0420{60 + place:02}{homes:02}{home:03}{place}"
        return Newcomer(
            f"Nguyễn Văn {letter} {home} {place}", "male", f"{1960 + place}", number, phone_kind="smartphone"
        )

    admission = begin_admission(CONSOLE, commune=commune, source="torture")
    households = [
        NewHousehold(
            tuple(person(home, place) for place in range(2)),
            hamlet_id=hamlets[home % 2].pk,
            label=f"T{home}",
            address=f"Ngõ {home}",
        )
        for home in range(homes)
    ]
    admit(CONSOLE, admission, households)
    open_admission(CONSOLE, admission)


if __name__ == "__main__":
    main()
