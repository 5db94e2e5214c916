"""Pages for what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from manumit.doors.web.line.middleware import shown


def _page(request: HttpRequest, status: int, code: str, sentence: str, hint: str) -> HttpResponse:
    return shown(request, {"code": code, "sentence": sentence, "hint": hint}, status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _page(request, 400, "usage", _("This cannot be understood."), _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _page(
        request, 403, "refused", _("Your role does not allow this."), _("A supervisor of the line can help.")
    )


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that Line did not give to this browser, or one that is too old."""
    return _page(
        request,
        403,
        "refused",
        _("This form is too old, or it was not ours."),
        _("Open its page again, then send it. Nothing was changed."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: it is not there, or not for you; which of the two is nothing to tell."""
    return _page(
        request, 404, "not-found", _("There is nothing here, or not for you."), _("Start from the queue.")
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(
        request,
        500,
        "failure",
        _("Something went wrong on our side. Nothing that you saved is lost."),
        _("Try again. If it happens again, tell whoever looks after this installation."),
    )
