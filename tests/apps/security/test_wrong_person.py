"""Chi is officer of B. By no address, form, search or export does she learn or change anything of A."""

import io
import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bacung.areas.models import Hamlet
from bacung.core.problems import Problem
from bacung.desk.actions import serve
from bacung.desk.models import DeskEntry
from bacung.ground import clock
from bacung.ground.models import AuditEntry
from bacung.ground.permissions import CONSOLE
from bacung.intake.actions import read_batch, receive
from bacung.ledger.models import Entry
from bacung.registry.actions import NewFact, record_facts
from bacung.registry.models import Fact, Person
from bacung.rounds.actions import NewPair, plan_round
from bacung.rounds.models import Round
from bacung.visits.actions import NewVisit, import_sheet, record_visits
from bacung.visits.models import Event
from tests.apps.intake.books import FAMILY, changed, workbook
from tests.apps.test_who_may_see_what import NAMES, pages
from tests.apps.who_may import World
from tests.cast import Cast, also, as_, viewer
from tests.village import EVENING, Village

OF_A = (
    "Trần Văn Bảy",
    "Lê Thị Sáu",
    "Nguyễn Thị Ánh",
    "Nguyễn Minh Ân",
    "Phan Đình Đức",
    "Thanh Lương",
    "Đông Châu",
)
WAYS: tuple[dict[str, str], ...] = ({}, {"hx-request": "true"}, {"accept": "application/json"})


@pytest.fixture
def chi(cast: Cast) -> Client:
    """Chi's browser."""
    return as_(Client(), cast.chi)


def planned(village: Village, cast: Cast, commune: Any) -> Round:
    """A round of one pair; `cast.em` walks in A, nobody in B."""
    walkers = (cast.em.pk,) if commune == village.commune_a else ()
    pairs = [NewPair(walkers, has_kit=True)]
    return plan_round(CONSOLE, drive=village.drive, commune=commune, on=EVENING.date(), pairs=pairs)


def elsewhere(key: Any) -> Any:
    """A key like this one that nothing has; words of an address stay as they are."""
    return 999_999 if isinstance(key, int) else uuid.uuid4() if isinstance(key, uuid.UUID) else key


@pytest.mark.parametrize("name", [name for name in NAMES if "c" in pages()[name].unseen_by])
def test_what_lies_elsewhere_is_as_if_it_did_not_exist(name: str, village: Village, cast: Cast) -> None:
    """Page, part of a page or JSON, asked or sent: the answer is the same as for what is nowhere."""
    page = pages()[name]
    there = page.args(World(village, cast))
    nowhere = tuple(map(elsewhere, there))
    browser = as_(Client(), cast.chi)
    for headers in WAYS:
        answers = []
        for args in (there, nowhere) if there else ():
            address = reverse(name, args=args)
            send = browser.post if page.post else browser.get
            answer = send(address, headers=headers)
            assert answer.status_code == 404
            answers.append(answer.content.decode().replace(address, ""))
        if headers:  # a whole page carries a token of its own each time
            assert len(set(answers)) <= 1


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/people/?q=nguyen",
        "/people/?q=tran van bay",
        "/people/?q=042081000021",
        "/desk/?q=042081000021",
        "/desk/?q=phan",
        "/visits/",
        "/visits/?on=2/6/2023",
        "/ledger/",
        "/lists/",
        "/tonight/",
        "/phones/",
        "/phones/?on=2/6/2023",
        "/phones/pair/",
        "/phones/apart/",
        "/phones/questions/",
        "/staff/",
        "/areas/",
        "/areas/?q=phu luu&on=1/6/2023",
        "/board/{drive}/",
        "/board/{drive}/?by=district",
        "/board/{drive}/areas.geojson",
        "/board/{drive}/curve.svg",
        "/board/{drive}/people/?measure=listed",
        "/papers/?drive={drive}",
        "/papers/{drive}/evening.txt?at=2023-06-03",
        "/tonight/plan/?drive={drive}",
        "/drives/{drive}/",
    ],
)
def test_no_list_search_or_paper_of_b_speaks_of_a(
    address: str, village: Village, cast: Cast, chi: Client
) -> None:
    """After an evening in A, nothing that Chi may open names anybody, any hamlet or the commune itself."""
    made = planned(village, cast, village.commune_a)
    person = village.person("Phan Đình Đức")
    visit = NewVisit(person.household_id, "home", EVENING, round_id=made.pk, pair_number=1)
    with clock.at(EVENING + timedelta(hours=2)):
        record_visits(CONSOLE, village.drive, [visit])
        serve(CONSOLE, drive=village.drive, person_id=person.pk, service="collected")
    receive(viewer(cast.an), village.drive, village.commune_a, workbook(FAMILY), name="danh-sach-a.xlsx")
    answer = chi.get(address.format(drive=village.drive.code))
    assert answer.status_code == 200
    told = answer.content.decode()
    for word in (*OF_A, "danh-sach-a", "Đỗ Thị Em"):
        assert word not in told
    if "/areas/?q" not in address:
        assert "Phù Lưu" not in told


def test_the_numbers_of_b_are_those_of_b(village: Village, chi: Client) -> None:
    """No total of Chi's board or report counts anybody of A."""
    drive = village.drive.code
    table = chi.get(f"/board/{drive}/").context["table"]
    assert [line.place for line in table.lines] == [village.commune_b]
    assert table.total.counts["listed"] == 1
    asked = {"area": village.commune_a.pk, "measure": "listed"}
    assert chi.get(f"/board/{drive}/people/", asked).status_code == 404
    assert chi.get(f"/board/{drive}/people/", {**asked, "area": village.district.pk}).status_code == 404


def test_ids_of_a_in_forms_of_b_are_refused(village: Village, cast: Cast, chi: Client) -> None:
    """Places, walkers, visits, hamlets and rounds that stand in a form must be Chi's own."""
    drive = village.drive
    there = planned(village, cast, village.commune_a)
    here = planned(village, cast, village.commune_b)
    visit = NewVisit(
        village.person("Phan Đình Đức").household_id, "home", EVENING, round_id=there.pk, pair_number=1
    )
    with clock.at(EVENING + timedelta(hours=2)):
        record_visits(CONSOLE, drive, [visit])
        before = Event.objects.count(), Round.objects.count(), Hamlet.objects.filter(merged_into=None).count()

        asked = f"/tonight/plan/?drive={drive.code}&on=2023-06-03&pairs=1&commune="
        pair = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-mode": "foot"}
        pair |= {"form-0-begins": "18:00", "form-0-ends": "20:00"}
        assert chi.post(f"{asked}{village.commune_a.pk}", pair).status_code in (200, 400)
        walked_by_em = {**pair, "form-0-first": cast.em.pk}
        assert chi.post(f"{asked}{village.commune_b.pk}", walked_by_em).status_code in (200, 400)

        said = {
            "door-visit": uuid.uuid4(),
            "door-replaces": visit.id,
            "door-outcome": "home",
            "door-at": "18:30",
        }
        chi.post(
            f"/visits/enter/{here.pk}/1/1/", {**said, **{k.removeprefix("door-"): v for k, v in said.items()}}
        )
        chi.post(f"/areas/hamlet/{village.hamlets_b[0].pk}/merge/", {"into": village.hamlets_a[0].pk})
        file = io.BytesIO(workbook(FAMILY).getvalue())
        file.name = "b.xlsx"
        sent = {"place": f"{drive.pk}:{village.commune_a.pk}", "kind": "people", "file": file}
        assert chi.post("/lists/", sent).status_code == 200
        assert chi.get("/lists/").context["page"].paginator.count == 0
        after = Event.objects.count(), Round.objects.count(), Hamlet.objects.filter(merged_into=None).count()
    assert before == after


def test_a_sheet_of_a_is_no_sheet_for_b(village: Village, cast: Cast) -> None:
    """The workbook of another commune's round is unknown, and no door of it is told."""
    made = planned(village, cast, village.commune_a)
    sheet = as_(Client(), cast.an).get(f"/tonight/{made.pk}/pairs/1/sheet.xlsx").content
    with pytest.raises(Problem) as refused:
        import_sheet(viewer(cast.chi), village.drive, io.BytesIO(sheet), "phieu.xlsx")
    assert refused.value.code == "visits.not-a-sheet"


def test_actions_themselves_refuse_what_lies_elsewhere(village: Village, cast: Cast) -> None:
    """Not only pages: whoever calls an action as Chi cannot write about A, nor borrow a round of A."""
    chi, person = viewer(cast.chi), village.person("Phan Đình Đức")
    own = village.person("Nguyễn Văn An", village.commune_b)
    there = planned(village, cast, village.commune_a)
    fact = NewFact("presence", "away", EVENING, "tests", person_id=person.pk)
    wish = NewFact("never", "yes", EVENING, "tests", household_id=person.household_id)
    borrowed = NewVisit(own.household_id, "home", EVENING, round_id=there.pk, pair_number=1)
    with clock.at(EVENING + timedelta(hours=2)):
        for attempt in (
            lambda: record_visits(chi, village.drive, [NewVisit(person.household_id, "nobody", EVENING)]),
            lambda: record_visits(chi, village.drive, [borrowed]),
            lambda: serve(chi, drive=village.drive, person_id=person.pk, service="collected"),
            lambda: record_facts(chi, [fact]),
            lambda: record_facts(chi, [wish]),
            lambda: receive(chi, village.drive, village.commune_a, workbook(FAMILY), name="a.xlsx"),
        ):
            with pytest.raises(Problem) as refused:
                attempt()
            assert refused.value.code == "ground.not-found"
    assert not any(model.objects.exists() for model in (Event, DeskEntry, Fact, Entry))


def test_a_book_tells_that_a_number_is_known_elsewhere_and_no_more(village: Village, cast: Cast) -> None:
    """The row becomes a question without whose, where, or how near the names are."""
    known = changed(FAMILY[0], Họ_và_tên="Phan Đình Đức", Số_CCCD="042090000031", Ngày_sinh="01/12/1990")
    other = changed(FAMILY[0], Họ_và_tên="Cao Bá Quát", Số_CCCD="042090000031", Ngày_sinh="01/12/1990")
    told = set()
    for at, row in enumerate((known, other)):
        book = receive(viewer(cast.chi), village.drive, village.commune_b, workbook([row]), name=f"{at}.xlsx")
        read_batch(book, viewer=viewer(cast.chi))
        assert list(book.rows.values_list("match", "person", "changes")) == [
            *[("", None, False)] * 2,
            ("ask", None, False),
        ]
        page = (
            as_(Client(), cast.chi)
            .get(f"/lists/{book.pk}/complaints/intake.known-elsewhere/")
            .content.decode()
        )
        assert "Phù Lưu" not in page
        told.add(json.dumps(book.counts["match"]))
    assert len(told) == 1


def test_a_walker_an_auditor_and_a_supervisor_keep_to_their_part(village: Village, cast: Cast) -> None:
    """A walker opens the own pair only; nobody but officer and coordinator reveals or writes."""
    made = planned(village, cast, village.commune_a)
    person = village.person("Phan Đình Đức")
    other = NewPair((), has_kit=False)
    two = plan_round(
        CONSOLE,
        drive=village.drive,
        commune=village.commune_a,
        on=EVENING.date() + timedelta(days=1),
        pairs=[NewPair((cast.em.pk,)), other],
    )
    with clock.at(EVENING):
        em = as_(Client(), cast.em)
        assert em.get(f"/tonight/{made.pk}/pairs/1/").status_code == 200
        assert em.get(f"/tonight/{two.pk}/pairs/2/").status_code == 404
        assert em.get(f"/tonight/{made.pk}/").status_code == 403
        for member in (cast.em, cast.giang, cast.dung):
            browser = as_(Client(), member)
            assert browser.post(f"/people/{person.pk}/number/").status_code == 403
            assert browser.post(f"/people/{person.pk}/facts/", {"presence": "away"}).status_code == 403
            assert browser.post(f"/desk/serve/{person.pk}/", {"service": "collected"}).status_code == 403
    also(cast.giang, "officer", village.commune_b)  # officer in B, auditor everywhere: reveals in B alone
    assert as_(Client(), cast.giang).post(f"/people/{person.pk}/number/").status_code == 404
    assert not AuditEntry.objects.filter(action__startswith="registry.reveal").exists()
    assert Person.objects.get(pk=person.pk).presence == "here"
