"""News between processes: whoever looks at a conversation is told within a tick of the clock that something changed.

One task a process reads the `Tick` table (an index lookup) every `BEAT`; those who wait sleep on an event. It works the
same on SQLite and PostgreSQL, survives a killed neighbour, and 500 who look cost one query a beat.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from django.db import DatabaseError
from django.db.models import Max

from manumit.doors.web.helpline.models import Tick

BEAT = 0.15
"""Seconds between two looks."""
ANY = ""
"""Listening to this is listening to all."""


class Bus:
    """The listeners of one process."""

    def __init__(self) -> None:
        self._listening: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    @asynccontextmanager
    async def listening(self, conversation: str = ANY) -> AsyncIterator[Listener]:
        """Be told of changes in `conversation`. Look at it first only after this began: nothing falls between."""
        if self._task is None or self._task.done():
            self._ready = asyncio.Event()
            self._task = asyncio.get_running_loop().create_task(self._listen())
        await self._ready.wait()
        event = asyncio.Event()
        self._listening[conversation].add(event)
        try:
            yield Listener(event)
        finally:
            self._listening[conversation].discard(event)
            if not self._listening[conversation]:
                del self._listening[conversation]

    async def _listen(self) -> None:
        newest = (await Tick.objects.aaggregate(newest=Max("id")))["newest"] or 0
        self._ready.set()
        while True:
            await asyncio.sleep(BEAT)
            with suppress(DatabaseError):  # a database that is busy or away now is asked again in a beat
                async for tick in Tick.objects.filter(id__gt=newest).order_by("id"):
                    newest = tick.id
                    for name in (tick.conversation, ANY):
                        for event in self._listening.get(name, ()):
                            event.set()


class Listener:
    """One who looks."""

    def __init__(self, event: asyncio.Event) -> None:
        self._event = event

    async def changed(self, patience: float = 25.0) -> bool:
        """Wait until something changed since the last call; False when nothing did in `patience` seconds."""
        try:
            await asyncio.wait_for(self._event.wait(), patience)
        except TimeoutError:
            return False
        self._event.clear()
        return True


BUS = Bus()
