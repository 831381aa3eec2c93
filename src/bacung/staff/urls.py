"""The pages of staff."""

from django.urls import path

from bacung.staff import views

app_name = "staff"

urlpatterns = [
    path("staff/", views.index, name="index"),
    path("staff/new/", views.new, name="new"),
    path("staff/<int:member_id>/", views.member, name="member"),
    path("staff/<int:member_id>/give/", views.give, name="give"),
    path("staff/<int:member_id>/end/<int:grant_id>/", views.end, name="end"),
    path("staff/<int:member_id>/link/", views.link, name="link"),
    path("staff/<int:member_id>/close/", views.close, name="close"),
    path("staff/<int:member_id>/open/", views.reopen, name="reopen"),
    path("audit/", views.audit, name="audit"),
    path("welcome/<str:code>/", views.welcome, name="welcome"),
    path("first-run/", views.first_run, name="first_run"),
]
