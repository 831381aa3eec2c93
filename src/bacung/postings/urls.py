"""The addresses of postings."""

from django.urls import path

from bacung.postings.views import briefings, musters, stays, students, summaries

app_name = "postings"

urlpatterns = [
    path("", musters.index, name="index"),
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
