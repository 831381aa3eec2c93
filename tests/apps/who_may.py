"""Who may open which page: one line a page. A page missing here fails `test_who_may_see_what`.

A line says its URL name, who is let in and for whom it does not exist; everybody else is refused. Letters:
b Bình (coordinator of the district), a An (officer of commune A), c Chi (officer of B), d Dung (supervisor of
the district), e Em (walker in A), g Giang (auditor everywhere), h Hoa (no right). Arguments are made from the
village and the cast; `post` says the page is only posted to, `phones` that it is for paired phones alone.
What is shown lies in commune A, so that Chi must never see it.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bacung.desk.actions import serve
from bacung.drives.actions import say_of_day
from bacung.fieldsync.actions.pairing import revoke
from bacung.fieldsync.models import Flag
from bacung.ground import clock
from bacung.ground.jobs import enqueue, kind, progress
from bacung.ground.models import Job
from bacung.ground.permissions import CONSOLE
from bacung.intake.actions import read_batch, receive
from bacung.ledger.models import Question
from bacung.postings.actions.brief import NewBriefing, hold_briefing
from bacung.postings.actions.enlist import note_absence, tie
from bacung.postings.actions.stay import NewDiaryEntry, write_diary
from bacung.postings.actions.swap import ask_swap
from bacung.postings.models import Assignment, Muster
from bacung.rounds.actions import NewPair, begin_comparison, plan_round
from bacung.rounds.models import Round, Sweep
from bacung.rounds.sweep_jobs import sweep
from bacung.rounds.sweeping import Asked
from bacung.staff.actions import open_link
from bacung.visits.actions import NewVisit, record_visits
from tests.apps.fieldsync.calls import paired
from tests.apps.intake.books import FAMILY, changed, workbook
from tests.apps.postings.season import FIRST, Season, published_season
from tests.apps.postings.staying import SATURDAY_NIGHT, Staying, stay
from tests.cast import Cast, viewer
from tests.village import EVENING, Village


@dataclass(frozen=True)
class World:
    """What arguments are made from."""

    village: Village
    cast: Cast


@dataclass(frozen=True)
class Page:
    """One line of the table."""

    lets_in: str
    unseen_by: str = ""
    args: Callable[[World], tuple[Any, ...]] = lambda world: ()
    post: bool = False
    public: bool = False
    phones: bool = False
    asks: str = ""


def _area(world: World) -> tuple[Any, ...]:
    return (world.village.commune_a.pk,)


def _hamlet(world: World) -> tuple[Any, ...]:
    return (world.village.hamlets_a[0].pk,)


def _drive(world: World) -> tuple[Any, ...]:
    return (world.village.drive.code,)


def _calendar_day(world: World) -> tuple[Any, ...]:
    return (say_of_day(CONSOLE, date(2023, 9, 1), works=False).pk,)


def _drive_area(world: World) -> tuple[Any, ...]:
    return (world.village.drive.code, world.village.commune_a.pk)


def _evening(world: World) -> tuple[Any, ...]:
    return (world.village.drive.code, "txt")


def _person(world: World) -> tuple[Any, ...]:
    return (world.village.person("Nguyễn Văn An").pk,)


def _household(world: World) -> tuple[Any, ...]:
    return (world.village.person("Nguyễn Văn An").household_id,)


def _question(world: World) -> tuple[Any, ...]:
    person = world.village.person("Nguyễn Văn An")
    asked = Question.objects.create(
        person=person, commune_id=person.commune_id, code="tests", evidence="tests", asked_at=clock.now()
    )
    return (asked.pk,)


def _service(world: World) -> tuple[Any, ...]:
    person = world.village.person("Nguyễn Văn An")
    an = viewer(world.cast.an)
    return (serve(an, drive=world.village.drive, person_id=person.pk, service="collected").pk,)


def _em(world: World) -> tuple[Any, ...]:
    return (world.cast.em.pk,)


def _right_of_em(world: World) -> tuple[Any, ...]:
    return (world.cast.em.pk, world.cast.em.grants.get().pk)


def _link_of_em(world: World) -> tuple[Any, ...]:
    return (open_link(CONSOLE, world.cast.em),)


@kind("tests.count", title="Counting", resumable=True)
def _count(job: Job) -> None:
    progress(job, 1, 2)


def _job_of_an(world: World) -> tuple[Any, ...]:
    return (enqueue("tests.count", viewer(world.cast.an)).pk,)


def _round(world: World) -> tuple[Any, ...]:
    village = world.village
    made = plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=EVENING.date(),
        pairs=[NewPair((world.cast.em.pk,))],
    )
    return (made.pk,)


def _pair(world: World) -> tuple[Any, ...]:
    return (*_round(world), 1)


def _sweep(world: World) -> tuple[Any, ...]:
    drive = world.village.drive
    asked = Asked(drive, world.village.commune_a, "foot", 1, drive.starts_on, drive.ends_on)
    return (sweep(CONSOLE, asked, 0).pk,)


def _turf(world: World) -> tuple[Any, ...]:
    (key,) = _sweep(world)
    return (key, Sweep.objects.get(pk=key).answer["coverage"]["turfs"][0]["id"])


def _comparison(world: World) -> tuple[Any, ...]:
    village = world.village
    made = begin_comparison(
        CONSOLE, drive=village.drive, commune=village.commune_a, on=EVENING.date(), pairs=[NewPair()]
    )
    return (made.pk,)


def _stop(world: World) -> tuple[Any, ...]:
    return (*_pair(world), 1)


def _visit(world: World) -> tuple[Any, ...]:
    home = world.village.person("Phan Đình Đức").household_id
    visit = NewVisit(home, "nobody", EVENING)
    record_visits(CONSOLE, world.village.drive, [visit])
    return (visit.id,)


def _book(world: World) -> tuple[Any, ...]:
    village = world.village
    rows = workbook([changed(FAMILY[0], Số_CCCD="42054001234")])
    return (read_batch(receive(CONSOLE, village.drive, village.commune_a, rows)).pk,)


def _code(world: World) -> tuple[Any, ...]:
    return (*_book(world), "lost-zeros")


def _phone_of_em(world: World) -> tuple[Any, ...]:
    round_ = Round.objects.get(pk=_round(world)[0])
    return (paired(world.cast.em, round_).device.pk,)


def _apart(world: World) -> tuple[Any, ...]:
    """What a revoked phone still sent."""
    phone = paired(world.cast.em, Round.objects.get(pk=_round(world)[0]))
    revoke(CONSOLE, phone.device)
    phone.push(phone.visit(_household(world)[0]))
    return (phone.device.quarantined.get().pk,)


def _flag(world: World) -> tuple[Any, ...]:
    """Two visits of one door."""
    home, round_id = _household(world)[0], _round(world)[0]
    visits = [NewVisit(home, "home", EVENING), NewVisit(home, "home", EVENING)]
    record_visits(CONSOLE, world.village.drive, visits)
    first, second = (visit.id for visit in visits)
    made = Flag.objects.create(
        round_id=round_id,
        household_id=home,
        kind="double-visit",
        first_id=first,
        second_id=second,
        raised_at=EVENING,
    )
    return (made.pk,)


def _asked(world: World) -> tuple[Any, ...]:
    """A walker's question."""
    phone = paired(world.cast.em, Round.objects.get(pk=_round(world)[0]))
    asked = phone.says("question.asked", None, {"text": "Mai đi lúc nào?"})
    phone.push(asked)
    return (uuid.UUID(asked["id"]),)


def _staying(world: World) -> Staying:
    return stay(world.village, world.cast, kind="wave")


def _stay(world: World) -> tuple[Any, ...]:
    return (_staying(world).posting.pk,)


def _diary_kind(world: World) -> tuple[Any, ...]:
    return (*_stay(world), "meals")


def _diary_line(world: World) -> tuple[Any, ...]:
    """Written by Em on the second evening."""
    staying = _staying(world)
    with clock.at(SATURDAY_NIGHT):
        lines = [NewDiaryEntry("meals", SATURDAY_NIGHT.date(), 2)]
        (line,) = write_diary(viewer(world.cast.em), staying.posting, lines)
    return (staying.posting.pk, line.pk)


def _student(world: World) -> tuple[Any, ...]:
    return (_staying(world).of_em.pk,)


def _muster(world: World) -> tuple[Any, ...]:
    return (_staying(world).muster.pk,)


def _briefing(world: World) -> tuple[Any, ...]:
    staying = _staying(world)
    held = hold_briefing(CONSOLE, staying.muster, NewBriefing("area", EVENING, "Hội trường"))
    return (staying.muster.pk, held.pk)


def _season(world: World) -> Season:
    """A season of A alone."""
    made = published_season(world.village)
    made.muster.hosts.filter(commune=world.village.commune_b).delete()
    return made


def _called_up(world: World) -> tuple[Any, ...]:
    return (_season(world).muster.pk,)


def _wave(world: World) -> tuple[Any, ...]:
    muster = _season(world).muster
    Muster.objects.filter(pk=muster.pk).update(kind="wave", draft=None)
    return (muster.pk,)


def _planned(world: World) -> tuple[Any, ...]:
    (key,) = _called_up(world)
    Muster.objects.filter(pk=key).update(problem={}, answer={})
    return (key,)


def _host(world: World) -> tuple[Any, ...]:
    muster = _season(world).muster
    return (muster.pk, muster.hosts.get().pk)


def _enlistment(world: World) -> tuple[Any, ...]:
    muster = _season(world).muster
    return (muster.pk, muster.enlistments.order_by("pk")[0].pk)


def _sender(world: World) -> tuple[Any, ...]:
    muster = _season(world).muster
    return (muster.pk, muster.senders.order_by("pk")[0].pk)


def _absence(world: World) -> tuple[Any, ...]:
    season = _season(world)
    days = {"begins_on": date(2023, 6, 9), "ends_on": date(2023, 6, 11), "reason": "leave"}
    return (season.muster.pk, note_absence(CONSOLE, season.member("Một"), **days).pk)


def _own_absence(world: World) -> tuple[Any, ...]:
    """Em's, of days to come."""
    em, today = world.cast.em, clock.today()
    return (note_absence(viewer(em), em, begins_on=today, ends_on=today, reason="leave").pk,)


def _tie(world: World) -> tuple[Any, ...]:
    season = _season(world)
    tie(CONSOLE, season.muster, season.member("Một"), season.member("Ba"), together=True)
    return (season.muster.pk, season.muster.ties.get().pk)


def _duty(world: World) -> tuple[Any, ...]:
    return (_season(world).muster.pk, FIRST, world.village.commune_a.pk)


def _listed(world: World) -> tuple[Any, ...]:
    return (_season(world).muster.pk, "xlsx")


def _calendar_of_member(world: World) -> tuple[Any, ...]:
    season = _season(world)
    return (season.muster.pk, season.member("Một").pk)


def _posted(world: World) -> tuple[Any, ...]:
    return (_season(world).muster.postings.order_by("pk")[0].pk,)


def _sent(world: World) -> tuple[Any, ...]:
    stay = _season(world).muster.postings.order_by("pk")[0]
    return (stay.assignments.order_by("pk")[0].pk,)


def _duty_of_em(world: World) -> Assignment:
    """A duty of Em's that lies ahead."""
    season = _season(world)
    stay = season.muster.postings.filter(commune=world.village.commune_a).order_by("pk")[0]
    span = {"begins_at": clock.now() + timedelta(days=3), "ends_at": clock.now() + timedelta(days=5)}
    season.muster.postings.filter(pk=stay.pk).update(**span)
    stay.refresh_from_db()
    return Assignment.objects.create(posting=stay, member=world.cast.em)


def _own_duty(world: World) -> tuple[Any, ...]:
    return (_duty_of_em(world).pk,)


def _swap(world: World) -> tuple[Any, ...]:
    asked = ask_swap(viewer(world.cast.em), _duty_of_em(world), substitute_id=None, reason="")
    return (asked.pk,)


PAGES = {
    # ground
    "ground:job": Page("a", "bcdeg", _job_of_an),
    "ground:job_cancel": Page("a", "bcdeg", _job_of_an, post=True),
    "ground:job_again": Page("a", "bcdeg", _job_of_an, post=True),
    # areas
    "areas:index": Page("bacdg"),
    "areas:area": Page("badg", "c", _area),
    "areas:keep": Page("ba", "c", _area, post=True),
    "areas:point": Page("ba", "c", _area, post=True),
    "areas:station": Page("ba", "c", _area, post=True),
    "areas:outline": Page("b", "", _area, post=True),
    "areas:drop": Page("b", "", _area, post=True),
    "areas:hamlet": Page("badg", "c", _hamlet),
    "areas:change": Page("ba", "c", _hamlet, post=True),
    "areas:merge": Page("ba", "c", _hamlet, post=True),
    "areas:part": Page("ba", "c", _hamlet, post=True),
    # staff
    "staff:index": Page("bac"),
    "staff:new": Page("bac"),
    "staff:member": Page("ba", "c", _em),
    "staff:give": Page("ba", "c", _em, post=True),
    "staff:end": Page("ba", "c", _right_of_em, post=True),
    "staff:link": Page("ba", "c", _em, post=True),
    "staff:close": Page("ba", "c", _em, post=True),
    "staff:reopen": Page("ba", "c", _em, post=True),
    "staff:audit": Page("bg"),
    "staff:welcome": Page("", args=_link_of_em, public=True),
    "staff:first_run": Page("", "bacdegh", public=True),  # this server has its people
    # drives
    "drives:index": Page("bacdg"),
    "drives:new": Page("b"),
    "drives:calendar": Page("b"),
    "drives:unsay": Page("", "", _calendar_day, post=True),  # it counts for the whole country
    "drives:drive": Page("bacdg", "", _drive),
    "drives:terms": Page("b", "", _drive),
    "drives:areas": Page("b", "", _drive),
    "drives:mandate": Page("b", "", _drive),
    "drives:targets": Page("b", "", _drive),
    "drives:withdraw": Page("b", "", _drive, post=True),
    # intake
    "intake:index": Page("bacg"),
    "intake:batch": Page("bag", "c", _book),
    "intake:rows": Page("ba", "c", _book),
    "intake:complaints": Page("ba", "c", _code),
    "intake:answer": Page("ba", "c", _code, post=True),
    "intake:differences": Page("ba", "c", _book),
    "intake:totals": Page("bag", "c", _book),
    "intake:read_again": Page("ba", "c", _book, post=True),
    "intake:mapping": Page("ba", "c", _book, post=True),
    "intake:accept": Page("ba", "c", _book, post=True),
    "intake:undo": Page("ba", "c", _book, post=True),
    "intake:returned": Page("ba", "c", _book, post=True),
    # postings
    "postings:index": Page("bacdeg"),
    "postings:new": Page("b"),
    "postings:muster": Page("badg", "c", _called_up),
    "postings:change": Page("b", "", _called_up),
    "postings:close": Page("b", "", _called_up, post=True),
    "postings:weekend": Page("b", "", _called_up, post=True),
    "postings:hosts": Page("badg", "c", _called_up),
    "postings:add_hosts": Page("b", "", _called_up, post=True),
    "postings:host": Page("b", "", _host),
    "postings:drop_host": Page("b", "", _host, post=True),
    "postings:enlisted": Page("bg", "", _called_up),
    "postings:enlist": Page("b", "", _called_up, post=True),
    "postings:call_up": Page("b", "", _called_up, post=True),
    "postings:enlistment": Page("b", "", _enlistment),
    "postings:discharge": Page("b", "", _enlistment, post=True),
    "postings:sender": Page("b", "", _sender),
    "postings:absences": Page("b", "", _called_up),
    "postings:drop_absence": Page("b", "", _absence, post=True),
    "postings:ties": Page("b", "", _called_up),
    "postings:untie": Page("b", "", _tie, post=True),
    "postings:plan": Page("b", "", _called_up, post=True),
    "postings:problem": Page("bg", "", _planned),
    "postings:answer": Page("bg", "", _planned),
    "postings:publish": Page("b", "", _called_up),
    "postings:rota": Page("badg", "c", _called_up),
    "postings:check": Page("b", "", _called_up, post=True),
    "postings:change_duty": Page("b", "", _called_up, post=True),
    "postings:duty": Page("badg", "c", _duty),
    "postings:let": Page("b", "", _duty, post=True),
    "postings:wave": Page("badg", "c", _wave),
    "postings:check_wave": Page("b", "", _wave, post=True),
    "postings:change_wave": Page("b", "", _wave, post=True),
    "postings:list_paper": Page("bag", "c", _listed),
    "postings:rota_paper": Page("bag", "c", _listed),
    "postings:member_calendar": Page("b", "", _calendar_of_member),
    "postings:release": Page("b", "", _sent, post=True),
    "postings:stand_in": Page("b", "", _posted, post=True),
    # one's own: whoever is logged in, and only what is theirs
    "postings:mine": Page("bacdegh"),
    "postings:own_calendar": Page("bacdegh"),
    "postings:drop_own": Page("e", "bacdgh", _own_absence, post=True),
    "postings:ask_swap": Page("e", "bacdgh", _own_duty),
    "postings:swaps": Page("b"),
    "postings:swap": Page("be", "acdgh", _swap),
    "postings:answer_swap": Page("be", "acdgh", _swap, post=True),
    "postings:decide_swap": Page("b", "", _swap, post=True),
    "postings:stays": Page("bacdegh"),
    "postings:stay": Page("badegh", "c", _stay),
    "postings:write": Page("aeh", "c", _diary_kind, post=True),
    "postings:strike": Page("e", "c", _diary_line, post=True),
    "postings:summary": Page("badeh", "c", _stay),
    "postings:people": Page("bacd"),
    "postings:student": Page("badeg", "ch", _student),
    "postings:hand_in": Page("e", "ch", _student, post=True),
    "postings:assess": Page("a", "ch", _student, post=True),
    "postings:briefings": Page("bd", "", _muster),
    "postings:briefing": Page("bd", "", _briefing),
    "postings:drop_briefing": Page("bd", "", _briefing, post=True),
    "postings:closing": Page("b", "", _muster),
    # rounds
    "rounds:index": Page("bacde"),
    "rounds:plan": Page("bac"),
    "rounds:district": Page("bac"),
    "rounds:comparison": Page("ba", "c", _comparison),
    "rounds:sweeps": Page("bac"),
    "rounds:sweep": Page("bad", "c", _sweep),
    "rounds:mend": Page("ba", "c", _sweep, post=True),
    "rounds:sweep_geojson": Page("bad", "c", _sweep),
    "rounds:turf": Page("ba", "c", _turf),
    "rounds:round": Page("bad", "c", _round),
    "rounds:geojson": Page("bad", "c", _round),
    "rounds:progress": Page("ba", "c", _round),
    "rounds:take": Page("ba", "c", _round, post=True),
    "rounds:again": Page("ba", "c", _round, post=True),
    "rounds:rest": Page("ba", "c", _pair, post=True),
    "rounds:problem_json": Page("ba", "c", _round),
    "rounds:sheets_pdf": Page("ba", "c", _round),
    "rounds:pair": Page("bad", "ce", _pair),  # to Em only on the evening itself
    "rounds:sheet_pdf": Page("ba", "c", _pair),
    "rounds:sheet_xlsx": Page("ba", "c", _pair),
    # visits
    "visits:index": Page("bacd"),
    "visits:give_back": Page("bac"),
    "visits:enter": Page("ba", "c", _pair),
    "visits:door": Page("ba", "c", _stop),
    "visits:walked": Page("bad", "c", _round),
    "visits:visit": Page("bad", "c", _visit),
    "visits:withdraw": Page("ba", "c", _visit, post=True),
    # phones: their own calls ask for a token, not for a log-in
    "fieldsync:app": Page("", public=True),
    "fieldsync:about": Page("", public=True),
    "fieldsync:app_file": Page("", args=lambda world: ("index.html",), public=True),
    "fieldsync:hello": Page("", public=True),
    "fieldsync:pair": Page("", public=True, post=True),
    "fieldsync:bootstrap": Page("", phones=True),
    "fieldsync:basemap": Page("", phones=True),
    "fieldsync:push": Page("", phones=True, post=True),
    "fieldsync:pull": Page("", phones=True),
    "fieldsync:index": Page("bacdg"),
    "fieldsync:choose": Page("bacd"),
    "fieldsync:walkers": Page("bad", "c", _round),
    "fieldsync:code": Page("bad", "c", _round, post=True),
    "fieldsync:codes": Page("bad", "c", _round, post=True),
    "fieldsync:apart": Page("bacd"),
    "fieldsync:apart_record": Page("bad", "c", _apart),
    "fieldsync:answer_apart": Page("bad", "c", _apart, post=True),
    "fieldsync:answer_alike": Page("bacd", post=True),
    "fieldsync:questions": Page("bacd"),
    "fieldsync:answer_question": Page("bad", "c", _asked, post=True),
    "fieldsync:answer_flag": Page("bad", "c", _flag, post=True),
    "fieldsync:carry": Page("bacd"),
    "fieldsync:phone": Page("badg", "c", _phone_of_em),
    "fieldsync:revoke": Page("bad", "c", _phone_of_em),
    "fieldsync:handover": Page("bad", "c", _phone_of_em, post=True),
    # registry, and the page of one person
    "registry:search": Page("bac"),
    "registry:household": Page("ba", "c", _household),
    "registry:say_of_household": Page("ba", "c", _household, post=True),
    "registry:say_of_person": Page("ba", "c", _person, post=True),
    "registry:reveal": Page("ba", "c", _person, post=True),
    "site:person": Page("ba", "c", _person),
    "site:phone_setup": Page("bacd"),
    # ledger and desk
    "ledger:questions": Page("bac"),
    "ledger:answer": Page("ba", "c", _question, post=True),
    "desk:desk": Page("bac"),
    "desk:serve": Page("ba", "c", _person, post=True),
    "desk:take_back": Page("ba", "c", _service, post=True),
    # board: a walker and who has no right are led on or told nothing; an area of another commune is not there
    "board:morning": Page("bacdeg"),
    "board:drive": Page("bacdg", "", _drive),
    "board:area": Page("badg", "c", _drive_area),
    "board:areas_geojson": Page("bacdg", "", _drive),
    "board:curve_svg": Page("bacdg", "", _drive),
    "board:people": Page("bacg", "", _drive, asks="?measure=eligible"),
    # reports
    "reports:papers": Page("bacg"),
    "reports:evening": Page("bacg", "", _evening),
}
