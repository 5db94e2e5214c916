"""The application of both doors: Django's, on a few threads that stay.

Django gives each request a thread of its own, and with it a connection to the database, and its middleware goes to and
fro between the loop and that thread. Here a request is one visit to a thread of a small pool, whose connections last.
Streams wait on the loop, hold no thread, and look at the database with `aside`, in threads of their own. Answers that
take long are made `later`, in threads of their own, too: what was said is kept, and reaches those who read, while
hundreds wait until their words are judged."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, ParamSpec, TypeVar

from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import response_for_exception
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, override

THREADS, LOOKS, JUDGES = 12, 4, 2
"""A process's threads for requests, for streams, and for what is made later, each with a connection. Python runs one of
them at a time; the others wait for the database."""
_REQUESTS, _LOOKS = ThreadPoolExecutor(THREADS, "request"), ThreadPoolExecutor(LOOKS, "look")
_JUDGES = ThreadPoolExecutor(JUDGES, "judge")
P = ParamSpec("P")
R = TypeVar("R")


def aside(call: Callable[P, R], *given: P.args, **named: P.kwargs) -> Awaitable[R]:
    """Run what touches the database beside the loop, in a thread whose connection is looked after."""
    return _cared(_LOOKS, partial(call, *given, **named))


def _cared(pool: ThreadPoolExecutor, call: Callable[[], R]) -> Awaitable[R]:
    def cared() -> R:
        close_old_connections()
        return call()

    return asyncio.get_running_loop().run_in_executor(pool, copy_context().run, cared)


class _Later(HttpResponse):
    """What the middleware sees of an answer that is still being made. It is made also when nobody waits for it any
    more: who said that somebody is coming may have left the page."""

    def __init__(self, request: HttpRequest, make: Callable[[], HttpResponse]) -> None:
        super().__init__()
        self._made = _JUDGES.submit(_made, request, make, get_language() or "en")

    async def finish(self) -> None:
        """Take what was made; the headers that the middleware has set stay."""
        made = await asyncio.shield(asyncio.wrap_future(self._made))
        self.status_code, self.content = made.status_code, made.content
        for name, value in made.items():
            self.headers[name] = value
        self.headers["Content-Length"] = str(len(made.content))


def _made(request: HttpRequest, make: Callable[[], HttpResponse], language: str) -> HttpResponse:
    close_old_connections()
    with override(language):
        try:
            return make()
        except Exception as error:  # as Django does around a view
            return response_for_exception(request, error)


def later(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer that `make` gives, without cookies. At a door it is made in one of the threads that judge, while the
    request leaves its own; elsewhere at once."""
    return _Later(request, make) if getattr(request, "at_door", False) else make()


class Door(ASGIHandler):
    """A request's whole way, from the first middleware to the answer, in one thread; what is made later in another."""

    def __init__(self) -> None:
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI, version 3; HTTP alone."""
        if scope["type"] != "http":
            raise ValueError(f"A door answers HTTP, not {scope['type']}.")
        await self.handle(scope, receive, send)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; a streaming one waits on the loop afterwards, and begins beside the requests."""
        streams = "text/event-stream" in request.headers.get("Accept", "")
        request.at_door = True  # type: ignore[attr-defined]
        made = await _cared(_LOOKS if streams else _REQUESTS, partial(self.get_response, request))
        if isinstance(made, _Later):
            await made.finish()
        return made
