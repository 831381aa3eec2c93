"""What `bacung check` finds before anybody is harmed."""

import pytest
from cryptography.exceptions import InvalidTag

from bacung.site import health
from tests.village import Village

pytestmark = pytest.mark.django_db


def standing() -> dict[str, bool]:
    """Check by check, whether it stands."""
    return {check.name: check.ok for check in health.look()}


def test_a_registry_sealed_with_other_keys_is_told(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lost keys.json must not go unnoticed while new ones are made in its place."""
    before = standing()["registry-opens"]

    def refuses(person: object) -> str:
        raise InvalidTag

    monkeypatch.setattr(health, "open_number", refuses)

    assert before
    assert not standing()["registry-opens"]
