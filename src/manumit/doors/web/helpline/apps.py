"""The app."""

from django.apps import AppConfig


class Helpline(AppConfig):
    """Conversations, what waits, and when it goes away."""

    name = "manumit.doors.web.helpline"
    label = "helpline"
    default_auto_field = "django.db.models.BigAutoField"
