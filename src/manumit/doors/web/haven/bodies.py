"""What is far too long is turned away before it is read: what Django reads beyond its limit it would lay on a disk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from manumit.doors.web.haven.plain import MOST_BODY

Scope = dict[str, Any]
Talk = Callable[..., Awaitable[Any]]


def bounded(application: Callable[[Scope, Talk, Talk], Awaitable[None]]) -> Any:
    """The application, which never sees a body that is longer than `MOST_BODY`, or one whose length is not said."""

    async def guarded(scope: Scope, receive: Talk, send: Talk) -> None:
        if scope["type"] == "http" and not _fits(dict(scope["headers"])):
            head = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": 413, "headers": head})
            told = f"At most {MOST_BODY >> 20} MB at once.".encode()
            await send({"type": "http.response.body", "body": told})
            return
        await application(scope, receive, send)

    return guarded


def _fits(headers: dict[bytes, bytes]) -> bool:
    if b"transfer-encoding" in headers:
        return False
    told = headers.get(b"content-length", b"0")
    return told.isdigit() and int(told) <= MOST_BODY
