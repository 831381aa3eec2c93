"""Whatever a paired phone sends as events, each is answered, the honest one among them is taken, and sending
all of it again stores nothing more.
"""

from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bacung.fieldsync.models import Quarantined, Received
from tests.apps.fieldsync.calls import Json, TestPhone, packed
from tests.village import Village

pytestmark = pytest.mark.django_db

words = st.text(max_size=8) | st.sampled_from(
    ["\0", "\ud7ff", "🙂" * 3, "%s", "'; --", "2023-06-02T19:00+07:00"]
)
numbers = st.integers(-(2**70), 2**70) | st.sampled_from([0, 1, 2**31, 2**63, -1, 10**18])
anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | numbers | words | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
FIELDS = ("id", "inc", "n", "sv", "k", "hh", "prev", "t", "ck", "p", "r", "ls")
SAID: dict[str, Json] = {
    "visit.recorded": {"outcome": "home", "people": [], "back_at": None, "note": "a", "replaces": None},
    "visit.voided": {"voids": "018f3b9e-0000-7000-8000-000000000001"},
    "hh.created": {
        "found": "018f3b9e-0000-7000-8000-000000000002",
        "address": "a",
        "head": "b",
        "people": [],
    },
    "person.created": {"people": [{"found": "018f3b9e-0000-7000-8000-000000000003", "name": "c"}]},
    "note.added": {"text": "a"},
    "companion.named": {"name": "a"},
    "handover.taken": {"code": "123456"},
}


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, Json, Json]:
    """A kind, what becomes of its envelope, and of what it says."""
    kind = draw(st.sampled_from(sorted(SAID)))
    said = draw(st.dictionaries(st.sampled_from(sorted(SAID[kind])), anything, max_size=2))
    return kind, draw(st.dictionaries(st.sampled_from(FIELDS), anything, max_size=2)), said


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(events=st.lists(changed(), max_size=5), extras=st.dictionaries(words, anything, max_size=2))
def test_every_event_is_answered_and_nothing_twice(
    phone: TestPhone, village: Village, events: list[tuple[str, Json, Json]], extras: Json
):
    cache.clear()
    home = village.person("Nguyễn Văn An").household_id
    sent = [packed(phone.says(kind, home, SAID[kind] | said) | envelope) for kind, envelope, said in events]
    honest = packed(phone.says("note.added", home, {"text": "thật"}))

    answer = phone.push(*sent, honest, **{f"x{name}": value for name, value in extras.items()})

    assert [each["s"] for each in answer["results"]][-1] == "stored"
    assert len(answer["results"]) == len(sent) + 1
    before = Received.objects.count(), Quarantined.objects.count()
    again = phone.push(*sent, honest)
    assert "stored" not in {each["s"] for each in again["results"]}
    assert (Received.objects.count(), Quarantined.objects.count()) == before
