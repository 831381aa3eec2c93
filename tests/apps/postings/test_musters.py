"""Setting up a muster: whose it is, its weekends, who receives, who may be sent."""

from datetime import date

import pytest

from bacung.areas.models import Station
from bacung.core.problems import Problem
from bacung.drives.actions import say_of_day
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE
from bacung.postings.actions.enlist import CalledUp, call_up, discharge, enlist, note_absence, tie
from bacung.postings.actions.muster import (
    HostTerms,
    change_host,
    change_muster,
    close_muster,
    drop_host,
    make_muster,
    say_of_weekend,
)
from bacung.postings.convert import season_of, wave_of
from bacung.postings.models import Enlistment, Muster
from bacung.postings.queries.called import called
from bacung.postings.queries.musters import musters
from bacung.staff.models import Member
from tests.apps.postings.season import BEFORE, FIRST, SECOND, THIRD, call_season, published_season
from tests.cast import Cast, viewer
from tests.village import Village


def make(village: Village, first: date, last: date, **more: str) -> Muster:
    said = {"kind": "weekends", "name": "Đợt", **more}
    return make_muster(CONSOLE, village.drive, starts_on=first, ends_on=last, **said)


def test_a_season_is_cut_to_whole_weekends_inside_its_drive(village: Village):
    made = make(village, date(2023, 6, 5), date(2023, 6, 24))
    assert (made.starts_on, made.ends_on) == (SECOND, date(2023, 6, 18))
    assert made.hosts.count() == 2
    with pytest.raises(Problem, match=r"postings\.no-weekend"):
        make(village, date(2023, 6, 5), date(2023, 6, 10), name="Ngắn")
    with pytest.raises(Problem, match=r"postings\.outside-the-drive"):
        make(village, date(2023, 5, 5), date(2023, 6, 24), name="Sớm")
    with pytest.raises(Problem, match=r"postings\.name-taken"):
        make(village, date(2023, 6, 5), date(2023, 6, 24))


def test_only_who_coordinates_every_commune_changes_it(village: Village, cast: Cast):
    season = call_season(village)
    binh, an = viewer(cast.binh), viewer(cast.an)
    change_muster(
        binh, season.muster, name="Mới", starts_on=FIRST, ends_on=date(2023, 6, 18), rules={"rest": 2}
    )
    with pytest.raises(Problem, match=r"drives\.partly-yours"):
        close_muster(an, season.fresh())
    with pytest.raises(Problem, match=r"rota\.malformed"):
        change_muster(binh, season.fresh(), name="Mới", starts_on=FIRST, ends_on=THIRD, rules={"rest": 0})
    close_muster(binh, season.fresh())
    with pytest.raises(Problem, match=r"postings\.closed"):
        say_of_weekend(binh, season.fresh(), FIRST, "thi")


def test_a_muster_is_seen_where_it_sends_somebody(village: Village, cast: Cast):
    season = call_season(village)
    season.muster.hosts.get(commune=village.commune_b).delete()
    seen = [
        member for member in (cast.binh, cast.an, cast.chi, cast.dung, cast.giang) if musters(viewer(member))
    ]
    assert seen == [cast.binh, cast.an, cast.dung, cast.giang]


def test_holidays_block_a_weekend_until_somebody_opens_it(village: Village):
    """The National Day of 2023 was Saturday the 2nd of September; 24 June is made a day of rest here."""
    muster = make(village, date(2023, 6, 2), date(2023, 9, 10))
    call_up(CONSOLE, muster, [CalledUp("Hồ Văn Một", "Phòng Một")])
    say_of_day(CONSOLE, date(2023, 6, 23), works=False)

    def blocked() -> dict[str, str]:
        season = season_of(called(Muster.objects.get(pk=muster.pk)))
        return {weekend.id: weekend.blocked for weekend in season.weekends if weekend.blocked}

    assert blocked() == {"2023-06-23": "holiday", "2023-09-01": "holiday"}
    say_of_weekend(CONSOLE, muster, date(2023, 9, 1), "")
    say_of_weekend(CONSOLE, muster, SECOND, "thi học kỳ")
    assert blocked() == {"2023-06-09": "thi học kỳ", "2023-06-23": "holiday"}
    say_of_weekend(CONSOLE, muster, SECOND, None)
    assert "2023-06-09" not in blocked()
    with pytest.raises(Problem, match=r"postings\.not-a-weekend"):
        say_of_weekend(CONSOLE, muster, date(2023, 6, 10), "thi")


def test_visitors_go_with_somebody_of_the_place_or_with_a_reason(village: Village):
    season = call_season(village)
    host = season.muster.hosts.get(commune=village.commune_a)
    with pytest.raises(Problem, match=r"postings\.nobody-along"):
        change_host(CONSOLE, host, HostTerms())
    change_host(CONSOLE, host, HostTerms(alone_because="xã cử theo buổi"))
    host.refresh_from_db()
    assert (host.companions, host.alone_because) == ([], "xã cử theo buổi")


def test_beds_are_those_of_the_station_unless_the_muster_says_so(village: Village):
    season = call_season(village)
    Station.objects.create(commune=village.commune_b, beds=3, latitude=18.4, longitude=105.8)
    change_host(
        CONSOLE, season.muster.hosts.get(commune=village.commune_b), HostTerms(companions=("Cô Lành",))
    )
    hosts = {host.id: host for host in season_of(called(season.fresh())).hosts}
    assert (hosts[str(village.commune_a.pk)].beds, hosts[str(village.commune_b.pk)].beds) == (4, 3)
    assert hosts[str(village.commune_b.pk)].lat == 18.4


def test_a_commune_where_somebody_is_posted_is_not_taken_out(village: Village):
    season = published_season(village)
    with pytest.raises(Problem, match=r"postings\.host-in-use"):
        drop_host(CONSOLE, season.muster.hosts.get(commune=village.commune_a))


def test_a_list_finds_who_is_known_and_adds_who_is_not(village: Village, cast: Cast):
    """Adding gives no right and no log-in; the same list again changes nothing but what it says."""
    season = call_season(village)
    people = [CalledUp("Hồ  Văn một", "phòng một"), CalledUp("Vũ Thị Mới", "Phòng Ba", leads=True)]
    assert call_up(CONSOLE, season.muster, people) == (1, 1)
    new = Member.objects.get(full_name="Vũ Thị Mới")
    assert (new.username, new.has_usable_password(), new.grants.count()) == ("moi.vu.thi", False, 0)
    assert call_up(CONSOLE, season.muster, people) == (0, 0)
    assert not Enlistment.objects.get(member=season.member("Một")).leads
    assert season.muster.senders.count() == 3
    enlist(CONSOLE, season.muster, [new])
    assert season.muster.enlistments.count() == 9
    with pytest.raises(Problem, match=r"postings\.no-unit"):
        enlist(CONSOLE, season.muster, [cast.em])


def test_two_of_one_name_in_one_unit_are_not_guessed_at(village: Village):
    season = call_season(village)
    twin = Member.objects.create(username="twin", full_name="Hồ Văn Một", unit=season.member("Một").unit)
    enlist(CONSOLE, season.muster, [twin])
    with pytest.raises(Problem, match=r"postings\.name-twice"):
        call_up(CONSOLE, season.muster, [CalledUp("Hồ Văn Một", "Phòng Một")])


def test_who_has_a_duty_ahead_stays_on_the_list(village: Village):
    season = published_season(village)
    with clock.at(BEFORE):
        with pytest.raises(Problem, match=r"postings\.duties-ahead"):
            discharge(CONSOLE, season.muster.enlistments.get(member=season.member("Một")))
        discharge(CONSOLE, season.muster.enlistments.get(member=season.member("Hai")))
    assert season.muster.enlistments.count() == 7


def test_absences_are_said_by_oneself_or_the_coordinator_and_keep_weekends_free(village: Village, cast: Cast):
    season = call_season(village)
    two = season.member("Hai")
    days = {"begins_on": date(2023, 6, 11), "ends_on": date(2023, 6, 16), "reason": "exam"}
    note_absence(viewer(cast.binh), two, **days)
    with pytest.raises(Problem, match=r"ground\.not-found"):
        note_absence(viewer(cast.an), two, **days)
    with pytest.raises(Problem, match=r"postings\.days-turned"):
        note_absence(CONSOLE, two, begins_on=SECOND, ends_on=FIRST, reason="leave")
    away = {member.id: member.away for member in season_of(called(season.fresh())).members}
    assert away[str(two.pk)] == {SECOND.isoformat(), THIRD.isoformat()}
    assert away[str(season.member("Một").pk)] == frozenset()


def test_a_wave_asks_with_keys_and_knows_its_work(village: Village):
    """Work is by the households of the commune unless somebody said it; ties stand in one order."""
    made = make(village, date(2023, 6, 5), date(2023, 6, 25), kind="wave")
    call_up(CONSOLE, made, [CalledUp(f"Trò {word}", "Khoa Luật") for word in ("Một", "Hai", "Ba")])
    one, two = Member.objects.get(full_name="Trò Một"), Member.objects.get(full_name="Trò Hai")
    tie(CONSOLE, made, two, one, together=True)
    with pytest.raises(Problem, match=r"postings\.tied-to-self"):
        tie(CONSOLE, made, one, one, together=True)
    wave = wave_of(called(made))
    work = {host.id: host.work for host in wave.hosts}
    assert work == {str(village.commune_a.pk): 0.8, str(village.commune_b.pk): 0.3}
    assert {host.least for host in wave.hosts} == {3}
    assert [(each.first, each.second) for each in wave.ties] == [
        tuple(sorted((str(one.pk), str(two.pk)), key=int))
    ]
    assert "Trò" not in str(wave.to_json())
