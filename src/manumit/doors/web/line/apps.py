"""The app."""

from django.apps import AppConfig


class Line(AppConfig):
    """Pages for advocates."""

    name = "manumit.doors.web.line"
    label = "line"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What Line does when a talk goes."""
        from manumit.doors.web.line import keeping

        keeping.listen()
