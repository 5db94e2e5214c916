"""Nothing that Line answers is kept on the way; errors are pages that say what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from manumit.base.kernel import Erased, ManumitError, Refused, UsageError

_STATUS = {UsageError: 400, Refused: 403, Erased: 410}
MOST_BODY = 2**20
"""Bytes of a form."""


class NothingKept:
    """No browser and no proxy keeps an answer, and no form is larger than a form is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.headers.get("Content-Length") or "0"
        if size.isdecimal() and int(size) <= MOST_BODY:
            response = self._next(request)
        else:
            response = JsonResponse(
                {"code": "usage", "sentence": _("This is too large."), "hint": ""}, status=413
            )
        if "no-store" not in response.get("Cache-Control", ""):
            add_never_cache_headers(response)
        return response


class PlainErrors:
    """Turns a ManumitError into its page, or into {code, sentence, hint} where a script asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django's hook."""
        if isinstance(error, DataError):
            error = UsageError(_("This cannot be kept."))
        if not isinstance(error, ManumitError):
            return None
        return shown(request, error.shape(), _STATUS.get(type(error), 409))


def shown(request: HttpRequest, error: dict[str, str], status: int) -> HttpResponse:
    """An error as a page, or as JSON where a script asked for that."""
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse(error, status=status)
    return render(request, "line/error.html", {"error": error, "status": status}, status=status)
