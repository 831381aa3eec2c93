"""What the arguments of the pages of postings are made from."""

from datetime import date, timedelta
from typing import Any

from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.postings.actions.brief import NewBriefing, hold_briefing
from bacung.postings.actions.enlist import note_absence, tie
from bacung.postings.actions.stay import NewDiaryEntry, write_diary
from bacung.postings.actions.swap import ask_swap
from bacung.postings.models import Assignment, Muster
from tests.apps.made import World
from tests.apps.postings.season import FIRST, Season, published_season
from tests.apps.postings.staying import SATURDAY_NIGHT, Staying, stay
from tests.cast import viewer
from tests.village import EVENING


def a_staying(world: World) -> Staying:
    return stay(world.village, world.cast, kind="wave")


def a_stay(world: World) -> tuple[Any, ...]:
    return (a_staying(world).posting.pk,)


def a_diary_kind(world: World) -> tuple[Any, ...]:
    return (*a_stay(world), "meals")


def a_diary_line(world: World) -> tuple[Any, ...]:
    """Written by Em on the second evening."""
    staying = a_staying(world)
    with clock.at(SATURDAY_NIGHT):
        lines = [NewDiaryEntry("meals", SATURDAY_NIGHT.date(), 2)]
        (line,) = write_diary(viewer(world.cast.em), staying.posting, lines)
    return (staying.posting.pk, line.pk)


def a_student(world: World) -> tuple[Any, ...]:
    return (a_staying(world).of_em.pk,)


def a_muster(world: World) -> tuple[Any, ...]:
    return (a_staying(world).muster.pk,)


def a_briefing(world: World) -> tuple[Any, ...]:
    staying = a_staying(world)
    held = hold_briefing(CONSOLE, staying.muster, NewBriefing("area", EVENING, "Hội trường"))
    return (staying.muster.pk, held.pk)


def a_season(world: World) -> Season:
    """A season of A alone."""
    made = published_season(world.village)
    made.muster.hosts.filter(commune=world.village.commune_b).delete()
    return made


def a_called_up(world: World) -> tuple[Any, ...]:
    return (a_season(world).muster.pk,)


def a_wave(world: World) -> tuple[Any, ...]:
    muster = a_season(world).muster
    Muster.objects.filter(pk=muster.pk).update(kind="wave", draft=None)
    return (muster.pk,)


def a_planned(world: World) -> tuple[Any, ...]:
    (key,) = a_called_up(world)
    Muster.objects.filter(pk=key).update(problem={}, answer={})
    return (key,)


def a_host(world: World) -> tuple[Any, ...]:
    muster = a_season(world).muster
    return (muster.pk, muster.hosts.get().pk)


def a_enlistment(world: World) -> tuple[Any, ...]:
    muster = a_season(world).muster
    return (muster.pk, muster.enlistments.order_by("pk")[0].pk)


def a_sender(world: World) -> tuple[Any, ...]:
    muster = a_season(world).muster
    return (muster.pk, muster.senders.order_by("pk")[0].pk)


def a_absence(world: World) -> tuple[Any, ...]:
    season = a_season(world)
    days = {"begins_on": date(2023, 6, 9), "ends_on": date(2023, 6, 11), "reason": "leave"}
    return (season.muster.pk, note_absence(CONSOLE, season.member("Một"), **days).pk)


def a_own_absence(world: World) -> tuple[Any, ...]:
    """Em's, of days to come."""
    em, today = world.cast.em, clock.today()
    return (note_absence(viewer(em), em, begins_on=today, ends_on=today, reason="leave").pk,)


def a_tie(world: World) -> tuple[Any, ...]:
    season = a_season(world)
    tie(CONSOLE, season.muster, season.member("Một"), season.member("Ba"), together=True)
    return (season.muster.pk, season.muster.ties.get().pk)


def a_duty(world: World) -> tuple[Any, ...]:
    return (a_season(world).muster.pk, FIRST, world.village.commune_a.pk)


def a_listed(world: World) -> tuple[Any, ...]:
    return (a_season(world).muster.pk, "xlsx")


def a_calendar_of_member(world: World) -> tuple[Any, ...]:
    season = a_season(world)
    return (season.muster.pk, season.member("Một").pk)


def a_posted(world: World) -> tuple[Any, ...]:
    return (a_season(world).muster.postings.order_by("pk")[0].pk,)


def a_sent(world: World) -> tuple[Any, ...]:
    stay = a_season(world).muster.postings.order_by("pk")[0]
    return (stay.assignments.order_by("pk")[0].pk,)


def a_duty_of_em(world: World) -> Assignment:
    """A duty of Em's that lies ahead."""
    season = a_season(world)
    stay = season.muster.postings.filter(commune=world.village.commune_a).order_by("pk")[0]
    span = {"begins_at": clock.now() + timedelta(days=3), "ends_at": clock.now() + timedelta(days=5)}
    season.muster.postings.filter(pk=stay.pk).update(**span)
    stay.refresh_from_db()
    return Assignment.objects.create(posting=stay, member=world.cast.em)


def a_own_duty(world: World) -> tuple[Any, ...]:
    return (a_duty_of_em(world).pk,)


def a_swap(world: World) -> tuple[Any, ...]:
    asked = ask_swap(viewer(world.cast.em), a_duty_of_em(world), substitute_id=None, reason="")
    return (asked.pk,)
