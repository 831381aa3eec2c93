"""The progress of long work."""

from django.urls import path

from bacung.ground import views

app_name = "ground"

urlpatterns = [
    path("jobs/<int:job_id>/", views.job, name="job"),
    path("jobs/<int:job_id>/cancel/", views.job_cancel, name="job_cancel"),
    path("jobs/<int:job_id>/again/", views.job_again, name="job_again"),
]
