"""The process that does long work: one loop of django-tasks, a heartbeat, an eye on whoever started it."""

import os
import secrets
import socket
import sys
import threading
import time

from django.db import close_old_connections, connections
from django.db.utils import OperationalError

from bacung.ground import chores, clock, jobs
from bacung.ground.models import Job

WORKER = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(3)}"


def work_until_told(watch_stdin: bool) -> None:
    """Work until a signal comes; with `watch_stdin`, also until the pipe from the starter closes."""
    from django_tasks_db.management.commands.db_worker import Worker

    threading.Thread(target=_beat, daemon=True).start()
    threading.Thread(target=_do_chores, daemon=True).start()
    if watch_stdin:
        threading.Thread(target=_leave_with_starter, daemon=True).start()
    worker = Worker(
        queue_names=["default"],
        interval=0.5,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=WORKER[-64:],
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


def _beat() -> None:
    """Say "still here" for what this worker runs, and take up what others left."""
    while True:
        try:
            Job.objects.filter(state=Job.State.RUNNING, worker=WORKER).update(heartbeat_at=clock.now())
            jobs.recover()
        except OperationalError:
            connections.close_all()  # the database is busy or away: the next beat tries again
        close_old_connections()
        time.sleep(jobs.BEAT_SECONDS)


def _do_chores() -> None:
    """Do what nobody asks for, now and every hour."""
    while True:
        chores.do_all()
        close_old_connections()
        time.sleep(chores.EVERY_SECONDS)


def _leave_with_starter() -> None:
    """A worker whose server was killed must not live on: its pipe closes, it goes, and the job is taken up
    later.
    """
    os.read(sys.stdin.fileno(), 1)  # not sys.stdin.read(), which would hold a lock when this process ends
    os._exit(0)
