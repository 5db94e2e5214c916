"""What every answer of Haven carries: nothing of it stays in a cache, no search engine lists it, and it is small."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), browsing-topics=()",
}
SECRET = b"csrfmiddlewaretoken"
WORDS = ("html", "css", "javascript", "json", "svg+xml")
"""Ends of media types that shrink; sound does not, and is asked for in pieces."""
Answer = Callable[[HttpRequest], HttpResponseBase]
"""A request's whole way is one thread (helpline/asgi.py): no answer is waited for."""


class Small(GZipMiddleware):
    """What is only looked at, compressed, for a bad line. Not where a form's secret stands in a page beside what was
    written (BREACH, 2013), and not what comes bit by bit."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed where that is safe."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if (
            request.method != "GET"
            or response.streaming
            or response.status_code != 200
            or not kind.endswith(WORDS)
        ):
            return response
        if SECRET in response.content:  # type: ignore[attr-defined]
            return response
        made: HttpResponseBase = super().process_response(request, response)
        return made


class Quiet:
    """Sets HEADERS where a view has not said otherwise. Hashed assets never come by here."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with the headers."""
        made = self.answer(request)
        for name, value in HEADERS.items():
            made.headers.setdefault(name, value)
        return made


class Shut:
    """Requests that open nothing, whatever cookies come with them: the first after somebody left while the line was
    away (the page marked that by a cookie of its own, and what it could not tell us then is done now), and those for
    the store of a phone, which keeps the same for everybody."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer as to somebody without keys."""
        left = request.COOKIES.get(settings.LEFT_COOKIE, "")
        names = gone(left == "all") if left else gone() if for_the_store(request) else []
        for name in names:
            request.COOKIES.pop(name, None)
        made = self.answer(request)
        for name in names if left else []:
            if name not in made.cookies:
                made.delete_cookie(name, samesite="Strict")
        return made


def gone(everything: bool = False) -> list[str]:
    """The cookies that Leave takes away, or with `everything` what this browser was asked to remember, too."""
    kept = [settings.COVER_COOKIE, settings.LANGUAGE_COOKIE_NAME] if everything else []
    return [
        settings.TALK_COOKIE,
        settings.CARE_COOKIE,
        settings.CSRF_COOKIE_NAME,
        settings.LEFT_COOKIE,
        *kept,
    ]


def for_the_store(request: HttpRequest) -> bool:
    """Whether the answer is to be kept on a phone (worker.js, keep.js)."""
    return request.headers.get("X-Kept") == "1"
