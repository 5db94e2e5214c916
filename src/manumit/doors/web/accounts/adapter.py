"""Nobody signs up: an administrator adds people."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed to newcomers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
