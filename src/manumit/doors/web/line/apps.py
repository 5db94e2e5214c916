"""The app."""

from django.apps import AppConfig


class Line(AppConfig):
    """Pages for advocates."""

    name = "manumit.doors.web.line"
    label = "line"
