"""The state machine: Hypothesis chooses the deeds of a drill, and makes the shortest list that breaks it."""

from typing import ClassVar

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.proof.drill import Drill
from tests.proof.world import World

WHO = st.integers(0, 3)
SEED = st.integers(0, 999)


class Undone(Exception):
    """Nothing of an example stays."""


class Evening(RuleBasedStateMachine):
    """Four phones, a lossy network and a server that dies, in a village that is new for each example."""

    world: ClassVar[World]
    drill: Drill

    def __init__(self) -> None:
        super().__init__()
        self._atomic = transaction.atomic()
        self._atomic.__enter__()

    @initialize(may_erase=st.booleans())
    def begin(self, may_erase: bool) -> None:
        self.drill = Drill(self.world, may_erase)

    @rule(who=WHO, seed=SEED, deed=st.sampled_from(("visit", "visit", "visit", "correct", "say", "find")))
    def at_the_door(self, deed: str, who: int, seed: int) -> None:
        self.drill.do(deed, who, seed)

    @rule(who=WHO, seed=SEED)
    def tampered(self, who: int, seed: int) -> None:
        self.drill.do("tamper", who, seed)

    @rule(who=WHO, seed=SEED)
    def push(self, who: int, seed: int) -> None:
        self.drill.do("push", who, seed)

    @rule(who=WHO, seed=SEED)
    def push_some_more(self, who: int, seed: int) -> None:
        self.drill.do("push", who, seed)

    @rule(who=WHO, seed=SEED, deed=st.sampled_from(("pull", "deliver")))
    def hear(self, deed: str, who: int, seed: int) -> None:
        self.drill.do(deed, who, seed)

    @rule(who=WHO, seed=SEED, deed=st.sampled_from(("wait", "wait", "wait days", "set clock", "lock")))
    def on_the_phone(self, deed: str, who: int, seed: int) -> None:
        self.drill.do(deed, who, seed)

    @rule(who=WHO, seed=SEED, deed=st.sampled_from(("revoke", "pair again", "rebind", "hand over", "office")))
    def in_the_office(self, deed: str, who: int, seed: int) -> None:
        self.drill.do(deed, who, seed)

    @rule(who=WHO, seed=SEED, deed=st.sampled_from(("export", "carry", "erase", "back up", "restore")))
    def misfortune(self, deed: str, who: int, seed: int) -> None:
        self.drill.do(deed, who, seed)

    def teardown(self) -> None:
        try:
            if hasattr(self, "drill"):
                self.drill.end()
        finally:
            try:
                raise Undone
            except Undone as undone:
                self._atomic.__exit__(type(undone), undone, undone.__traceback__)


def run(world: World, *, examples: int, steps: int, shrink: bool = True) -> None:
    """Try so many evenings of so many deeds."""
    Evening.world = world
    phases = (Phase.explicit, Phase.reuse, Phase.generate) + ((Phase.shrink,) if shrink else ())
    run_state_machine_as_test(
        Evening,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            phases=phases,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
