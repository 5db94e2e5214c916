"""HTTP/1.1 over asyncio streams, as little as a browser needs: a line that is kept for forms, one that is held for
server-sent events. A client of a thousand lines costs the two cores that it shares with the servers next to nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PATIENCE = 30.0
"""Seconds for an answer; a held line sends something more often than that."""


class Broken(Exception):
    """The line broke, or the server is not there."""


BROKEN = (
    OSError,
    asyncio.IncompleteReadError,
    asyncio.LimitOverrunError,
    TimeoutError,
    ValueError,
    IndexError,
)


@dataclass(frozen=True)
class Answer:
    """What came back, and when the form was sent."""

    status: int
    headers: dict[str, str]
    body: bytes
    sent: float

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass
class Browser:
    """Cookies of one browser at one port."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, path: str, form: dict[str, str] | None = None, accept: str = "text/html") -> Answer:
        """GET, or POST with a form. `Broken` when no answer came; whether the server heard it is then not known."""
        body = urlencode(form).encode() if form is not None else b""
        async with self._one:
            for fresh in (False, True):
                if self._line is None or fresh:
                    self.hang_up()
                    await self._dial()
                assert self._line is not None
                sent = time.time()
                try:
                    self._line[1].write(
                        self._head("GET" if form is None else "POST", path, accept, len(body)) + body
                    )
                    async with asyncio.timeout(PATIENCE):
                        return await self._answer(sent)
                except BROKEN as error:
                    self.hang_up()
                    # a kept line may have been closed while it was idle: a form says the same twice and is heard once
                    if fresh:
                        raise Broken(str(error)) from error
                except asyncio.CancelledError:
                    self.hang_up()  # its answer would be taken for the next one's
                    raise
        raise Broken(path)

    async def _dial(self) -> None:
        try:
            self._line = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        except OSError as error:
            raise Broken(str(error)) from error

    def hang_up(self) -> None:
        """Let the kept line go."""
        if self._line:
            self._line[1].close()
            self._line = None

    def _head(self, method: str, path: str, accept: str, size: int) -> bytes:
        told = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Accept: {accept}",
            "Accept-Language: en",
        ]
        if self.cookies:
            told.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if method == "POST":
            told += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {size}",
                f"Origin: http://127.0.0.1:{self.port}",
                "X-Wanted: nothing",
            ]
        return ("\r\n".join(told) + "\r\n\r\n").encode()

    async def _answer(self, sent: float) -> Answer:
        assert self._line is not None
        reader = self._line[0]
        status, headers = await self._headers(reader)
        if "content-length" in headers:
            body = await reader.readexactly(int(headers["content-length"]))
        elif headers.get("transfer-encoding") == "chunked":
            body = b"".join([piece async for piece in _chunks(reader)])
        else:
            body = b""
        if headers.get("connection") == "close":
            self.hang_up()
        return Answer(status, headers, body, sent)

    async def _headers(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines[1:]:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                for kept in SimpleCookie(value).values():
                    self.cookies[kept.key] = kept.value
            elif name:
                headers[name.lower()] = value
        return int(lines[0].split()[1]), headers

    async def events(self, path: str) -> AsyncIterator[tuple[str, str]]:
        """(event, data) of a stream, until it breaks (`Broken`) or the server ends it."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        except OSError as error:
            raise Broken(str(error)) from error
        try:
            writer.write(self._head("GET", path, "text/event-stream", 0))
            async with asyncio.timeout(PATIENCE):
                status, _ = await self._headers(reader)
            if status != 200:
                raise Broken(f"{path}: {status}")
            held = b""
            async for piece in _chunks(reader):
                held += piece
                while b"\n\n" in held:
                    one, _, held = held.partition(b"\n\n")
                    told = dict(line.partition(": ")[::2] for line in one.decode("utf-8").split("\n"))
                    if "data" in told:
                        yield told.get("event", "message"), told["data"]
        except BROKEN as error:
            raise Broken(str(error)) from error
        finally:
            writer.close()


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while True:
        async with asyncio.timeout(PATIENCE):
            size = int((await reader.readuntil(b"\r\n")).strip(), 16)
            piece = await reader.readexactly(size + 2)
        if not size:
            return
        yield piece[:-2]
