from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "bacung.site"
    label = "site"

    def ready(self) -> None:
        """Let every room say what it can tell about a person."""
        from bacung.ground.subjects import gather

        gather()
