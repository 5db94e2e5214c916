"""The app."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Users, roles, sign-in."""

    name = "manumit.doors.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
