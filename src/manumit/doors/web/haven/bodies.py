"""What is far too long is turned away before it is read: what Django reads beyond its limit it would lay on a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from manumit.doors.web.haven.plain import MOST_BODY

Scope = dict[str, Any]
Talk = Callable[..., Awaitable[Any]]
PAGE = "/large"
"""What a browser is shown in place of what it asked for."""
PATIENCE = 60.0
"""Seconds for which what still comes is thrown away: a browser shows the answer only when it has sent all."""


def bounded(application: Callable[[Scope, Talk, Talk], Awaitable[None]]) -> Any:
    """The application, which never sees a body that is longer than `MOST_BODY`, or one whose length is not said."""

    async def guarded(scope: Scope, receive: Talk, send: Talk) -> None:
        if scope["type"] == "http" and not _fits(dict(scope["headers"])):
            for message in await _told(application, scope):
                await send(message)
            await _poured_away(receive)
            await send({"type": "http.response.body", "body": b""})
            return
        await application(scope, receive, send)

    return guarded


async def _told(application: Callable[[Scope, Talk, Talk], Awaitable[None]], scope: Scope) -> list[Scope]:
    """The page, in the language of whoever sent too much; a script gets a line. The end is not said yet."""
    headers = dict(scope["headers"])
    if b"text/html" not in headers.get(b"accept", b""):
        head = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        told = f"At most {MOST_BODY >> 20} MB at once.".encode()
        made = [{"type": "http.response.start", "status": 413, "headers": head}]
        return [*made, {"type": "http.response.body", "body": told, "more_body": True}]
    kept = [one for one in scope["headers"] if one[0] in (b"accept-language", b"cookie", b"host", b"accept")]
    asked = scope | {
        "method": "GET",
        "path": PAGE,
        "raw_path": PAGE.encode(),
        "query_string": b"",
        "headers": kept,
    }
    parts: list[Scope] = []
    empty: list[Scope] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def nothing() -> Scope:
        if not empty:
            await asyncio.sleep(PATIENCE)
        return empty.pop() if empty else {"type": "http.disconnect"}

    async def keep(message: Scope) -> None:
        parts.append(message)

    await application(asked, nothing, keep)
    return [one | {"more_body": True} if one["type"] == "http.response.body" else one for one in parts]


async def _poured_away(receive: Talk) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            while (message := await receive())["type"] == "http.request" and message.get("more_body"):
                pass
    except TimeoutError:
        return


def _fits(headers: dict[bytes, bytes]) -> bool:
    if b"transfer-encoding" in headers:
        return False
    told = headers.get(b"content-length", b"0")
    return told.isdigit() and int(told) <= MOST_BODY
