"""A second factor before anything else: who has none yet is led to set one up."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

_FREE = ("account/", "static/", "language/", "open/")


class SecondFactor:
    """Whoever came in by password and has no second factor sees only the pages that set one up. A one-time link
    counts as possession: it was handed over on the machine itself, or by an administrator."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            request.user.is_authenticated
            and not request.session.get("by_link")
            and not request.path_info.lstrip("/").startswith(_FREE)
            and not self._has_factor(request)
        ):
            return redirect(reverse("mfa_index"))
        return self._next(request)

    @staticmethod
    def _has_factor(request: HttpRequest) -> bool:
        if request.session.get("second_factor"):
            return True
        has: bool = (
            Authenticator.objects.filter(user_id=request.user.pk)
            .exclude(type=Authenticator.Type.RECOVERY_CODES)
            .exists()
        )
        if has:
            request.session["second_factor"] = True
        return has
