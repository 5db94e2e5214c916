"""The queue, and everybody's own talks, as all open pages of Line are told them: looked at once a second at most,
however many look; a page is woken only when what it shows has changed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.asgi import aside
from manumit.doors.web.helpline.bus import BUS
from manumit.doors.web.line import duty
from manumit.doors.web.line.waiting import Held

QUEUE_EVERY, DUTY_EVERY = 1.0, 15.0
"""Seconds: the queue is told at most, and being here is noted at least, so often."""
Talks = dict[int, tuple[Held, ...]]
"""Talks that advocates have, by their number."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one look found: the queue as an event, the talks that advocates have, and when it began (monotonic)."""

    at: float
    queue: str
    held: Talks


@dataclass(eq=False, slots=True)
class Seat:
    """An open page: whose, in which language, what wakes it, and what it was told last."""

    user: int
    language: str
    wakes: asyncio.Event
    last: Told | None = field(default=None, init=False)
    _news: bool = field(default=True, init=False)

    def tell(self) -> None:
        """What it shows has changed."""
        self._news = True
        self.wakes.set()

    def news(self) -> bool:
        """Whether it has, since the last call."""
        told, self._news = self._news, False
        return told

    def shows(self, now: Told) -> bool:
        """Whether it shows what is now."""
        if self.last is None or self.last.queue != now.queue:
            return False
        return self.last.held.get(self.user, ()) == now.held.get(self.user, ())


class Board:
    """What is told to all, by language. `look` says both for a language; it may wait for the database."""

    def __init__(self, look: Callable[[str], tuple[str, Talks]]) -> None:
        self._look = look
        self._shown: dict[str, Told] = {}
        self._looks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._seen: dict[int, float] = {}
        self._seats: set[Seat] = set()
        self._task: asyncio.Task[None] | None = None

    @contextmanager
    def seat(self, user: int, language: str, wakes: asyncio.Event) -> Iterator[Seat]:
        """Be woken when the queue or the talks of `user` are others than they were."""
        seat = Seat(user, language, wakes)
        self._seats.add(seat)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._watching())
        try:
            yield seat
        finally:
            self._seats.discard(seat)

    async def told(self, seat: Seat, user: User) -> Told:
        """As it was at most a second ago, for the seat of `user`, who is noted as here."""
        if time.monotonic() - self._seen.get(user.pk, -DUTY_EVERY) >= DUTY_EVERY:
            self._seen[user.pk] = time.monotonic()
            await aside(duty.seen, user)
        seat.last = await self._fresh(seat.language, time.monotonic() - QUEUE_EVERY)
        return seat.last

    async def _fresh(self, language: str, since: float) -> Told:
        """As it was at `since` or later."""
        async with self._looks[language]:
            told = self._shown.get(language)
            if told is None or told.at < since:
                began = time.monotonic()
                told = self._shown[language] = Told(began, *await aside(self._look, language))
            return told

    async def _watching(self) -> None:
        """Until nobody looks any more."""
        async with BUS.listening() as everyone:
            missed = True  # what changed before this listened
            while self._seats:
                if missed or await everyone.changed(DUTY_EVERY):
                    missed = not await self._wake(time.monotonic())
                await asyncio.sleep(QUEUE_EVERY)

    async def _wake(self, since: float) -> bool:
        """Look for every language, and wake whose page shows something else; whether each could be looked for."""
        sound = True
        for language in {one.language for one in self._seats}:
            try:
                now = await self._fresh(language, since)
            except Exception as error:  # the database is away
                logging.getLogger("manumit").error("The queue could not be read (%s).", type(error).__name__)
                sound = False
                continue
            for seat in [one for one in self._seats if one.language == language and not one.shows(now)]:
                seat.tell()
        return sound
