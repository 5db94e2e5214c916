"""The app."""

from django.apps import AppConfig


class Api(AppConfig):
    """No models of its own."""

    name = "manumit.doors.web.api"
    label = "api"
