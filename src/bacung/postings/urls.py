"""The addresses of postings."""

from django.urls import path

from bacung.postings.views import musters

app_name = "postings"

urlpatterns = [
    path("", musters.index, name="index"),
]
