"""The papers."""

from django.urls import path

from bacung.reports import views

app_name = "reports"

urlpatterns = [
    path("", views.papers, name="papers"),
    path("<slug:drive>/evening.<str:ending>", views.evening, name="evening"),
]
