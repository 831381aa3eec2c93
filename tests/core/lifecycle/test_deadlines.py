from datetime import date

import pytest

from bacung.core.lifecycle.account import reduce
from bacung.core.lifecycle.rules import HOTLINE, RULES, rules_in_force, rules_of
from bacung.core.merging.reasons import REASONS
from bacung.core.people.dates import Born
from tests.core.lifecycle.said import OFFICE, account, by_desk, by_list, by_visit


def test_an_answer_is_due_three_working_days_after_the_complete_file():
    """Thursday the 1st: Friday, Monday, Tuesday the 6th; late on Wednesday."""
    waiting = account(by_desk("collected", 1))
    assert waiting.approval_due_on == date(2023, 6, 6)
    assert not waiting.approval_overdue(date(2023, 6, 6))
    assert waiting.approval_overdue(date(2023, 6, 7))


@pytest.mark.parametrize(("file", "due"), [("level-1", 2), ("level-2", 6), ("no-chip-card", 12)])
def test_each_kind_of_file_has_its_own_term(file, due: int):
    """One, three and seven working days."""
    told = [by_desk("collected", 1)]
    assert reduce(told, rules_of("2022-decree"), OFFICE, file=file).approval_due_on == date(2023, 6, due)


def test_an_approved_file_is_never_overdue():
    """The answer has come."""
    assert not account(by_desk("collected", 1), by_list("approved", 20)).approval_overdue(date(2023, 7, 1))


def test_seven_days_from_the_notice_are_calendar_days():
    """Notified on Friday the 9th: the citizen activates alone until the 16th, weekend or not."""
    told = [by_desk("collected", 1), by_list("approved", 8), by_desk("notified", 9)]
    waiting = account(*told)
    assert waiting.activate_by_on == date(2023, 6, 16)
    assert not waiting.over_7_days(date(2023, 6, 16))
    assert waiting.over_7_days(date(2023, 6, 17))
    assert not account(*told, by_visit("activated", 20)).over_7_days(date(2023, 6, 25))


def test_without_a_notice_no_window_is_claimed():
    """Approval is not the notice: the day it reached the citizen is unknown, and said to be."""
    silent = account(by_desk("collected", 1), by_list("approved", 8))
    assert (silent.activate_by_on, silent.over_7_days(date(2024, 1, 1))) == (None, False)
    assert silent.why == ("notice-date-unknown",)


def test_the_notice_of_a_refusal_opens_no_window():
    """The SMS of the 6th said no; the one of the 14th said yes."""
    told = [by_desk("collected", 1), by_list("rejected", 5), by_desk("notified", 6), by_desk("collected", 9)]
    approved = account(*told, by_list("approved", 13), by_desk("notified", 14))
    assert approved.activate_by_on == date(2023, 6, 21)


def test_after_seven_days_one_rings_the_hotline_and_nothing_is_revoked():
    """The words shown for it never speak of expiry or revocation."""
    reason = REASONS["OVER_7_DAYS"]
    words = f"{reason.vi} {reason.next_step.vi} {reason.next_step.en}".lower()
    assert HOTLINE in reason.vi
    assert HOTLINE in reason.next_step.en
    assert not any(wrong in words for wrong in ("hết hạn", "thu hồi", "expired", "revoked"))


def test_each_day_has_its_decree():
    """2023 lives under the rules of 2022, July 2024 begins the next; before October 2022 were none."""
    assert rules_in_force(date(2022, 10, 19)) is None
    assert rules_in_force(date(2022, 10, 20)) is rules_of("2022-decree")
    assert rules_in_force(date(2024, 6, 30)) is rules_of("2022-decree")
    assert rules_in_force(date(2024, 7, 1)) is rules_of("2024-decree")


def test_a_child_of_ten_is_outside_one_decree_and_optional_under_the_next():
    """Under NĐ 59 the parent's account, under NĐ 69 one's own through a guardian, on demand."""
    child, on = Born(2013, 3, 1), date(2023, 6, 1)
    assert rules_of("2022-decree").standing(child, on) == "not-eligible"
    assert rules_of("2024-decree").standing(child, on) == "optional"
    assert all(rules.standing(Born(2009, 6, 1), on) == "eligible" for rules in RULES.values())


def test_an_age_that_is_not_known_is_not_guessed():
    """Born in 2009, or nobody knows when: at the turn of fourteen the year alone says nothing."""
    on = date(2023, 6, 1)
    assert rules_of("2022-decree").standing(Born(2009), on) == "unknown"
    assert rules_of("2022-decree").standing(None, on) == "unknown"
    assert rules_of("2022-decree").standing(Born(2008), on) == "eligible"


def test_a_lock_on_request_is_decided_in_two_working_days():
    """Asked on Friday, decided by Tuesday; what the 2024 decree says of it is marked as not verified."""
    assert rules_of("2022-decree").lock_due(date(2023, 6, 2), OFFICE) == date(2023, 6, 6)
    assert "lock_days" in rules_of("2024-decree").unverified
    assert not rules_of("2022-decree").unverified
