"""What nobody asks for is done all the same."""

import pytest

from bacung.ground import chores
from bacung.intake.actions import forget_expired


def test_expired_books_are_forgotten_without_anybody_asking() -> None:
    """The room of lists has declared it."""
    assert forget_expired in chores.CHORES


def test_a_failing_chore_does_not_keep_the_next_from_being_done(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, and the next one is done."""
    done: list[str] = []

    def fails() -> None:
        raise OSError("no room left")

    monkeypatch.setattr(chores, "CHORES", [fails, lambda: done.append("done")])
    chores.do_all()

    assert done == ["done"]
    assert "fails failed" in caplog.text
