"""The app."""

from django.apps import AppConfig


class Haven(AppConfig):
    """Pages for people at risk."""

    name = "manumit.doors.web.haven"
    label = "haven"
