"""News between processes: whoever looks at a conversation is told at once that something changed.

One task a process listens, and those who look sleep on an event. On PostgreSQL it holds a connection that is notified
(LISTEN) when a change is committed, never before; numbers of ticks are no order of commits there. SQLite has one
writer: there it reads the `Tick` table every `BEAT`. A connection that broke is made anew, and then all are told, since
something may have been missed.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from django.db import connection
from django.db.models import Max

from manumit.doors.web.helpline.asgi import aside
from manumit.doors.web.helpline.models import CHANNEL, Tick

BEAT = 0.1
"""Seconds between two looks at SQLite."""
AGAIN = 0.5
"""Seconds before a database that was away is asked again."""
ANY = ""
"""Listening to this is listening to all."""


class Bus:
    """The listeners of one process."""

    def __init__(self) -> None:
        self._listening: dict[str, set[Listener]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    @asynccontextmanager
    async def listening(
        self, conversation: str = ANY, wakes: asyncio.Event | None = None
    ) -> AsyncIterator[Listener]:
        """Be told of changes in `conversation`. Look at it first only after this began: nothing falls between. `wakes`
        is set, too, for who waits for more than this."""
        if self._task is None or self._task.done():
            self._ready = asyncio.Event()
            listen = self._notified if connection.vendor == "postgresql" else self._looking
            self._task = asyncio.get_running_loop().create_task(listen())
        await self._ready.wait()
        listener = Listener(wakes or asyncio.Event())
        self._listening[conversation].add(listener)
        try:
            yield listener
        finally:
            self._listening[conversation].discard(listener)
            if not self._listening[conversation]:
                del self._listening[conversation]

    def _tell(self, conversations: Iterable[str]) -> None:
        for name in (*conversations, ANY):
            for listener in self._listening.get(name, ()):
                listener.tell()

    async def _looking(self) -> None:
        newest = -1
        while True:
            try:
                told = await aside(_newer, newest)
            except Exception:  # whatever it was, who looks goes on being told
                await asyncio.sleep(AGAIN)
                continue
            if told and newest >= 0:
                self._tell({name for _, name in told})
            newest = told[-1][0] if told else max(newest, 0)
            self._ready.set()
            await asyncio.sleep(BEAT)

    async def _notified(self) -> None:
        import psycopg

        known = {key: str(connection.settings_dict[name]) for key, name in _ADDRESS.items()}
        alive = {"keepalives_idle": "20", "keepalives_interval": "5", "keepalives_count": "3"}
        address = psycopg.conninfo.make_conninfo(**{k: v for k, v in known.items() if v}, **alive)
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(address, autocommit=True) as line:
                    await line.execute(f"listen {CHANNEL}")
                    self._tell(list(self._listening))
                    self._ready.set()
                    async for note in line.notifies():
                        self._tell((note.payload,))
            except Exception:  # as above
                await asyncio.sleep(AGAIN)


_ADDRESS = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}


def _newer(newest: int) -> list[tuple[int, str]]:
    """Ticks after `newest`, oldest first; before the first look the last one alone."""
    if newest < 0:
        last = Tick.objects.aggregate(newest=Max("id"))["newest"]
        return [(last, "")] if last else []
    return list(Tick.objects.filter(id__gt=newest).order_by("id").values_list("id", "conversation"))


class Listener:
    """One who looks; `wakes` may be another's, too."""

    def __init__(self, wakes: asyncio.Event) -> None:
        self._wakes, self._news = wakes, False

    def tell(self) -> None:
        """Something changed."""
        self._news = True
        self._wakes.set()

    async def changed(self, patience: float = 25.0) -> bool:
        """Wait until something changed since the last call; False when nothing did in `patience` seconds."""
        if not self._news and not await woken(self._wakes, patience):
            return False
        self._wakes.clear()
        return self.news()

    def news(self) -> bool:
        """Whether something changed since the last call, without waiting."""
        told, self._news = self._news, False
        return told


async def woken(event: asyncio.Event, patience: float) -> bool:
    """Whether `event` is set, within so many seconds."""
    if not event.is_set():
        try:
            async with asyncio.timeout(patience):
                await event.wait()
        except TimeoutError:
            return False
    return True


BUS = Bus()
