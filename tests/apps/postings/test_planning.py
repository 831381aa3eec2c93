"""Planning as the office meets it: a job, a problem that can be solved again, a draft, reasons in words."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import translation

from bacung.core.problems import Problem
from bacung.core.rota.answer import Rota
from bacung.core.rota.problem import Season as Asked
from bacung.core.rota.weekends import plan as plan_season
from bacung.ground import clock, jobs
from bacung.ground.models import Job
from bacung.ground.permissions import CONSOLE
from bacung.postings import jobs as postings_jobs
from bacung.postings.actions.enlist import CalledUp, call_up, note_absence, set_supervisor, tie
from bacung.postings.actions.muster import HostTerms, change_host, make_muster
from bacung.postings.actions.place_students import Care, Send, change_wave, verdict_of_wave
from bacung.postings.actions.plan import plan_muster, problem_of
from bacung.postings.actions.publish import publish
from bacung.postings.commands import postings
from bacung.postings.duties import duties_of, groups_of
from bacung.postings.models import Muster, Posting
from bacung.postings.queries.changes import changes_of
from bacung.postings.queries.outlook import outlook
from bacung.postings.queries.own import posted
from bacung.staff.models import Member
from tests.apps.postings.season import BEFORE, FIRST, Season, call_season, published_season
from tests.cast import Cast, as_, viewer
from tests.village import Village


def well_staffed(village: Village) -> Season:
    """The season with half as many people again, who rest one weekend of two."""
    season = call_season(village)
    more = [
        CalledUp(f"{name} {word}", unit, leads=word == "Thêm")
        for name, unit in (("Hồ Văn", "Phòng Một"), ("Lê Văn", "Phòng Hai"))
        for word in ("Thêm", "Nữa")
    ]
    call_up(CONSOLE, season.muster, more)
    Muster.objects.filter(pk=season.muster.pk).update(rules={"rest": 2})
    return Season(season.fresh(), village)


@pytest.fixture
def season(village: Village) -> Season:
    return well_staffed(village)


def test_a_planned_season_keeps_its_rules_and_can_be_solved_again_from_its_file(season: Season):
    """The problem holds keys only."""
    with clock.at(BEFORE):
        plan_muster(CONSOLE, season.muster)
    muster = season.fresh()
    assert len(duties_of(muster)) == 8
    assert muster.answer["breaches"] == []
    text = json.dumps(muster.problem, ensure_ascii=False)
    assert not any(word in text for word in ("Hồ", "Lê", "Phù Lưu", "Phòng"))
    assert plan_season(Asked.from_json(json.loads(text)), seed=0) == Rota.from_json(muster.answer)


def test_what_was_set_by_hand_stays_through_a_plan(season: Season, village: Village):
    with clock.at(BEFORE):
        season.place(FIRST, village.commune_b, "Ba", "Bốn", because="quê ở đó")
        plan_muster(CONSOLE, season.fresh())
    duty = next(duty for duty in duties_of(season.fresh()) if duty.cell == (FIRST, village.commune_b.pk))
    assert set(duty.member_ids) == {season.member("Ba").pk, season.member("Bốn").pk}
    assert (duty.by_hand, duty.because) == (True, "quê ở đó")


def test_planning_anew_after_publishing_changes_little_and_nothing_that_has_begun(village: Village):
    """Somebody falls ill for a later weekend: the weekend under way stays, whatever it breaks."""
    season = well_staffed(village)
    with clock.at(BEFORE):
        plan_muster(CONSOLE, season.muster)
        publish(CONSOLE, season.fresh())
        later = [duty for duty in duties_of(season.fresh()) if duty.friday > FIRST]
        ill = Member.objects.get(pk=later[0].member_ids[0])
        note_absence(CONSOLE, ill, begins_on=later[0].friday, ends_on=date(2023, 6, 25), reason="other")
    with clock.at(BEFORE + timedelta(days=2)):
        plan_muster(CONSOLE, season.fresh())
        changed = changes_of(season.fresh())
    assert 1 <= len(changed) <= 3
    assert all(each.friday and each.friday > FIRST for each in changed)
    assert all(ill.pk not in each.after for each in changed)


def test_what_cannot_be_filled_is_left_open_with_the_rules_that_stand_in_its_way(village: Village):
    """Two people for two communes, once in four weekends."""
    muster = make_muster(
        CONSOLE,
        village.drive,
        kind="weekends",
        name="Ít người",
        starts_on=FIRST,
        ends_on=date(2023, 6, 25),
    )
    with pytest.raises(Problem, match=r"postings\.nobody-enlisted"):
        problem_of(muster)
    call_up(CONSOLE, muster, [CalledUp("Hồ Một", "Phòng", leads=True), CalledUp("Hồ Hai", "Phòng")])
    with clock.at(BEFORE), translation.override("en"):
        plan_muster(CONSOLE, muster)
        seen = outlook(CONSOLE, Muster.objects.get(pk=muster.pk))
    assert (seen.filled, seen.wanted) == (1, 8)
    assert len(seen.unfilled) == 7
    said = " ".join(
        words for each in (*seen.conflicts, *(left.why for left in seen.unfilled)) for words in each
    )
    assert "Enlisted: 2 people of 1 units." in said
    assert "#" not in said


def test_a_plan_is_a_job_that_leads_back_to_the_muster(season: Season, cast: Cast):
    client = as_(Client(), cast.binh)
    response = client.post(reverse("postings:plan", args=[season.muster.pk]), {"seconds": "30"})
    job = Job.objects.get(kind="postings.plan")
    assert response.headers["Location"] == reverse("ground:job", args=[job.pk])
    jobs.run.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.leads_to) == ("done", reverse("postings:muster", args=[season.muster.pk]))
    assert len(duties_of(season.fresh())) == 8
    asked = client.get(reverse("postings:problem", args=[season.muster.pk]))
    assert asked.json()["kind"] == "weekends"
    assert client.get(reverse("postings:answer", args=[season.muster.pk])).json()["teams"]


def test_a_cancelled_plan_changes_nothing(season: Season, cast: Cast):
    job = jobs.enqueue("postings.plan", viewer(cast.binh), muster=season.muster.pk, seconds=30)
    Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    jobs.run.call(job.pk)
    job.refresh_from_db()
    assert job.state == "stopped"
    assert season.fresh().draft is None


@pytest.mark.parametrize("already", [False, True])
def test_what_was_found_when_planning_is_stopped_is_kept_unless_less_than_there_is(
    season: Season, cast: Cast, village: Village, monkeypatch: pytest.MonkeyPatch, already: bool
):
    """One duty is found, then the officer has had enough, while the search goes on by itself."""
    if already:
        with clock.at(BEFORE):
            plan_muster(CONSOLE, season.muster)
    before = duties_of(season.fresh())
    job = jobs.enqueue("postings.plan", viewer(cast.binh), muster=season.muster.pk, seconds=30)
    ended = threading.Event()

    def think(asked: Asked, *, stop: Callable[[], bool], heed: Callable[[Rota], None]) -> Rota:
        rota = plan_season(asked)
        heed(replace(rota, teams=rota.teams[:1]))
        while not stop():
            time.sleep(0.01)
        ended.set()
        return rota

    def tell(job: Job, done: int, total: int, phase: str) -> None:
        if phase == "fill":
            raise jobs.Stopped

    monkeypatch.setattr(postings_jobs, "think", think)
    monkeypatch.setattr(postings_jobs, "progress", tell)
    with clock.at(BEFORE), translation.override("en"):
        jobs.run.call(job.pk)
        job.refresh_from_db()
        assert ended.wait(20)
        assert (job.state == "stopped") is already
        assert ("Nothing of it was kept" in jobs.how_it_ended(job)) is already
    assert len(duties_of(season.fresh())) == (len(before) if already else 1)


def test_the_verb_plans_and_lists(season: Season):
    def said(*words: str) -> Any:
        result = CliRunner().invoke(postings, [*words, "--drive", season.village.drive.code, "--json"])
        assert result.exception is None, result.output
        return json.loads(result.output)

    with clock.at(BEFORE):
        planned = said("plan", "--seconds", "60")
    assert planned["muster"] == season.muster.pk
    assert len(planned["teams"]) == 8
    assert [row["name"] for row in said("list")] == ["Cuối tuần tháng Sáu"]


def test_the_verb_asks_which_muster_where_there_are_several(village: Village):
    published_season(village)
    make_muster(
        CONSOLE,
        village.drive,
        kind="wave",
        name="Đợt 1",
        starts_on=date(2023, 6, 5),
        ends_on=date(2023, 6, 25),
    )
    result = CliRunner().invoke(postings, ["plan", "--drive", village.drive.code])
    assert isinstance(result.exception, Problem)
    assert result.exception.code == "postings.which-muster"


# ── A wave ────────────────────────────────────────────────────────────────────────────────────────

STUDENTS = tuple(CalledUp(f"Trò {number}", "Khoa Luật", leads=number % 3 == 0) for number in range(1, 8))


@pytest.fixture
def wave(village: Village, cast: Cast) -> Muster:
    """Seven students for two communes, Dung looks after them."""
    made = make_muster(
        CONSOLE,
        village.drive,
        kind="wave",
        name="Đợt 1",
        starts_on=date(2023, 6, 5),
        ends_on=date(2023, 6, 25),
    )
    call_up(CONSOLE, made, STUDENTS)
    set_supervisor(CONSOLE, made, cast.dung, 2)
    for host in made.hosts.select_related("commune", "muster__drive"):
        change_host(
            CONSOLE,
            host,
            HostTerms(least=3, most=4, beds=4, work=100, leaders=1, companions=("Bác Tư",)),
        )
    return made


def fresh(muster: Muster) -> Muster:
    return Muster.objects.select_related("drive").get(pk=muster.pk)


def test_a_wave_is_planned_and_published_with_supervisor_and_rights(
    wave: Muster, village: Village, cast: Cast
):
    one, three = (Member.objects.get(full_name=f"Trò {number}") for number in (1, 3))
    tie(CONSOLE, wave, one, three, together=True)
    with clock.at(BEFORE):
        plan_muster(CONSOLE, wave)
        assert publish(CONSOLE, fresh(wave)).new == 2
    groups = {group.commune_id: set(group.member_ids) for group in groups_of(fresh(wave))}
    assert sorted(map(len, groups.values())) == [3, 4]
    assert any({one.pk, three.pk} <= members for members in groups.values())
    assert {stay.supervisor for stay in Posting.objects.filter(muster=wave)} == {cast.dung}
    pairs = posted(village.commune_a, date(2023, 6, 10))
    assert sum(len(pair.members) for pair in pairs) == len(groups[village.commune_a.pk])
    assert all(1 <= len(pair.members) <= 2 for pair in pairs)


def test_a_student_moved_by_hand_is_held_against_every_rule_and_stays(wave: Muster, village: Village):
    with clock.at(BEFORE):
        plan_muster(CONSOLE, wave)
        groups = sorted(groups_of(fresh(wave)), key=lambda group: len(group.member_ids))
        few, many = groups[0], groups[1]
        follower = next(key for key in few.member_ids if key != few.leader_id)
        change = Send(follower, many.commune_id)
        assert {breach.rule for breach in verdict_of_wave(fresh(wave), change).breaks} >= {
            "least",
            "most",
            "beds",
        }
        with pytest.raises(Problem, match=r"postings\.reason-needed"):
            change_wave(CONSOLE, fresh(wave), change)
        change_wave(CONSOLE, fresh(wave), change, "nhà gần")
        moved = {group.commune_id: group for group in groups_of(fresh(wave))}
        assert follower in moved[many.commune_id].member_ids
        assert follower not in moved[few.commune_id].member_ids
        assert problem_of(fresh(wave)).fixed == {str(follower): str(many.commune_id)}  # type: ignore[union-attr]


def test_who_leads_and_who_looks_after_them_is_set_by_hand(wave: Muster, village: Village, cast: Cast):
    with clock.at(BEFORE):
        plan_muster(CONSOLE, wave)
        group = groups_of(fresh(wave))[0]
        other = next(key for key in group.member_ids if key != group.leader_id)
        change_wave(CONSOLE, fresh(wave), Care(group.commune_id, other, cast.dung.pk))
        with pytest.raises(Problem, match=r"postings\.not-enlisted"):
            change_wave(CONSOLE, fresh(wave), Care(group.commune_id, other, cast.an.pk))
    held = next(each for each in groups_of(fresh(wave)) if each.commune_id == group.commune_id)
    assert (held.leader_id, held.supervisor_id) == (other, cast.dung.pk)
