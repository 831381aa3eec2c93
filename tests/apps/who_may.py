"""Who may open which page: one line a page. A page missing here fails `test_who_may_see_what`.

A line says its URL name, who is let in and for whom it does not exist; everybody else is refused. Letters:
b Bình (coordinator of the district), a An (officer of commune A), c Chi (officer of B), d Dung (supervisor of
the district), e Em (walker in A), g Giang (auditor everywhere), h Hoa (no right). Arguments are made from the
village and the cast; `post` says the page is only posted to, `phones` that it is for paired phones alone.
What is shown lies in commune A, so that Chi must never see it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.apps import made, made_postings
from tests.apps.made import World


@dataclass(frozen=True)
class Page:
    """One line of the table."""

    lets_in: str
    unseen_by: str = ""
    args: Callable[[World], tuple[Any, ...]] = lambda world: ()
    post: bool = False
    public: bool = False
    phones: bool = False
    asks: str = ""


PAGES = {
    # ground
    "ground:job": Page("a", "bcdeg", made.a_job_of_an),
    "ground:job_cancel": Page("a", "bcdeg", made.a_job_of_an, post=True),
    "ground:job_again": Page("a", "bcdeg", made.a_job_of_an, post=True),
    # areas
    "areas:index": Page("bacdg"),
    "areas:area": Page("badg", "c", made.a_area),
    "areas:keep": Page("ba", "c", made.a_area, post=True),
    "areas:point": Page("ba", "c", made.a_area, post=True),
    "areas:station": Page("ba", "c", made.a_area, post=True),
    "areas:outline": Page("b", "", made.a_area, post=True),
    "areas:drop": Page("b", "", made.a_area, post=True),
    "areas:hamlet": Page("badg", "c", made.a_hamlet),
    "areas:change": Page("ba", "c", made.a_hamlet, post=True),
    "areas:merge": Page("ba", "c", made.a_hamlet, post=True),
    "areas:part": Page("ba", "c", made.a_hamlet, post=True),
    # staff
    "staff:index": Page("bac"),
    "staff:new": Page("bac"),
    "staff:member": Page("ba", "c", made.a_em),
    "staff:give": Page("ba", "c", made.a_em, post=True),
    "staff:end": Page("ba", "c", made.a_right_of_em, post=True),
    "staff:link": Page("ba", "c", made.a_em, post=True),
    "staff:close": Page("ba", "c", made.a_em, post=True),
    "staff:reopen": Page("ba", "c", made.a_em, post=True),
    "staff:audit": Page("bg"),
    "staff:welcome": Page("", args=made.a_link_of_em, public=True),
    "staff:first_run": Page("", "bacdegh", public=True),  # this server has its people
    # drives
    "drives:index": Page("bacdg"),
    "drives:new": Page("b"),
    "drives:calendar": Page("b"),
    "drives:unsay": Page("", "", made.a_calendar_day, post=True),  # it counts for the whole country
    "drives:drive": Page("bacdg", "", made.a_drive),
    "drives:terms": Page("b", "", made.a_drive),
    "drives:areas": Page("b", "", made.a_drive),
    "drives:mandate": Page("b", "", made.a_drive),
    "drives:targets": Page("b", "", made.a_drive),
    "drives:withdraw": Page("b", "", made.a_drive, post=True),
    # intake
    "intake:index": Page("bacg"),
    "intake:batch": Page("bag", "c", made.a_book),
    "intake:rows": Page("ba", "c", made.a_book),
    "intake:complaints": Page("ba", "c", made.a_code),
    "intake:answer": Page("ba", "c", made.a_code, post=True),
    "intake:differences": Page("ba", "c", made.a_book),
    "intake:totals": Page("bag", "c", made.a_book),
    "intake:read_again": Page("ba", "c", made.a_book, post=True),
    "intake:mapping": Page("ba", "c", made.a_book, post=True),
    "intake:accept": Page("ba", "c", made.a_book, post=True),
    "intake:undo": Page("ba", "c", made.a_book, post=True),
    "intake:returned": Page("ba", "c", made.a_book, post=True),
    # postings
    "postings:index": Page("bacdeg"),
    "postings:new": Page("b"),
    "postings:muster": Page("badg", "c", made_postings.a_called_up),
    "postings:change": Page("b", "", made_postings.a_called_up),
    "postings:close": Page("b", "", made_postings.a_called_up, post=True),
    "postings:weekend": Page("b", "", made_postings.a_called_up, post=True),
    "postings:hosts": Page("badg", "c", made_postings.a_called_up),
    "postings:add_hosts": Page("b", "", made_postings.a_called_up, post=True),
    "postings:host": Page("b", "", made_postings.a_host),
    "postings:drop_host": Page("b", "", made_postings.a_host, post=True),
    "postings:enlisted": Page("bg", "", made_postings.a_called_up),
    "postings:enlist": Page("b", "", made_postings.a_called_up, post=True),
    "postings:call_up": Page("b", "", made_postings.a_called_up, post=True),
    "postings:enlistment": Page("b", "", made_postings.a_enlistment),
    "postings:discharge": Page("b", "", made_postings.a_enlistment, post=True),
    "postings:sender": Page("b", "", made_postings.a_sender),
    "postings:absences": Page("b", "", made_postings.a_called_up),
    "postings:drop_absence": Page("b", "", made_postings.a_absence, post=True),
    "postings:ties": Page("b", "", made_postings.a_called_up),
    "postings:untie": Page("b", "", made_postings.a_tie, post=True),
    "postings:plan": Page("b", "", made_postings.a_called_up, post=True),
    "postings:problem": Page("bg", "", made_postings.a_planned),
    "postings:answer": Page("bg", "", made_postings.a_planned),
    "postings:publish": Page("b", "", made_postings.a_called_up),
    "postings:rota": Page("badg", "c", made_postings.a_called_up),
    "postings:check": Page("b", "", made_postings.a_called_up, post=True),
    "postings:change_duty": Page("b", "", made_postings.a_called_up, post=True),
    "postings:duty": Page("badg", "c", made_postings.a_duty),
    "postings:let": Page("b", "", made_postings.a_duty, post=True),
    "postings:wave": Page("badg", "c", made_postings.a_wave),
    "postings:check_wave": Page("b", "", made_postings.a_wave, post=True),
    "postings:change_wave": Page("b", "", made_postings.a_wave, post=True),
    "postings:list_paper": Page("bag", "c", made_postings.a_listed),
    "postings:rota_paper": Page("bag", "c", made_postings.a_listed),
    "postings:member_calendar": Page("b", "", made_postings.a_calendar_of_member),
    "postings:release": Page("b", "", made_postings.a_sent, post=True),
    "postings:stand_in": Page("b", "", made_postings.a_posted, post=True),
    # one's own: whoever is logged in, and only what is theirs
    "postings:mine": Page("bacdegh"),
    "postings:own_calendar": Page("bacdegh"),
    "postings:drop_own": Page("e", "bacdgh", made_postings.a_own_absence, post=True),
    "postings:ask_swap": Page("e", "bacdgh", made_postings.a_own_duty),
    "postings:swaps": Page("b"),
    "postings:swap": Page("be", "acdgh", made_postings.a_swap),
    "postings:answer_swap": Page("be", "acdgh", made_postings.a_swap, post=True),
    "postings:decide_swap": Page("b", "", made_postings.a_swap, post=True),
    "postings:stays": Page("bacdegh"),
    "postings:stay": Page("badegh", "c", made_postings.a_stay),
    "postings:write": Page("aeh", "c", made_postings.a_diary_kind, post=True),
    "postings:strike": Page("e", "c", made_postings.a_diary_line, post=True),
    "postings:summary": Page("badeh", "c", made_postings.a_stay),
    "postings:people": Page("bacd"),
    "postings:student": Page("badeg", "ch", made_postings.a_student),
    "postings:hand_in": Page("e", "ch", made_postings.a_student, post=True),
    "postings:assess": Page("a", "ch", made_postings.a_student, post=True),
    "postings:briefings": Page("bd", "", made_postings.a_muster),
    "postings:briefing": Page("bd", "", made_postings.a_briefing),
    "postings:drop_briefing": Page("bd", "", made_postings.a_briefing, post=True),
    "postings:closing": Page("b", "", made_postings.a_muster),
    # rounds
    "rounds:index": Page("bacde"),
    "rounds:plan": Page("bac"),
    "rounds:district": Page("bac"),
    "rounds:comparison": Page("ba", "c", made.a_comparison),
    "rounds:sweeps": Page("bac"),
    "rounds:sweep": Page("bad", "c", made.a_sweep),
    "rounds:mend": Page("ba", "c", made.a_sweep, post=True),
    "rounds:sweep_geojson": Page("bad", "c", made.a_sweep),
    "rounds:turf": Page("ba", "c", made.a_turf),
    "rounds:round": Page("bad", "c", made.a_round),
    "rounds:geojson": Page("bad", "c", made.a_round),
    "rounds:progress": Page("ba", "c", made.a_round),
    "rounds:take": Page("ba", "c", made.a_round, post=True),
    "rounds:again": Page("ba", "c", made.a_round, post=True),
    "rounds:rest": Page("ba", "c", made.a_pair, post=True),
    "rounds:problem_json": Page("ba", "c", made.a_round),
    "rounds:sheets_pdf": Page("ba", "c", made.a_round),
    "rounds:pair": Page("bad", "ce", made.a_pair),  # to Em only on the evening itself
    "rounds:sheet_pdf": Page("ba", "c", made.a_pair),
    "rounds:sheet_xlsx": Page("ba", "c", made.a_pair),
    # visits
    "visits:index": Page("bacd"),
    "visits:give_back": Page("bac"),
    "visits:enter": Page("ba", "c", made.a_pair),
    "visits:door": Page("ba", "c", made.a_stop),
    "visits:walked": Page("bad", "c", made.a_round),
    "visits:visit": Page("bad", "c", made.a_visit),
    "visits:withdraw": Page("ba", "c", made.a_visit, post=True),
    # phones: their own calls ask for a token, not for a log-in
    "fieldsync:app": Page("", public=True),
    "fieldsync:about": Page("", public=True),
    "fieldsync:app_file": Page("", args=lambda world: ("index.html",), public=True),
    "fieldsync:hello": Page("", public=True),
    "fieldsync:pair": Page("", public=True, post=True),
    "fieldsync:bootstrap": Page("", phones=True),
    "fieldsync:basemap": Page("", phones=True),
    "fieldsync:push": Page("", phones=True, post=True),
    "fieldsync:pull": Page("", phones=True),
    "fieldsync:index": Page("bacdg"),
    "fieldsync:choose": Page("bacd"),
    "fieldsync:walkers": Page("bad", "c", made.a_round),
    "fieldsync:code": Page("bad", "c", made.a_round, post=True),
    "fieldsync:codes": Page("bad", "c", made.a_round, post=True),
    "fieldsync:apart": Page("bacd"),
    "fieldsync:apart_record": Page("bad", "c", made.a_apart),
    "fieldsync:answer_apart": Page("bad", "c", made.a_apart, post=True),
    "fieldsync:answer_alike": Page("bacd", post=True),
    "fieldsync:questions": Page("bacd"),
    "fieldsync:answer_question": Page("bad", "c", made.a_asked, post=True),
    "fieldsync:answer_flag": Page("bad", "c", made.a_flag, post=True),
    "fieldsync:carry": Page("bacd"),
    "fieldsync:phone": Page("badg", "c", made.a_phone_of_em),
    "fieldsync:revoke": Page("bad", "c", made.a_phone_of_em),
    "fieldsync:handover": Page("bad", "c", made.a_phone_of_em, post=True),
    # registry, and the page of one person
    "registry:search": Page("bac"),
    "registry:household": Page("ba", "c", made.a_household),
    "registry:say_of_household": Page("ba", "c", made.a_household, post=True),
    "registry:say_of_person": Page("ba", "c", made.a_person, post=True),
    "registry:reveal": Page("ba", "c", made.a_person, post=True),
    "site:person": Page("ba", "c", made.a_person),
    "site:phone_setup": Page("bacd"),
    # ledger and desk
    "ledger:questions": Page("bac"),
    "ledger:answer": Page("ba", "c", made.a_question, post=True),
    "desk:desk": Page("bac"),
    "desk:serve": Page("ba", "c", made.a_person, post=True),
    "desk:take_back": Page("ba", "c", made.a_service, post=True),
    # board: a walker and who has no right are led on or told nothing; an area of another commune is not there
    "board:morning": Page("bacdeg"),
    "board:drive": Page("bacdg", "", made.a_drive),
    "board:area": Page("badg", "c", made.a_drive_area),
    "board:areas_geojson": Page("bacdg", "", made.a_drive),
    "board:curve_svg": Page("bacdg", "", made.a_drive),
    "board:people": Page("bacg", "", made.a_drive, asks="?measure=eligible"),
    # reports
    "reports:papers": Page("bacg"),
    "reports:evening": Page("bacg", "", made.a_evening),
}
