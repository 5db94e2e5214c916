"""The app."""

from django.apps import AppConfig


class Desk(AppConfig):
    """Leads, entities, cases, watchlists, jobs."""

    name = "manumit.doors.web.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from manumit.doors.web.desk.acts.sign_ins import listen

        listen()
