"""The set-up repeats no work that is already done, and does again what has changed or gone."""

from pathlib import Path

import pytest

import dev


@pytest.fixture
def times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A project of one input and one output; how often its step was done after each call."""
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    lock, made = tmp_path / "some.lock", tmp_path / "made"
    lock.write_text("one")
    done: list[int] = []

    def make() -> None:
        done.append(1)
        made.write_text("x")

    def call() -> int:
        dev.step("making", [lock], [made], make)
        return len(done)

    return call


def test_a_step_is_done_once(times):
    assert [times(), times()] == [1, 1]


def test_a_step_is_done_again_when_what_goes_in_changes(times, tmp_path: Path):
    times()
    (tmp_path / "some.lock").write_text("two")
    assert [times(), times()] == [2, 2]


def test_a_step_is_done_again_when_what_it_made_is_gone(times, tmp_path: Path):
    times()
    (tmp_path / "made").unlink()
    assert times() == 2


def test_a_failed_step_leaves_no_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    with pytest.raises(ZeroDivisionError):
        dev.step("breaking", ["same"], [], lambda: 1 / 0)
    assert not (tmp_path / ".venv" / "stamps" / "breaking").exists()


def test_called_bare_it_lists_its_verbs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.argv", ["dev.py"])
    dev.main()
    said = capsys.readouterr().out
    assert all(f"  {verb}" in said for verb in ("setup", "run", "test", "bench", "fix", "lock"))
