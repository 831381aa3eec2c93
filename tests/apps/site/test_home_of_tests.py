"""Tests side by side: what one keeps on disk, no other sees."""

import os
from pathlib import Path

from django.conf import settings


def test_the_home_django_has_read_is_the_one_of_this_worker() -> None:
    """A home shared by two workers lets the file of one test appear in the folder another is counting."""
    assert Path(os.environ["BACUNG_HOME"]) == settings.BACUNG_HOME
