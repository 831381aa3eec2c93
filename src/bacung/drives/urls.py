"""The addresses of drives."""

from django.urls import path

from bacung.drives import views

app_name = "drives"

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<int:day_id>/unsay/", views.unsay, name="unsay"),
    path("<slug:code>/", views.drive, name="drive"),
    path("<slug:code>/terms/", views.terms, name="terms"),
    path("<slug:code>/areas/", views.areas, name="areas"),
    path("<slug:code>/mandate/", views.mandate, name="mandate"),
    path("<slug:code>/targets/", views.targets, name="targets"),
    path("<slug:code>/targets/withdraw/", views.withdraw, name="withdraw"),
]
