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
    """No browser and no proxy keeps an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._next(request)
        if "no-store" not in response.get("Cache-Control", ""):
            add_never_cache_headers(response)
        return response


class PlainErrors:
    """Turns a ManumitError into its page, or into {code, sentence, hint} where a script asked. And no form is larger
    than a form is: the last to look before anything reads one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.headers.get("Content-Length") or "0"
        if size.isdecimal() and int(size) <= MOST_BODY:
            return self._next(request)
        hint = _("Nothing was kept. Go back: what you wrote may still be there. Send less at once.")
        return shown(request, {"code": "usage", "sentence": _("This is too large."), "hint": hint}, 413)

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
