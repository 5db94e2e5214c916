"""Who came in, and who was refused: traces made from the signals of the parts that let people in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest

from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.tracing import note


def listen() -> None:
    """From now on; again: the same."""
    for signal, told in (
        (user_logged_in, _came_in),
        (user_login_failed, _refused),
        (authentication_failed, _no_factor),
    ):
        signal.connect(told, dispatch_uid="manumit.sign_ins")


def _came_in(sender: Any, request: HttpRequest | None, user: User, **more: Any) -> None:
    note("sign_in", user, "user", user.username)


def _refused(sender: Any, credentials: dict[str, Any], **more: Any) -> None:
    """What was typed is kept only where it is the name of somebody: people type passwords into the wrong field."""
    name = str(credentials.get("username", ""))[:150].replace("\0", "")
    known = User.objects.filter(username=name).exists()
    note("sign_in_refused", None, "user", name if known else "")


def _no_factor(sender: Any, user: User, **more: Any) -> None:
    note("sign_in_refused", None, "user", user.username, factor=True)
