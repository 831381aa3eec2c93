"""The district's list against what was declared at doors and at the desk."""

from datetime import timedelta

import pytest

from bacung.board.queries import coverage
from bacung.desk.actions import serve
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, Grant, Viewer
from bacung.ledger.actions import ListRow, reconcile
from bacung.ledger.models import Account, Entry, Question
from tests.village import DAY, EVENING, Village

pytestmark = pytest.mark.django_db

AN, BAY, DUC = "042081000021", "042054000011", "042090000031"


def held(village: Village, *rows: ListRow, key: str = "1", viewer: Viewer = CONSOLE) -> dict[str, str]:
    """What a list of the next noon answers, row by row."""
    noon = EVENING + timedelta(hours=18)
    with clock.at(noon + timedelta(hours=1)):
        return dict(reconcile(viewer, village.drive, rows, list_key=key, as_of=noon).answers)


def activated(village: Village) -> int:
    """How many accounts the board counts as activated."""
    with clock.at(EVENING + 3 * DAY):
        return coverage(CONSOLE, village.drive).total["activated"]


def test_a_list_confirms_what_was_declared_and_adds_what_was_not(village: Village) -> None:
    """One declared at the desk is confirmed, one unheard of is added; each counts once."""
    with clock.at(EVENING):
        serve(CONSOLE, drive=village.drive, person_id=village.person("Phan Đình Đức").pk, service="activated")
    answers = held(village, ListRow("S:2", DUC, "activated", EVENING), ListRow("S:3", AN, "activated"))

    assert answers == {"S:2": "confirms", "S:3": "adds"}
    assert activated(village) == 2
    assert Account.objects.get(person=village.person("Phan Đình Đức")).confirmed


def test_the_same_list_again_changes_nothing(village: Village) -> None:
    """Nor does a later list that says the same of an account already confirmed."""
    row = ListRow("S:2", AN, "activated", EVENING)
    held(village, row)
    before = Entry.objects.count()
    again, later = held(village, row), held(village, row, key="2")

    assert again == later == {"S:2": "known"}
    assert Entry.objects.count() == before
    assert activated(village) == 1


def test_a_contradiction_is_a_question_and_goes_on_counting(village: Village) -> None:
    """The list says not activated; somebody has to ask, nobody is accused and nothing is dropped."""
    with clock.at(EVENING):
        serve(CONSOLE, drive=village.drive, person_id=village.person("Phan Đình Đức").pk, service="activated")
    answers = held(village, ListRow("S:2", DUC, "activated", denied=True))

    assert answers == {"S:2": "contradicts"}
    assert [question.code for question in Question.objects.all()] == ["denied-by-list"]
    assert activated(village) == 1


def test_a_number_nobody_here_has_is_said_to_be_unknown(village: Village) -> None:
    """And somebody of another commune is just as unknown to the officer of this one."""
    officer_b = Viewer(1, "Chi", (Grant("officer", village.commune_b.path),))

    assert held(village, ListRow("S:2", "042099999999", "activated")) == {"S:2": "unknown"}
    assert held(village, ListRow("S:2", BAY, "activated"), viewer=officer_b) == {"S:2": "unknown"}
    assert Entry.objects.count() == 0
