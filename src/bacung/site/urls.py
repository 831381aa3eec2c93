"""Every address, room by room in the order of the stream."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path, re_path

from bacung.ground.views import closed_door
from bacung.site import views

PLACES = (
    ("", "ground"),
    ("areas/", "areas"),
    ("", "staff"),
    ("drives/", "drives"),
    ("people/", "registry"),
    ("lists/", "intake"),
    ("postings/", "postings"),
    ("tonight/", "rounds"),
    ("visits/", "visits"),
    ("ledger/", "ledger"),
    ("desk/", "desk"),
    ("", "fieldsync"),
    ("", "board"),
    ("papers/", "reports"),
)

OWN = [
    path("people/<int:person_id>/", views.person, name="person"),
    path("phone-setup/", views.phone_setup, name="phone_setup"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    # Nobody signs up, and no letter is sent: those doors of allauth stay shut.
    re_path(r"^account/(?:signup|email|confirm-email|password/reset|password/set)\b", closed_door),
    path("account/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include((OWN, "site"))),
    *(
        path(place, include(f"bacung.{room}.urls"))
        for place, room in PLACES
        if find_spec(f"bacung.{room}.urls")
    ),
]

handler400 = "bacung.ground.views.not_understood"
handler403 = "bacung.ground.views.forbidden"
handler404 = "bacung.ground.views.not_found"
handler500 = "bacung.ground.views.broken"
