"""One writer takes what several phones push at once; each hears its own answer, once it is committed."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest

from bacung.core.problems import Problem
from bacung.core.syncing.wire import DeviceState, Push, PushAnswer
from bacung.fieldsync import writing
from bacung.fieldsync.actions.incoming import Taken
from bacung.fieldsync.writing import Writer

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village

NOW = datetime(2023, 6, 2, 12, 0, tzinfo=UTC)


def push() -> Taken:
    said = Push(v=1, inc=uuid4(), sent=0, outbox_count=0, next_n=1, app="", events=[])
    return Taken(uuid4(), said, NOW)


def answer_to(taken: Taken) -> PushAnswer:
    """An answer that names the life it is for."""
    return PushAnswer(0, [], [], [], [], DeviceState(1, 1, True), [str(taken.push.inc)])


class Taking:
    """Stands for the room's action: notes what was taken together, waits at a gate, and may break."""

    def __init__(self) -> None:
        self.lots: list[list[UUID]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.breaks: BaseException | None = None

    def __call__(self, pushes: list[Taken]) -> list[Any]:
        self.lots.append([each.push.inc for each in pushes])
        self.gate.wait(5)
        if self.breaks:
            raise self.breaks
        return [answer_to(each) for each in pushes]


@pytest.fixture
def taking() -> Iterator[Taking]:
    """What the writer calls, without a database behind it."""
    stands = Taking()
    with (
        patch.object(writing, "take", stands),
        patch.object(writing, "close_old_connections"),
        patch.object(writing.connections, "close_all"),
    ):
        yield stands


@pytest.fixture
def writer(taking: Taking) -> Iterator[Writer]:
    """A writer of one's own."""
    made = Writer()
    yield made
    taking.gate.set()
    made.stop()


def waiting(writer: Writer, count: int) -> None:
    """Until so many wait."""
    until = time.monotonic() + 5
    while writer._waiting.qsize() < count and time.monotonic() < until:
        time.sleep(0.005)
    assert writer._waiting.qsize() == count


def test_what_waits_meanwhile_is_taken_together_and_each_hears_its_own(writer: Writer, taking: Taking):
    taking.gate.clear()
    pushes = [push() for _ in range(6)]
    with ThreadPoolExecutor(6) as phones:
        first = phones.submit(writer.submit, pushes[0])
        while not taking.lots:
            time.sleep(0.005)
        others = [phones.submit(writer.submit, each) for each in pushes[1:]]
        waiting(writer, 5)
        taking.gate.set()
        heard = [each.result(5).remarks for each in (first, *others)]

    assert [len(lot) for lot in taking.lots] == [1, 5]
    assert heard == [[str(each.push.inc)] for each in pushes]


def test_a_fault_is_heard_and_the_writer_goes_on(writer: Writer, taking: Taking):
    taking.breaks = RuntimeError("broken")
    with pytest.raises(RuntimeError, match="broken"):
        writer.submit(push())
    taking.breaks = None
    assert writer.submit(push()).remarks


def test_an_answer_may_be_a_fault_of_one_push_alone(writer: Writer, taking: Taking):
    faults = patch.object(writing, "take", lambda pushes: [ValueError("only this") for _ in pushes])
    with faults, pytest.raises(ValueError, match="only this"):
        writer.submit(push())
    assert writer.submit(push()).remarks


def test_too_much_is_refused_at_once_and_too_long_after_a_while(writer: Writer, taking: Taking):
    taking.gate.clear()
    with patch.object(writing, "WAIT_SECONDS", 0.05), pytest.raises(Problem, match="busy"):
        writer.submit(push())
    for _ in range(writing.MOST_WAITING):
        writer._waiting.put((push(), writing.Future()))
    began = time.monotonic()
    with pytest.raises(Problem, match="busy"):
        writer.submit(push())
    assert time.monotonic() - began < 1


def test_what_nobody_waits_for_any_more_is_not_taken(writer: Writer, taking: Taking):
    taking.gate.clear()
    given_up = push()
    with ThreadPoolExecutor(2) as phones:
        first = phones.submit(writer.submit, push())
        while not taking.lots:
            time.sleep(0.005)
        with patch.object(writing, "WAIT_SECONDS", 0.05), pytest.raises(Problem, match="busy"):
            writer.submit(given_up)
        taking.gate.set()
        first.result(5)
        writer.submit(push())

    assert given_up.push.inc not in {inc for lot in taking.lots for inc in lot}


def test_a_writer_that_ends_takes_what_waits_first(taking: Taking):
    made = Writer()
    taking.gate.clear()
    with ThreadPoolExecutor(3) as phones:
        asked = [phones.submit(made.submit, push())]
        while not taking.lots:
            time.sleep(0.005)
        asked += [phones.submit(made.submit, push()) for _ in range(2)]
        waiting(made, 2)
        ending = threading.Thread(target=made.stop)
        ending.start()
        taking.gate.set()
        assert all(each.result(5).remarks for each in asked)
        ending.join(5)
        assert not ending.is_alive()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_phones_that_push_at_once_are_each_answered_and_numbered_without_a_hole(
    village: "Village", cast: "Cast"
):
    from django.db import connection, connections

    from bacung.fieldsync.models import Received
    from bacung.ground import clock
    from tests.apps.fieldsync.calls import paired
    from tests.apps.fieldsync.evenings import AFTERNOON, planned

    with clock.at(AFTERNOON):
        round_ = planned(village, cast)
        phones = [paired(cast.em, round_) for _ in range(6)]
    home = village.person("Nguyễn Văn An").household_id
    assert not connection.in_atomic_block

    def walk(phone: Any) -> list[str]:
        try:
            told = [phone.push(phone.visit(home), phone.visit(home)) for _ in range(5)]
            return [result["s"] for answer in told for result in answer["results"]]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        heard = list(threads.map(walk, phones))

    assert heard == [["stored"] * 10] * 6
    assert sorted(Received.objects.values_list("seq", flat=True)) == list(range(1, 61))
    writer = writing._the_writer()
    writer.stop()
    writing._writer = None


def test_small_writes_wait_their_turn_among_the_pushes(writer: Writer, taking: Taking):
    done: list[str] = []
    taking.gate.clear()
    with ThreadPoolExecutor(3) as phones:
        first = phones.submit(writer.submit, push())
        while not taking.lots:
            time.sleep(0.005)
        small = phones.submit(writer.submit, lambda: done.append("noted"))
        assert not done
        taking.gate.set()
        assert small.result(5) is None
        assert first.result(5)
    assert done == ["noted"]


def test_a_small_write_that_breaks_is_heard(writer: Writer, taking: Taking):
    with pytest.raises(ZeroDivisionError):
        writer.submit(lambda: 1 // 0)  # type: ignore[arg-type]
    assert writer.submit(push())
