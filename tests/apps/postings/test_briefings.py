"""Both briefings before a stay: who was there, who was not, and a further session for those."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.postings.actions.brief import NewBriefing, drop_briefing, hold_briefing, note_attendance
from bacung.postings.models import Briefing, Host
from bacung.postings.queries.readiness import (
    invited,
    missing,
    sessions,
    unready,
    unready_by_topic,
    unready_on,
)
from tests.apps.postings.staying import BEFORE, Staying, stay
from tests.cast import Cast, also, as_, viewer
from tests.village import Village

LATER = BEFORE + timedelta(hours=4)


@pytest.fixture(autouse=True)
def _before_the_stay() -> Iterator[None]:
    with clock.at(LATER):
        yield


@pytest.fixture
def staying(village: Village, cast: Cast) -> Staying:
    """Em and Hoa in commune A."""
    return stay(village, cast)


def hold(staying: Staying, cast: Cast, topic: str) -> Briefing:
    return hold_briefing(viewer(cast.binh), staying.muster, NewBriefing(topic, BEFORE, "Hội trường huyện"))


def test_both_are_needed_and_a_further_session_makes_up_for_one(staying: Staying, cast: Cast):
    """Who was at both is ready; of the others it is said what they lack."""
    area, training = hold(staying, cast, "area"), hold(staying, cast, "training")
    assert unready_by_topic(staying.muster) == {"area": 2, "training": 2}
    note_attendance(viewer(cast.dung), area, {cast.em.pk: True, cast.hoa.pk: True})
    note_attendance(viewer(cast.dung), training, {cast.em.pk: True, cast.hoa.pk: False})
    assert [(lack.member, lack.topics) for lack in unready(staying.posting)] == [(cast.hoa, ("training",))]
    assert unready_by_topic(staying.muster) == {"training": 1}
    assert missing(viewer(cast.binh), staying.muster, "training") == [cast.hoa]
    again = hold(staying, cast, "training")
    assert [member for member, _told in invited(viewer(cast.binh), again)] == [cast.hoa]
    note_attendance(viewer(cast.dung), again, {cast.hoa.pk: True})
    assert unready(staying.posting) == []
    assert [(each.present, each.absent) for each in sessions(staying.muster)] == [(2, 0), (1, 1), (1, 0)]


def test_who_hands_out_phones_sees_who_was_not_trained(staying: Staying, cast: Cast, client: Client):
    """On the page that pairs the phones of an evening of the stay; not on that of a day before it."""
    from bacung.ground.permissions import CONSOLE
    from bacung.rounds.actions import NewPair, plan_round

    village_a = staying.posting.commune
    round_ = plan_round(
        CONSOLE,
        drive=staying.muster.drive,
        commune=village_a,
        on=clock.local(staying.posting.begins_at).date(),
        pairs=[NewPair((cast.em.pk,))],
    )
    page = f"/phones/pair/{round_.pk}/"
    assert "chưa tập huấn cài đặt, kích hoạt" in as_(client, cast.an).get(page).content.decode()
    for topic in ("area", "training"):
        note_attendance(viewer(cast.binh), hold(staying, cast, topic), {cast.em.pk: True})
    assert "chưa tập huấn" not in client.get(page).content.decode()
    assert unready_on(village_a, BEFORE.date()) == {}


def test_a_tick_is_corrected_and_counts_once(staying: Staying, cast: Cast):
    training = hold(staying, cast, "training")
    for present in (True, False, True):
        note_attendance(viewer(cast.binh), training, {cast.em.pk: present})
    assert [(each.present, each.absent) for each in sessions(staying.muster)] == [(1, 0)]


def test_nobody_is_noted_before_the_session_or_from_outside_the_muster(staying: Staying, cast: Cast):
    training = hold(staying, cast, "training")
    with (
        clock.at(BEFORE - timedelta(minutes=1)),
        pytest.raises(Problem, match=r"postings\.not-held-yet"),
    ):
        note_attendance(viewer(cast.binh), training, {cast.em.pk: True})
    with pytest.raises(Problem, match=r"postings\.not-called-up"):
        note_attendance(viewer(cast.binh), training, {cast.em.pk: True, cast.an.pk: True})
    assert [(each.present, each.absent) for each in sessions(staying.muster)] == [(0, 0)]


def test_whoever_has_only_a_part_of_the_muster_ticks_only_their_own(
    staying: Staying, village: Village, cast: Cast
):
    """A supervisor of A alone: those posted to A, and no session of the whole muster."""
    Host.objects.create(muster=staying.muster, commune=village.commune_b)
    cast.dung.grants.all().delete()
    also(cast.dung, "supervisor", village.commune_a)
    training = hold(staying, cast, "training")
    staying.muster.enlistments.create(member=cast.chi)
    dung = viewer(cast.dung)
    assert [member for member, _told in invited(dung, training)] == [cast.hoa, cast.em]
    with pytest.raises(Problem, match=r"postings\.not-called-up"):
        note_attendance(dung, training, {cast.chi.pk: True})
    with pytest.raises(Problem, match=r"drives\.partly-yours"):
        hold_briefing(dung, staying.muster, NewBriefing("area", BEFORE, "Ở nhà"))


def test_a_session_somebody_was_noted_at_stays(staying: Staying, cast: Cast):
    training, area = hold(staying, cast, "training"), hold(staying, cast, "area")
    note_attendance(viewer(cast.binh), training, {cast.em.pk: True})
    with pytest.raises(Problem, match=r"postings\.briefing-held"):
        drop_briefing(viewer(cast.binh), training)
    drop_briefing(viewer(cast.binh), area)
    assert [each.briefing.topic for each in sessions(staying.muster)] == ["training"]


def test_the_pages_set_up_a_session_and_tick_its_list(staying: Staying, cast: Cast, client: Client):
    """And the stay says in words what is lacking, before it begins and after."""
    page = f"/postings/{staying.muster.pk}/briefings/"
    as_(client, cast.binh)
    said = {"topic": "training", "held_at": "29/5/2023 08:00", "place": "Hội trường"}
    assert client.post(page, {**said, "held_at": "hôm nào đó"}).status_code == 400
    assert client.post(page, said).status_code == 302
    (held,) = Briefing.objects.all()
    assert client.post(f"{page}{held.pk}/", {"present": [cast.em.pk]}).status_code == 302
    assert client.post(f"{page}{held.pk}/", {"present": [cast.an.pk]}).status_code == 400
    assert "Bùi Thị Hoa" in client.get(page).content.decode()
    stay_page = f"/postings/stays/{staying.posting.pk}/"
    assert "chưa tập huấn" in client.get(stay_page).content.decode()
    with clock.at(staying.posting.begins_at + timedelta(hours=1)):
        begun = as_(client, cast.hoa).get(stay_page).content.decode()
        assert "chưa tập huấn" in begun
        line = {"on": "2023-06-02", "count": "1"}
        assert client.post(f"{stay_page}diary/meals/", line).status_code == 302  # and writes all the same
