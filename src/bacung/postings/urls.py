"""The addresses of postings."""

from datetime import date

from django.urls import path, register_converter

from bacung.postings.views import (
    briefings,
    enlisted,
    hosts,
    musters,
    own,
    papers,
    plan,
    rota,
    stays,
    students,
    summaries,
    swaps,
    wave,
)

app_name = "postings"


class FridayConverter:
    """A day in an address, as 2023-06-02."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """A ValueError makes the address unknown."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As ISO writes it."""
        return value.isoformat()


register_converter(FridayConverter, "friday")

urlpatterns = [
    path("", musters.index, name="index"),
    path("new/", musters.new, name="new"),
    path("<int:muster_id>/", musters.muster, name="muster"),
    path("<int:muster_id>/change/", musters.change, name="change"),
    path("<int:muster_id>/close/", musters.close, name="close"),
    path("<int:muster_id>/weekends/", musters.weekend, name="weekend"),
    # Who receives.
    path("<int:muster_id>/hosts/", hosts.hosts, name="hosts"),
    path("<int:muster_id>/hosts/add/", hosts.add, name="add_hosts"),
    path("<int:muster_id>/hosts/<int:host_id>/", hosts.host, name="host"),
    path("<int:muster_id>/hosts/<int:host_id>/drop/", hosts.drop, name="drop_host"),
    # Who may be sent.
    path("<int:muster_id>/enlisted/", enlisted.enlisted, name="enlisted"),
    path("<int:muster_id>/enlisted/add/", enlisted.enlist, name="enlist"),
    path("<int:muster_id>/enlisted/list/", enlisted.call_up, name="call_up"),
    path("<int:muster_id>/enlisted/<int:enlistment_id>/", enlisted.enlistment, name="enlistment"),
    path("<int:muster_id>/enlisted/<int:enlistment_id>/drop/", enlisted.discharge, name="discharge"),
    path("<int:muster_id>/units/<int:sender_id>/", enlisted.sender, name="sender"),
    path("<int:muster_id>/absences/", enlisted.absences, name="absences"),
    path("<int:muster_id>/absences/<int:absence_id>/drop/", enlisted.drop_absence, name="drop_absence"),
    path("<int:muster_id>/ties/", enlisted.ties, name="ties"),
    path("<int:muster_id>/ties/<int:tie_id>/drop/", enlisted.untie, name="untie"),
    # The plan, the rota, what is published.
    path("<int:muster_id>/plan/", plan.plan, name="plan"),
    path("<int:muster_id>/problem.json", plan.problem, name="problem"),
    path("<int:muster_id>/answer.json", plan.answer, name="answer"),
    path("<int:muster_id>/publish/", plan.publish, name="publish"),
    path("<int:muster_id>/rota/", rota.rota, name="rota"),
    path("<int:muster_id>/rota/check/", rota.check, name="check"),
    path("<int:muster_id>/rota/change/", rota.change, name="change_duty"),
    path("<int:muster_id>/rota/<friday:friday>/<int:commune>/", rota.duty, name="duty"),
    path("<int:muster_id>/rota/<friday:friday>/<int:commune>/let/", rota.let, name="let"),
    path("<int:muster_id>/wave/", wave.wave, name="wave"),
    path("<int:muster_id>/wave/check/", wave.check, name="check_wave"),
    path("<int:muster_id>/wave/change/", wave.change, name="change_wave"),
    path("<int:muster_id>/list.<str:ending>", papers.list_paper, name="list_paper"),
    path("<int:muster_id>/rota.<str:ending>", papers.rota_paper, name="rota_paper"),
    path("<int:muster_id>/calendar/<int:member_id>.ics", own.member_calendar, name="member_calendar"),
    # One's own duties, and swaps.
    path("mine/", own.mine, name="mine"),
    path("mine/duties.ics", own.own_calendar, name="own_calendar"),
    path("mine/absences/<int:absence_id>/drop/", own.drop_own, name="drop_own"),
    path("duties/<int:assignment_id>/swap/", swaps.ask, name="ask_swap"),
    path("duties/<int:assignment_id>/release/", swaps.release_, name="release"),
    path("stays/<int:posting_id>/stand-in/", swaps.stand_in_, name="stand_in"),
    path("swaps/", swaps.swaps, name="swaps"),
    path("swaps/<int:swap_id>/", swaps.swap, name="swap"),
    path("swaps/<int:swap_id>/answer/", swaps.answer, name="answer_swap"),
    path("swaps/<int:swap_id>/decide/", swaps.decide, name="decide_swap"),
    # What becomes of each posting.
    path("stays/", stays.index, name="stays"),
    path("stays/<int:posting_id>/", stays.stay, name="stay"),
    path("stays/<int:posting_id>/diary/<slug:kind>/", stays.write, name="write"),
    path("stays/<int:posting_id>/strike/<int:entry_id>/", stays.strike, name="strike"),
    path("stays/<int:posting_id>/summary.pdf", summaries.summary, name="summary"),
    path("people/", students.people, name="people"),
    path("people/<int:assignment_id>/", students.student, name="student"),
    path("people/<int:assignment_id>/essay/", students.hand_in, name="hand_in"),
    path("people/<int:assignment_id>/assessment/", students.assess, name="assess"),
    path("<int:muster_id>/briefings/", briefings.briefings, name="briefings"),
    path("<int:muster_id>/briefings/<int:briefing_id>/", briefings.briefing, name="briefing"),
    path("<int:muster_id>/briefings/<int:briefing_id>/drop/", briefings.drop, name="drop_briefing"),
    path("<int:muster_id>/closing.pdf", summaries.closing, name="closing"),
]
