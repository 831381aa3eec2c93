from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "bacung.reports"
    label = "reports"
