"""The page behind a one-time link. A look at it uses nothing up (mail programs look); its button does."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from manumit.doors.web.accounts.links import is_open, redeem, refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then let in. The session is a new one (no fixation)."""
    if request.method == "POST":
        if user := redeem(token):
            request.session.flush()
            login(request, user, backend=BACKEND)
            request.session["by_link"] = True
            return redirect(settings.LOGIN_REDIRECT_URL)
        if name := refused(token):
            user_login_failed.send(__name__, credentials={"username": name}, request=request)
    open_now = request.method != "POST" and is_open(token)
    opens, again = settings.ONE_TIME_LINK
    told = {"open": open_now, "opens": opens, "again": again}
    response = render(request, "accounts/open.html", told, status=200 if open_now else 410)
    add_never_cache_headers(response)
    return response
