"""How far: the home page, areas down to the hamlet, the rows behind each number, and the map's data."""

from django.urls import path

from bacung.board import views

app_name = "board"

urlpatterns = [
    path("", views.morning, name="morning"),
    path("board/<slug:drive>/", views.drive, name="drive"),
    path("board/<slug:drive>/areas.geojson", views.areas_geojson, name="areas_geojson"),
    path("board/<slug:drive>/curve.svg", views.curve_svg, name="curve_svg"),
    path("board/<slug:drive>/people/", views.people, name="people"),
    path("board/<slug:drive>/<int:area_id>/", views.area, name="area"),
]
