from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "bacung.site"
    label = "site"
