"""The app."""

from django.apps import AppConfig


class Desk(AppConfig):
    """Leads, entities, cases, watchlists, jobs."""

    name = "manumit.doors.web.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
