from dataclasses import replace

import pytest

from bacung.core.merging.reasons import AT_DOOR, NEXT_STEPS, REASONS
from bacung.core.merging.visits import faults
from tests.core.merging.visited import did, june, visit, why


def test_only_an_officer_with_a_kit_collects_at_a_door():
    """Collecting needs the person, the card and the kit."""
    collected = visit(1, did("collected"))
    assert faults(collected, officer_with_kit=False) == ("collected-without-kit",)
    assert faults(collected, officer_with_kit=True) == ()


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        ("void-without-target", visit(1, outcome="void")),
        ("void-says-something", visit(1, did("activated"), outcome="void", voids="a")),
        ("nobody-spoke", visit(1, did("activated"), outcome="nobody")),
        ("nobody-spoke", visit(1, outcome="not-found", never=True)),
        ("reason-missing", visit(1, did("reason"))),
        ("reason-unknown", visit(1, why("LAZY"))),
        ("reason-unknown", visit(1, why("NOT_VISITED"))),
        ("promise-in-the-past", visit(5, back=june(4))),
        ("slot-in-the-past", visit(5, did("invited", desk_slot=june(4)))),
        ("recorded-before-it-happened", replace(visit(5), recorded_at=june(4))),
    ],
)
def test_what_cannot_be_true_is_named(fault: str, wrong):
    """One fault, one code."""
    assert faults(wrong, officer_with_kit=True) == (fault,)


@pytest.mark.parametrize(
    "right",
    [
        visit(1, did("activated"), why("REFUSES", "an")),
        visit(1, why("WORKING_AWAY", "an"), outcome="nobody", back=june(6)),
        visit(1, outcome="door-refused", never=True),
        visit(1, outcome="void", voids="a"),
    ],
)
def test_an_honest_visit_has_no_fault(right):
    """A neighbour tells that the son works away; a refusal is an outcome."""
    assert faults(right, officer_with_kit=False) == ()


def test_every_reason_says_what_comes_next_in_both_languages():
    """28 reasons at the door, the computed ones beside them, each with words and a step, no step unused."""
    assert len(AT_DOOR) == 28
    assert all(reason.vi and reason.en for reason in REASONS.values())
    assert {reason.next_step.code for reason in REASONS.values()} == set(NEXT_STEPS)


@pytest.mark.parametrize(
    ("reason", "step"),
    [
        ("WORKING_AWAY", "wait-return"),
        ("PHONE_WRONG", "phone-change-list"),
        ("NO_SMARTPHONE", "pc-activation"),
        ("HOME_VISIT", "home-visit"),
        ("OVER_7_DAYS", "hotline"),
        ("NOT_HOME", "come-back"),
        ("NOT_YET_WILLING", "come-back"),
        ("REFUSES", "leave-be"),
    ],
)
def test_what_the_office_does_next(reason: str, step: str):
    """A refusal is left be; the undecided are asked another day."""
    assert REASONS[reason].next_step.code == step


def test_a_need_is_named_without_its_cause():
    """No reason names an age, an illness or a disability."""
    words = " ".join(f"{reason.vi} {reason.en}" for reason in REASONS.values()).lower()
    assert not any(cause in words for cause in ("ốm", "liệt", "khuyết tật", "bedridden", "disab", "elderly"))
