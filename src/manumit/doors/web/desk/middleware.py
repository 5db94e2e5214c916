"""Errors of the engine as pages: what happened, what was kept, what to do. One shape for page and API."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from manumit.base.kernel import Erased, ManumitError, Refused, UsageError

_STATUS = {UsageError: 400, Refused: 403, Erased: 410}


MOST_BODY = 10 * 2**20
"""Bytes of a form; files go to the addresses of UPLOADS, which count them as they come."""
UPLOADS = re.compile(r"^/(w/[^/]+/jobs/upload|cases/\d+/attachments|verify)$")


class BoundedBody:
    """Refuses a body that no form has, before anything reads it: parsing alone would hold a long line in memory."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.headers.get("Content-Length", "0")
        if not (size.isdecimal() and int(size) <= MOST_BODY) and not UPLOADS.match(request.path):
            error = {"code": "usage", "sentence": gettext("This is too large."), "hint": ""}
            return JsonResponse(error, status=413)
        return self._next(request)


class PlainErrors:
    """Turns a ManumitError into its page, or into {code, sentence, hint} where JSON was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._next(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django's hook."""
        if not isinstance(error, ManumitError):
            return None
        status = _STATUS.get(type(error), 409)
        if wants_json(request):
            return JsonResponse(error.shape(), status=status)
        return render(request, "desk/error.html", {"error": error.shape(), "status": status}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: by its address or by what it accepts."""
    return (
        request.path.endswith(".json")
        or request.path.startswith("/api/")
        or (request.accepts("application/json") and not request.accepts("text/html"))
    )
