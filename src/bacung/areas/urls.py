"""The addresses of places."""

from django.urls import path

from bacung.areas import views

app_name = "areas"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:area_id>/", views.area, name="area"),
    path("<int:area_id>/hamlets/", views.keep, name="keep"),
    path("<int:area_id>/point/", views.point, name="point"),
    path("<int:area_id>/outline/", views.outline, name="outline"),
    path("<int:area_id>/outline/drop/", views.drop, name="drop"),
    path("<int:area_id>/station/", views.station, name="station"),
    path("hamlet/<int:hamlet_id>/", views.hamlet, name="hamlet"),
    path("hamlet/<int:hamlet_id>/change/", views.change, name="change"),
    path("hamlet/<int:hamlet_id>/merge/", views.merge, name="merge"),
    path("hamlet/<int:hamlet_id>/part/", views.part, name="part"),
]
