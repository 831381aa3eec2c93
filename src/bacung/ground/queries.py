"""One's own long work."""

from bacung.core.problems import Problem
from bacung.ground.models import Job
from bacung.ground.permissions import Viewer


def my_job(viewer: Viewer, job_id: int) -> Job:
    """A job this viewer asked for; another's does not exist."""
    job = Job.objects.filter(pk=job_id, member_id=viewer.user_id).first() if viewer.user_id else None
    if job is None:
        raise Problem("ground.not-found")
    return job
