"""The state machine: Hypothesis chooses the deeds of a drill, and makes the shortest list that breaks it."""

from random import Random
from typing import ClassVar

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.proof.drill import Drill
from tests.proof.orders import undone
from tests.proof.world import World

WHO = st.integers(0, 3)
SEED = st.integers(0, 999)


class Undone(Exception):
    """Nothing of an example stays."""


class Village(RuleBasedStateMachine):
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

    def teardown(self) -> None:
        try:
            if hasattr(self, "drill"):
                self.drill.end()
        finally:
            try:
                raise Undone
            except Undone as undone:
                self._atomic.__exit__(type(undone), undone, undone.__traceback__)


class Evening(Village):
    """Whatever may happen."""

    @rule(who=WHO, seed=SEED, deed=st.sampled_from(("visit", "visit", "visit", "correct", "say", "find")))
    def at_the_door(self, deed: str, who: int, seed: int) -> None:
        self.drill.do(deed, who, seed)

    @rule(who=WHO, seed=SEED)
    def tampered(self, who: int, seed: int) -> None:
        self.drill.do("tamper", who, seed)

    @rule(who=WHO, seed=SEED)
    def push(self, who: int, seed: int) -> None:
        self.drill.do("push", who, seed)

    @rule(who=WHO, seed=SEED, other=WHO)
    def work_goes_on(self, who: int, seed: int, other: int) -> None:
        """One walker's visit is sent, another looks what is new."""
        self.drill.do("visit", who, seed)
        self.drill.do("push", who, seed)
        self.drill.do("pull", other, seed)

    @rule(who=WHO, seed=SEED)
    def deliver(self, who: int, seed: int) -> None:
        self.drill.do("deliver", who, seed)

    @rule(who=WHO, seed=SEED, deed=st.sampled_from(("wait", "wait", "wait days", "set clock", "lock")))
    def on_the_phone(self, deed: str, who: int, seed: int) -> None:
        self.drill.do(deed, who, seed)

    @rule(who=WHO, seed=SEED, deed=st.sampled_from(("revoke", "pair again", "rebind", "hand over", "office")))
    def in_the_office(self, deed: str, who: int, seed: int) -> None:
        self.drill.do(deed, who, seed)

    @rule(who=WHO, seed=SEED, deed=st.sampled_from(("export", "carry", "erase", "back up", "restore")))
    def misfortune(self, deed: str, who: int, seed: int) -> None:
        self.drill.do(deed, who, seed)


def run(world: World, *, examples: int, steps: int) -> None:
    """Try so many evenings of so many deeds."""
    Village.world = world
    run_state_machine_as_test(
        Evening,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def run_among(world: World, deeds: tuple[str, ...], *, examples: int, steps: int) -> None:
    """The same on evenings of these deeds only, chosen by a number: for who knows what to look for."""
    for seed in range(examples):
        rng = Random(seed)
        with undone():
            drill = Drill(world)
            for _ in range(steps):
                drill.do(rng.choice(deeds), rng.randrange(4), rng.randrange(1000))
            drill.end()
