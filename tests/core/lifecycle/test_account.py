from datetime import date

from bacung.core.lifecycle.account import NO_ACCOUNT
from tests.core.lifecycle.said import account, by_desk, by_list, by_visit, june


def test_nobody_has_said_anything():
    """An account of which nothing was said is no account."""
    assert account() == NO_ACCOUNT
    assert (NO_ACCOUNT.state, NO_ACCOUNT.reached_at) == ("none", None)


def test_a_life_without_incident():
    """Collected at the desk, approved by list, activated at the door; no question."""
    whole = account(by_desk("collected", 1), by_list("approved", 5), by_visit("activated", 8))
    assert (whole.state, whole.contested, whole.why) == ("activated", False, ())
    assert (whole.collected_at, whole.approved_at, whole.activated_at) == (june(1, 9), june(5), june(8, 19))
    assert (whole.declared, whole.confirmed) == (True, False)
    assert whole.reached_at == june(8, 19)


def test_activated_without_a_file_means_it_was_collected_once():
    """The walker finds an account active nobody told us of: legal, and the unknown date is said."""
    found = account(by_visit("activated", 8))
    assert (found.state, found.collected_at, found.contested) == ("activated", None, False)
    assert found.why == ("collected-date-unknown",)


def test_activating_again_counts_from_the_first_time():
    """A new phone means activating again; it is one account, active since the first time."""
    twice = account(by_desk("collected", 1), by_visit("activated", 8), by_desk("activated", 15))
    assert twice.activated_at == june(8, 19)


def test_the_list_confirms_what_was_declared():
    """Both marks are shown, and another day on the list is told without becoming a question."""
    both = account(by_desk("collected", 1), by_visit("activated", 8), by_list("activated", 9))
    assert (both.declared, both.confirmed, both.contested) == (True, True, False)
    assert (both.activated_at, both.why) == (june(8, 19), ("day-differs",))


def test_the_list_adds_what_nobody_declared():
    """Activated at home alone: confirmed without ever having been declared."""
    added = account(by_list("collected", 1), by_list("activated", 9))
    assert (added.state, added.declared, added.confirmed) == ("activated", False, True)


def test_confirming_the_file_does_not_confirm_the_activation():
    """The marks are those of the step reached."""
    half = account(by_list("collected", 1), by_visit("activated", 9))
    assert (half.declared, half.confirmed) == (True, False)


def test_the_list_denies_what_was_declared():
    """A contradiction is a question: what was declared goes on counting until a person decides."""
    denied = account(
        by_desk("collected", 1), by_visit("activated", 8), by_list("activated", 15, mark="denied")
    )
    assert (denied.state, denied.contested, denied.why) == ("activated", True, ("denied-by-list",))


def test_denying_the_file_denies_the_activation():
    """Who has no file cannot have activated."""
    assert account(by_visit("activated", 8), by_list("collected", 15, mark="denied")).contested


def test_a_list_older_than_the_declaration_contradicts_nothing():
    """As of the 5th it was not active; it was activated on the 8th."""
    assert not account(by_visit("activated", 8), by_list("activated", 5, mark="denied")).contested
    # The list of the same morning says nothing about the evening.
    assert not account(by_visit("activated", 8), by_list("activated", 8, mark="denied")).contested


def test_the_next_list_takes_a_denial_back():
    """The district was slow: its later list knows the activation, and the question is gone."""
    told = [by_visit("activated", 8), by_list("activated", 15, mark="denied", read=16)]
    assert account(*told).contested
    assert not account(*told, by_list("activated", 8, read=23)).contested
    assert account(*told, by_list("activated", 8, read=10)).contested


def test_withdrawing_the_declaration_answers_the_question():
    """The officer asked, the walker was wrong: the void removes the activation and the contradiction."""
    told = [by_desk("collected", 1), by_visit("activated", 8), by_list("activated", 15, mark="denied")]
    settled = account(*told, by_desk("void", 16, voids="visit-activated-8"))
    assert (settled.state, settled.contested) == ("collected", False)


def test_declared_earlier_than_the_list_allows_is_a_question():
    """Declared active on the 8th, but the list approves the file only on the 12th."""
    odd = account(by_desk("collected", 1), by_visit("activated", 8), by_list("approved", 12))
    assert (odd.contested, odd.why) == (True, ("earlier-than-the-list", "steps-out-of-order"))


def test_a_tick_without_a_day_is_no_contradiction():
    """The commune's book of the 10th ticks "collected"; she was activated on the 3rd: odd, not a question."""
    ticked = by_list("collected", 10, mark="declared")
    for activated in (by_visit("activated", 3), by_list("activated", 3)):
        odd = account(ticked, activated)
        assert (odd.state, odd.contested, odd.why) == ("activated", False, ("steps-out-of-order",))


def test_within_one_day_the_hour_is_not_held_against_a_list():
    """Collected at nine, on a list approved that day at no hour: in order."""
    assert account(by_desk("collected", 5), by_list("approved", 5), by_visit("activated", 5)).why == ()


def test_a_rejected_file_stands_no_longer_until_taken_again():
    """Returned on the 5th: nothing is collected; on the 9th it is, with a new term."""
    told = [by_desk("collected", 1), by_list("rejected", 5)]
    returned = account(*told)
    assert (returned.state, returned.reached, returned.collected_at) == ("rejected", "none", None)
    assert returned.rejected_at == june(5)
    again = account(*told, by_desk("collected", 9))
    assert (again.state, again.collected_at, again.rejected_at) == ("collected", june(9, 9), None)
    assert again.approval_due_on == date(2023, 6, 14)


def test_the_marks_of_a_returned_file_go_with_it():
    """The list knew the first file; the second is so far only declared."""
    again = account(by_list("collected", 1), by_list("rejected", 5), by_desk("collected", 9))
    assert (again.declared, again.confirmed) == (True, False)


def test_a_supplemented_file_may_be_approved_without_being_taken_again():
    """Từ chối / bổ sung: the paper came later, the list approves; the first date went with the rejection."""
    mended = account(by_desk("collected", 1), by_list("rejected", 5), by_list("approved", 9))
    assert (mended.state, mended.contested) == ("approved", False)
    assert "collected-date-unknown" in mended.why


def test_rejection_and_activation_contradict_each_other():
    """Whichever came first, somebody is wrong, and the activation goes on counting meanwhile."""
    after = account(by_visit("activated", 8), by_list("rejected", 12))
    before = account(by_desk("collected", 1), by_list("rejected", 5), by_visit("activated", 8))
    assert (after.reached, after.contested) == (before.reached, before.contested) == ("activated", True)
    assert "rejected-after-activation" in after.why
    assert "activated-after-rejection" in before.why


def test_a_lock_lies_over_the_step_reached():
    """Locked shows as locked, what was reached stays known, and unlocking shows it again."""
    told = [by_desk("collected", 1), by_visit("activated", 8)]
    locked = account(*told, by_list("locked", 10))
    assert (locked.state, locked.reached, locked.locked_at) == ("locked", "activated", june(10))
    assert account(*told, by_list("locked", 10), by_list("unlocked", 12)).state == "activated"


def test_a_lock_without_an_account_is_remarked_upon():
    """Either somebody else is locked, or an account was never listed."""
    assert account(by_list("locked", 10)).why == ("locked-without-account",)
