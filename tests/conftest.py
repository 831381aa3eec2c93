"""Where tests run: a home folder of their own, on SQLite or (`--database postgres`) on a real PostgreSQL."""

import os
import tempfile

import pytest
from hypothesis import HealthCheck, settings

from tools import postgres

# What a developer has set for their own drive must not reach the tests, nor the tests their drive.
INHERITED = [name for name in os.environ if name.startswith("BACUNG_")]

# A busy machine is no fault of the code: no example is timed. `same` tries the same examples on every run.
settings.register_profile("exploring", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("exploring"), derandomize=True)
settings.load_profile("exploring")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="what the tests run on; postgres starts a server of its own",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose home and database before Django reads its settings; workers inherit the server's address.

    Who only hands tests out to workers names no settings: they would be read before a worker has its home.
    """
    if not hasattr(config, "workerinput"):
        for name in INHERITED:
            del os.environ[name]
        if config.getoption("--database") == "postgres":
            os.environ["BACUNG_DATABASE_URL"] = postgres.start()
        if config.getoption("dist", "no") != "no":
            return
    home = tempfile.TemporaryDirectory(prefix="bacung-tests-")
    config.add_cleanup(home.cleanup)
    os.environ["BACUNG_HOME"] = home.name
    os.environ["BACUNG_PLAN_SECONDS"] = "0"  # the first plan is enough where nothing else is said
    os.environ["DJANGO_SETTINGS_MODULE"] = "bacung.site.settings"
    from django.conf import settings as django_settings

    django_settings.DATABASES  # noqa: B018 (pytest-django sets Django up only once its settings have been read)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Pass over what needs PostgreSQL where there is none."""
    if config.getoption("--database") != "postgres":
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))
