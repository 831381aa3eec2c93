"""The station's desk."""

from django.urls import path

from bacung.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("serve/<int:person_id>/", views.serve, name="serve"),
    path("services/<uuid:service_id>/take-back/", views.take_back, name="take_back"),
]
