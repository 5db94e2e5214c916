"""Errors of the engine as pages: what happened, what was kept, what to do. One shape for page and API. And nothing that
is answered here is kept on the way."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from manumit.base.kernel import Erased, ManumitError, Refused, UsageError
from manumit.doors.web.desk.sights.place_words import reword

_STATUS = {UsageError: 400, Refused: 403, Erased: 410}


MOST_BODY = 10 * 2**20
"""Bytes of a form; files go to the addresses of UPLOADS, which count them as they come."""
UPLOADS = re.compile(
    r"^/(w/[^/]+/(jobs/upload|identify/(enrol|search|compare|check|trace|forms|rooms|rooms/collections|people/\d+/pictures)"
    r"|watch/(new|\d+/change)|places/(new|prevalence/new|\d+/(placings|months)/new))|cases/\d+/attachments|verify)$"
)


class BoundedBody:
    """Refuses a body that no form has, before anything reads it: parsing alone would hold a long line in memory."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        size = request.headers.get("Content-Length") or "0"
        if not (size.isdecimal() and int(size) <= MOST_BODY) and not UPLOADS.match(request.path):
            hint = _("Nothing was kept. Go back: what you wrote may still be there. Send less at once.")
            return shown(request, {"code": "usage", "sentence": _("This is too large."), "hint": hint}, 413)
        return self._next(request)


class NothingKept:
    """No browser and no proxy keeps an answer: not a page, not a redirect, not an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._next(request)
        if "no-store" not in response.get("Cache-Control", ""):
            add_never_cache_headers(response)
        return response


class PlainErrors:
    """Turns a ManumitError into its page, or into {code, sentence, hint} where JSON was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._next(request)
        if response.status_code != 405 or response.content:
            return response
        error = {
            "code": "usage",
            "sentence": _("This address is not asked in that way."),
            "hint": _("Go back and try again."),
        }
        plain = shown(request, error, 405)
        plain["Allow"] = response["Allow"]
        return plain

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django's hook."""
        if isinstance(error, DataError):
            error = unkept()
        if not isinstance(error, ManumitError):
            return None
        return shown(request, reword(error).shape(), status_of(error))


def status_of(error: ManumitError) -> int:
    """What a browser is told."""
    return _STATUS.get(type(error), 409)


def unkept() -> UsageError:
    """What the database does not take: PostgreSQL refuses texts that are too long, or that hold a zero byte."""
    return UsageError(_("This cannot be kept."), _("It is too long, or holds a sign that is no text."))


def shown(request: HttpRequest, error: dict[str, str], status: int) -> HttpResponse:
    """An error as a page, or as JSON where a program asks."""
    if wants_json(request):
        return JsonResponse(error, status=status)
    return render(request, "desk/error.html", {"error": error, "status": status}, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: by its address or by what it accepts."""
    return (
        request.path.endswith(".json")
        or request.path.startswith("/api/")
        or (request.accepts("application/json") and not request.accepts("text/html"))
    )
