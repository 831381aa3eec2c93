"""Addresses under /lists/."""

from django.urls import path

from bacung.intake import views

app_name = "intake"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:batch_id>/", views.batch, name="batch"),
    path("<int:batch_id>/rows/", views.rows, name="rows"),
    path("<int:batch_id>/complaints/<str:code>/", views.complaints, name="complaints"),
    path("<int:batch_id>/complaints/<str:code>/answer/", views.answer, name="answer"),
    path("<int:batch_id>/differences/", views.differences, name="differences"),
    path("<int:batch_id>/totals/", views.totals, name="totals"),
    path("<int:batch_id>/read/", views.read_again, name="read_again"),
    path("<int:batch_id>/mapping/", views.mapping, name="mapping"),
    path("<int:batch_id>/accept/", views.accept, name="accept"),
    path("<int:batch_id>/undo/", views.undo, name="undo"),
    path("<int:batch_id>/returned/", views.returned, name="returned"),
]
