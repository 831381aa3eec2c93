"""The ledger: questions that lists raise, and the lines of an evening or a person."""

from django.urls import path

from bacung.ledger import views

app_name = "ledger"

urlpatterns = [
    path("", views.questions, name="questions"),
    path("questions/<int:question_id>/answer/", views.answer, name="answer"),
]
