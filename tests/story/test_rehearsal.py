"""A rehearsal is there on the day the demonstration is made, and a phone paired in it has doors."""

import pytest

from bacung.areas.actions import seed
from bacung.areas.queries import at as units_on
from bacung.board.actions import rebuild
from bacung.fieldsync.actions.pairing import pair_test_client
from bacung.fieldsync.bundle import bundle
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, OFFICER, SUPERVISOR, WALKER
from bacung.site.demo.crew import Crew
from bacung.site.demo.rehearsal import make_rehearsal
from bacung.staff.models import Member

pytestmark = pytest.mark.django_db


def test_a_phone_can_be_tried_today() -> None:
    """Doors with people and places, for the walker who logs in."""
    seed(CONSOLE, provinces=("42",))
    crew = Crew(7)
    for role in (OFFICER, SUPERVISOR, WALKER):
        crew.login(role, units_on("commune", clock.today()).first(), "Công an xã")
    drive = make_rehearsal(CONSOLE, crew, 7)
    evening = drive.rounds.get()
    device, _ = pair_test_client(CONSOLE, Member.objects.get(username=WALKER), evening)

    told = bundle(device)

    assert (told.round.on, told.round.over) == (clock.today().isoformat(), False)
    assert len([door for door in told.doors if door.pos]) >= 6
    assert all(door.lat and door.lon for door in told.doors)
    steps = {person.step for door in told.doors for person in door.people}
    assert {"collect", "activate"} <= steps
    assert rebuild() == 0
