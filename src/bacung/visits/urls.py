"""The addresses of visits."""

from django.urls import path

from bacung.visits import views

app_name = "visits"

urlpatterns = [
    path("", views.index, name="index"),
    path("sheet/", views.give_back, name="give_back"),
    path("enter/<int:round_id>/<int:number>/", views.enter, name="enter"),
    path("enter/<int:round_id>/<int:number>/<int:position>/", views.door, name="door"),
    path("walked/<int:round_id>/", views.walked, name="walked"),
    path("<uuid:event_id>/", views.visit, name="visit"),
    path("<uuid:event_id>/withdraw/", views.withdraw, name="withdraw"),
]
