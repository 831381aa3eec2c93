"""People and households: search, look, say what is known, see a number."""

from django.urls import path

from bacung.registry import views

app_name = "registry"

urlpatterns = [
    path("", views.search, name="search"),
    path("<int:person_id>/facts/", views.say_of_person, name="say_of_person"),
    path("<int:person_id>/number/", views.reveal, name="reveal"),
    path("households/<int:household_id>/", views.household, name="household"),
    path("households/<int:household_id>/wishes/", views.say_of_household, name="say_of_household"),
]
