"""Long work tells how far it is, can be stopped, and is taken up again after its worker died."""

from datetime import timedelta

import pytest
from django.test import Client

from bacung.core.problems import Problem
from bacung.ground import clock, jobs
from bacung.ground.models import Job
from bacung.ground.permissions import Grant, Viewer
from tests.village import FIRST_MORNING

AN = Viewer(user_id=7, name="An", grants=(Grant("officer", "0001"),), address="203.0.113.7")
done_rows: list[int] = []


@jobs.kind(
    "tests.rows", title="Counting rows", phases={"read": "%(done)s of %(total)s rows read"}, resumable=True
)
def rows(job: Job, *, upto: int) -> str:
    """Count on from where the list stands, as a resumable kind must."""
    for row in range(len(done_rows), upto):
        done_rows.append(row)
        jobs.progress(job, row + 1, upto, "read")
    return "/lists/1/"


@jobs.kind("tests.refused", title="Refused", resumable=False)
def refused(job: Job) -> None:
    raise Problem("staff.area-unknown", text="Phù Lưu")


@jobs.kind("tests.broken", title="Broken", resumable=False)
def broken(job: Job) -> None:
    raise RuntimeError("a fault of ours")


@pytest.fixture(autouse=True)
def _fresh() -> None:
    done_rows.clear()


def work(job: Job) -> Job:
    """Do what the worker would."""
    jobs.run.call(job.pk)
    job.refresh_from_db()
    return job


def test_work_is_done_with_the_rights_of_the_one_who_asked(db: None):
    """The job carries who asked, and leads to what came out."""
    job = jobs.enqueue("tests.rows", AN, upto=3)
    assert jobs.words(job) == "đang chờ đến lượt"
    assert jobs.viewer_of(job) == AN
    work(job)
    assert (job.state, job.leads_to, done_rows) == (Job.State.DONE, "/lists/1/", [0, 1, 2])


def test_being_run_twice_does_the_work_once(db: None):
    """A task that is delivered again finds nothing to do."""
    job = work(jobs.enqueue("tests.rows", AN, upto=3))
    done_rows.clear()
    work(job)
    assert done_rows == []


def test_progress_is_told_in_words_and_counts(db: None):
    """12.400 of 30.000, not a percentage."""
    job = jobs.enqueue("tests.rows", AN, upto=3)
    job.state, job.done, job.total, job.phase = Job.State.RUNNING, 12400, 30000, "read"
    assert jobs.words(job) == "12.400 of 30.000 rows read"


def test_a_waiting_job_stops_at_once_and_a_running_one_at_its_next_count(db: None):
    """What was done before is kept, and it may be taken up again."""
    waiting = jobs.enqueue("tests.rows", AN, upto=3)
    jobs.cancel(AN, waiting)
    assert work(waiting).state == Job.State.STOPPED
    assert done_rows == []
    running = jobs.enqueue("tests.rows", AN, upto=3)
    Job.objects.filter(pk=running.pk).update(cancel_asked=True)
    assert work(running).state == Job.State.STOPPED
    assert done_rows == [0]
    jobs.start_again(AN, running)
    assert work(running).state == Job.State.DONE
    assert done_rows == [0, 1, 2]


def test_nobody_stops_the_work_of_another(db: None):
    """A job of another does not exist."""
    job = jobs.enqueue("tests.rows", AN, upto=3)
    with pytest.raises(Problem) as refusal:
        jobs.cancel(Viewer(user_id=8, name="Chi"), job)
    assert refusal.value.code == "ground.not-found"


def test_a_refusal_is_told_as_its_sentence_and_a_fault_as_an_interruption(db: None):
    """The one says what to do; the other leaves its details to the log."""
    told = work(jobs.enqueue("tests.refused", AN))
    assert (told.state, jobs.how_it_ended(told)) == (
        Job.State.REFUSED,
        "Không có nơi nào tên “Phù Lưu”.",
    )
    assert work(jobs.enqueue("tests.broken", AN)).state == Job.State.BROKEN


def die(job: Job, attempts: int = 1) -> None:
    """As after a kill -9: running, and its heart silent since a while."""
    silent = clock.now() - jobs.STALE - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, heartbeat_at=silent, worker="gone", attempts=attempts
    )


def test_a_job_whose_worker_died_is_run_again_from_where_it_was(db: None):
    """Only kinds that say they can; and not for ever."""
    with clock.at(FIRST_MORNING):
        job = jobs.enqueue("tests.rows", AN, upto=3)
        done_rows.append(0)
        die(job)
        assert jobs.recover() == 1
        assert work(job).state == Job.State.DONE
        assert done_rows == [0, 1, 2]
        for kind, attempts in (("tests.broken", 1), ("tests.rows", jobs.MOST_ATTEMPTS)):
            hopeless = jobs.enqueue(kind, AN, **({"upto": 3} if kind == "tests.rows" else {}))
            die(hopeless, attempts)
            jobs.recover()
            hopeless.refresh_from_db()
            assert hopeless.state == Job.State.BROKEN


def test_a_living_worker_is_left_alone_and_a_lost_task_is_sent_again(db: None):
    """A heart that beats is not taken over; a job whose task vanished waits no longer than a minute or so."""
    with clock.at(FIRST_MORNING):
        job = jobs.enqueue("tests.rows", AN, upto=3)
        assert jobs.recover() == 0
        Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, heartbeat_at=clock.now())
        assert jobs.recover() == 0
        Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED, heartbeat_at=None)
    with clock.at(FIRST_MORNING + 4 * jobs.STALE):
        assert jobs.recover() == 1
        assert jobs.recover() == 0


def test_the_page_asks_for_itself_until_the_work_is_over(cast, client: Client):  # type: ignore[no-untyped-def]
    """Then it goes where the result is."""
    from tests.cast import as_, viewer

    job = jobs.enqueue("tests.rows", viewer(cast.an), upto=3)
    page = as_(client, cast.an).get(f"/jobs/{job.pk}/")
    assert "every 1s" in page.content.decode()
    work(job)
    over = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"})
    assert over.headers["HX-Redirect"] == "/lists/1/"
    assert "every 1s" not in client.get(f"/jobs/{job.pk}/").content.decode()
