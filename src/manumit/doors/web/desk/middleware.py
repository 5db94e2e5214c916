"""Errors of the engine as pages: what happened, what was kept, what to do. One shape for page and API."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from manumit.base.kernel import Erased, ManumitError, Refused, UsageError

_STATUS = {UsageError: 400, Refused: 403, Erased: 410}


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
