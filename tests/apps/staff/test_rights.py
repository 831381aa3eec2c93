"""Who may give which right where, and see and direct whom."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from bacung.core.problems import Problem
from bacung.ground import clock
from bacung.ground.permissions import CONSOLE, ROLES
from bacung.staff import actions, queries
from bacung.staff.models import Grant, Member
from tests.cast import also, as_, viewer

if TYPE_CHECKING:
    from tests.cast import Cast
    from tests.village import Village


def refused(code: str, act, *args, **kwargs) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Problem) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code


def test_rights_are_given_downwards_only(village: "Village", cast: "Cast"):
    """A coordinator any role inside the district, an officer walkers of the own commune, others none."""
    places = {
        "A": village.commune_a.path,
        "B": village.commune_b.path,
        "district": village.district.path,
        "": "",
    }
    given = {
        name: {
            f"{role}@{place}"
            for place, path in places.items()
            for role in ROLES
            if queries.may_grant(viewer(getattr(cast, name)), role, path)
        }
        for name in ("binh", "an", "dung", "em", "giang", "hoa")
    }
    assert given["binh"] == {f"{role}@{place}" for role in ROLES for place in ("A", "B", "district")}
    assert given["an"] == {"walker@A"}
    assert given["dung"] == given["em"] == given["giang"] == given["hoa"] == set()


def test_an_officer_and_a_walker_always_belong_somewhere(cast: "Cast"):
    """Even the console cannot make a walker of everywhere."""
    refused("staff.area-needed", actions.grant, CONSOLE, member=cast.em, role="walker", area=None)


def test_officers_see_the_people_of_their_commune_and_only_their_rights_there(
    village: "Village", cast: "Cast"
):
    """What somebody does elsewhere is not told."""
    also(cast.em, "walker", village.commune_b)
    seen = {one.username: one for one in queries.members(viewer(cast.an))}
    assert set(seen) == {"an", "em"}
    assert [grant.area for grant in seen["em"].seen_grants] == [village.commune_a]


def test_a_lower_right_cannot_take_over_a_higher_one(village: "Village", cast: "Cast"):
    """An officer may send Em a password link, until Em holds more than an officer could have given."""
    an = viewer(cast.an)
    assert queries.may_direct(an, cast.em)
    also(cast.em, "supervisor", village.district)
    assert not queries.may_direct(an, cast.em)
    refused("staff.not-yours-to-grant", actions.open_link, an, cast.em)
    refused("staff.not-yours-to-grant", actions.deactivate, an, cast.em)


def test_a_right_ends_today_and_was_held_until_yesterday(cast: "Cast"):
    """It stops at once, and the trail of what it was stays."""
    right = cast.em.grants.get()
    actions.end_grant(viewer(cast.an), right)
    assert queries.viewer_of(cast.em).grants == ()
    assert Grant.objects.get(pk=right.pk).until == clock.today() - timedelta(days=1)
    with clock.at(clock.now() - timedelta(days=2)):
        assert queries.viewer_of(cast.em).may("walker")


def test_there_is_always_somebody_who_coordinates_everything(village: "Village", cast: "Cast"):
    """The last coordinator of everything can neither leave nor be sent away."""
    top = actions.make_member(CONSOLE, username="top", full_name="Tạ Thị Tốp", role="coordinator", area=None)
    refused("staff.last-coordinator", actions.deactivate, CONSOLE, top)
    refused("staff.last-coordinator", actions.end_grant, CONSOLE, top.grants.get())
    also(cast.binh, "coordinator", None)
    actions.deactivate(CONSOLE, top)
    assert not Member.objects.get(pk=top.pk).is_active


def test_a_form_finds_the_place_or_names_the_candidates(village: "Village", cast: "Cast", client: Client):
    """A name two places share is a question; a place elsewhere does not exist for this coordinator."""
    binh = as_(client, cast.binh)

    def give(area: str) -> str:
        return str(
            binh.post(
                f"/staff/{cast.em.pk}/give/", {"role": "walker", "area": area}, follow=True
            ).content.decode()
        )

    assert "Đã giao quyền" in give("xã Mai Phụ")
    assert "không có nơi nào tên như vậy" in give("Ba Đình")
    village.commune_b.name, village.commune_b.folded = "Phù Lưu", "phu luu"
    village.commune_b.save()
    assert "18493/2004" in give("Phù Lưu")
    assert "Đã giao quyền" in give("18493/2004")


def test_the_trail_is_shown_by_who_did_it(village: "Village", cast: "Cast"):
    """A district's coordinator sees what its people did, and nothing of somebody who also works elsewhere."""
    also(cast.chi, "supervisor", None)
    actions.open_link(viewer(cast.an), cast.em)
    actions.make_member(
        viewer(cast.chi), username="ly", full_name="Lý", role="walker", area=village.commune_b
    )
    seen = {(line.who, line.action) for line in queries.trail(viewer(cast.binh))}
    assert seen == {("Nguyễn Hoài An", "staff.link.open")}
    everything = {line.who for line in queries.trail(viewer(cast.giang))}
    assert everything == {"console", "Nguyễn Hoài An", "Trần Quỳnh Chi"}
    assert not queries.trail(viewer(cast.hoa)).exists()
