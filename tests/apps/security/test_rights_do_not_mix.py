"""A right held in one area opens nothing in another; one that has ended opens nothing; one to come counts."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.test import Client

from bacung.core.problems import Problem
from bacung.ground import clock, jobs
from bacung.ground.models import Job
from bacung.ground.permissions import CONSOLE, Grant, Viewer, within
from bacung.intake.actions import read_batch, receive
from bacung.registry.models import Person
from bacung.staff.actions import end_grant, open_link
from bacung.staff.models import Grant as Held
from bacung.staff.queries import may_direct
from bacung.visits.actions import NewVisit, record_visits
from tests.apps.intake.books import workbook
from tests.cast import Cast, also, as_, viewer
from tests.village import EVENING, Village

NOWHERE = Viewer(None, "nobody")


def test_the_whole_country_may_be_joined_turned_and_excluded(village: Village) -> None:
    """The filter of the whole country is never the empty one, which "or" and "not" would swallow."""
    nobody = Q(pk__in=[])
    everybody = Person.objects.count()
    for side in (within(CONSOLE, "commune") | nobody, nobody | within(CONSOLE, "commune")):
        assert Person.objects.filter(side).count() == everybody
    assert not Person.objects.filter(~within(CONSOLE, "commune")).exists()
    assert not Person.objects.exclude(within(CONSOLE, "commune")).exists()
    named = Q(name="Trần Văn Bảy")
    assert Person.objects.filter(within(CONSOLE, "commune") | named).count() == everybody
    assert Person.objects.filter(within(CONSOLE, "commune") & named).count() == 1
    assert Person.objects.filter(within(NOWHERE, "commune") | named).count() == 1
    assert Person.objects.exclude(within(NOWHERE, "commune")).count() == everybody


def test_an_officer_who_audits_elsewhere_sees_no_names_there(village: Village, cast: Cast) -> None:
    """The rows behind a number carry names only where one is officer, not wherever one may look."""
    also(cast.an, "auditor", village.commune_b)
    address = f"/board/{village.drive.code}/people/?measure=listed&area="
    browser = as_(Client(), cast.an)
    here = browser.get(f"{address}{village.commune_a.pk}").content.decode()
    there = browser.get(f"{address}{village.commune_b.pk}").content.decode()
    assert "Trần Văn Bảy" in here
    assert "•••••" in there
    assert "Nguyễn Văn An" not in there


def test_an_officer_who_supervises_elsewhere_reads_no_notes_there(village: Village, cast: Cast) -> None:
    """The free words beside a visit are for those who write in that commune."""
    also(cast.an, "supervisor", village.commune_b)
    home = village.person("Nguyễn Văn An", village.commune_b).household_id
    visit = NewVisit(home, "nobody", EVENING, note="chó dữ")
    record_visits(CONSOLE, village.drive, [visit])
    assert "chó dữ" not in as_(Client(), cast.an).get(f"/visits/{visit.id}/").content.decode()
    assert "chó dữ" in as_(Client(), cast.chi).get(f"/visits/{visit.id}/").content.decode()


def test_work_is_taken_up_again_with_the_rights_of_today(village: Village, cast: Cast) -> None:
    """An officer who was moved away cannot start again what was asked for while the commune was theirs."""
    book = receive(viewer(cast.an), village.drive, village.commune_a, workbook([]), name="a.xlsx")
    job = jobs.enqueue("intake.read", viewer(cast.an), batch=book.pk)
    Job.objects.filter(pk=job.pk).update(state=Job.State.BROKEN)
    also(cast.an, "officer", village.commune_b)
    end_grant(CONSOLE, cast.an.grants.get(area=village.commune_a))
    assert as_(Client(), cast.an).post(f"/jobs/{job.pk}/again/").status_code == 302
    taken_up = jobs.viewer_of(Job.objects.get(pk=job.pk))
    assert taken_up.grants == ()


def test_who_is_to_become_coordinator_is_not_an_officers_to_direct(village: Village, cast: Cast) -> None:
    """A right that begins tomorrow counts today: else its holder's log-in could be taken over in time."""
    assert may_direct(viewer(cast.an), cast.em)
    tomorrow = clock.today() + timedelta(days=1)
    Held.objects.create(member=cast.em, role="coordinator", area=village.district, since=tomorrow)
    assert not may_direct(viewer(cast.an), cast.em)
    with pytest.raises(Problem):
        open_link(viewer(cast.an), cast.em)


def test_a_reconciliation_list_does_not_tell_who_is_known_elsewhere(village: Village, cast: Cast) -> None:
    """Looking at a list counts the people it may speak of, not everybody the server has heard of."""
    numbers = [("042079000041", "Đã kích hoạt"), ("042081000021", "Đã kích hoạt")]  # of B, of A
    book = workbook(numbers, header=("Số CCCD", "Trạng thái"))
    batch = receive(viewer(cast.an), village.drive, village.commune_a, book, "reconciliation", name="d.xlsx")
    assert read_batch(batch, viewer=viewer(cast.an)).counts["known"] == 1


@pytest.mark.parametrize("until", [date(2023, 1, 2), None])
def test_an_ended_right_opens_nothing(village: Village, cast: Cast, until: date | None) -> None:
    """Yesterday's officer is a stranger today, in a session that was opened yesterday."""
    browser = as_(Client(), cast.an)
    address = f"/people/{village.person('Trần Văn Bảy').pk}/"
    assert browser.get(address).status_code == 200
    if until:
        cast.an.grants.update(until=until)
    else:
        cast.an.grants.all().delete()
    assert browser.get(address).status_code == 403


def test_a_closed_log_in_ends_its_sessions(village: Village, cast: Cast) -> None:
    """Who was let go is sent to the log-in with the very next click."""
    browser = as_(Client(), cast.an)
    cast.an.is_active = False
    cast.an.save()
    answer = browser.get("/people/")
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/account/login/")


def test_the_roles_one_may_give_end_at_ones_own_area_and_rank(village: Village, cast: Cast) -> None:
    """A coordinator of a district gives nothing over the country, an officer makes no officer."""
    inside = {"role": "coordinator", "area": f"{village.commune_b.code}"}
    give = f"/staff/{cast.em.pk}/give/"
    assert as_(Client(), cast.binh).post(give, {"role": "coordinator", "area": ""}).status_code == 200
    assert as_(Client(), cast.an).post(give, {"role": "officer", "area": "18493"}).status_code == 200
    assert as_(Client(), cast.an).post(give, {"role": "walker", "area": "18583"}).status_code == 200
    assert cast.em.grants.count() == 1
    assert as_(Client(), cast.binh).post(give, inside).status_code == 302
    assert cast.em.grants.count() == 2
    assert Grant("coordinator", village.commune_b.path) in viewer(cast.em).grants


def test_days_of_the_whole_country_are_not_a_districts_to_say(village: Village, cast: Cast) -> None:
    """The calendar of working days moves deadlines everywhere: its page may be read, not written."""
    binh = as_(Client(), cast.binh)
    assert binh.get("/drives/calendar/").status_code == 200
    said = {"on": "5/6/2023", "works": "no", "note": ""}
    assert binh.post("/drives/calendar/", said).status_code == 403
    also(cast.binh, "coordinator", None)
    assert binh.post("/drives/calendar/", said).status_code == 302
