"""What every answer of Haven carries: nothing of it stays in a cache, and no search engine lists it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), browsing-topics=()",
}
Answer = Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]


class Quiet:
    """Sets HEADERS where a view has not said otherwise. Hashed assets never come by here."""

    sync_capable = async_capable = True

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        if iscoroutinefunction(answer):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """The answer, with the headers."""
        made = self.answer(request)
        return _quieted(made) if isinstance(made, HttpResponseBase) else self._later(made)

    async def _later(self, made: Awaitable[HttpResponseBase]) -> HttpResponseBase:
        return _quieted(await made)


def _quieted(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
