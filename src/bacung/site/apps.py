from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "bacung.site"
    label = "site"

    def ready(self) -> None:
        """Let every room say what it can tell about a person, and hand over the books of other kinds."""
        from bacung.ground.subjects import gather
        from bacung.intake.books import HANDLERS
        from bacung.site.flow import BOOKS

        gather()
        HANDLERS.update(BOOKS)
