"""The audit trail and the progress of long work."""

from django.urls import URLPattern

app_name = "ground"

urlpatterns: list[URLPattern] = []
