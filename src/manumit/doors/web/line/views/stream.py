"""What happens, told to an open page (server-sent events): turns of the talk at once, the queue once a second."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from manumit.base.kernel import Erased
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.acts import turns
from manumit.doors.web.helpline.asgi import aside
from manumit.doors.web.helpline.bus import ANY, BUS
from manumit.doors.web.helpline.models import Conversation
from manumit.doors.web.line import duty
from manumit.doors.web.line.gate import Here, here, here_at, needs
from manumit.doors.web.line.translating import with_renderings
from manumit.doors.web.line.views.room import over_telephone
from manumit.doors.web.line.waiting import Held, held, queue

QUEUE_EVERY, DUTY_EVERY = 1.0, 15.0
"""Seconds: the queue is told at most, and being here is noted at least, so often."""


@require_safe
@needs("see_queue")
def stream(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """`?talk=ID&after=N`: events `queue`, `mine` and `talk`. A talk that one may not read is not told of."""
    user, language = here(request).user, get_language() or "en"
    talk, after = _asked(request, user)
    response = StreamingHttpResponse(
        _events(user, language, talk, after), content_type="text/event-stream; charset=utf-8"
    )
    response["X-Accel-Buffering"] = "no"
    return response


@require_safe
@needs("see_queue")
def news(request: HttpRequest) -> JsonResponse:
    """The same once, for browsers and lines on which a stream does not last."""
    user, language = here(request).user, get_language() or "en"
    talk, after = _asked(request, user)
    duty.seen(user)
    told: dict[str, Any] = {"queue": _queue(language), "mine": _mine(held().get(user.pk, ()), language, talk)}
    if talk:
        told["talk"] = _talk(user, language, talk, after)
    return JsonResponse(told)


def _asked(request: HttpRequest, user: User) -> tuple[str, int]:
    talk, after = request.GET.get("talk", ""), request.GET.get("after", "0")
    told = request.headers.get("Last-Event-ID", "") or after
    if talk and not here_at(user, talk).may("read_talk"):
        talk = ""
    return talk, int(told) if told.isdecimal() and len(told) < 9 else 0


async def _events(user: User, language: str, talk: str, after: int) -> AsyncIterator[str]:
    """Nothing is said twice: a piece is sent when it is another than the one before."""
    async with AsyncExitStack() as stack:
        everyone = await stack.enter_async_context(BUS.listening(ANY))
        own = await stack.enter_async_context(BUS.listening(talk)) if talk else everyone
        yield "retry: 1500\n\n"
        looked, head, board, talks = 0.0, "", "", ""
        first, due = True, time.monotonic()
        while True:
            if talk and (first or await own.changed(QUEUE_EVERY)):
                fresh = await aside(_talk, user, language, talk, after)
                if fresh["turns"] or fresh["head"] != head:
                    head, after = fresh["head"], fresh["last"]
                    yield _event("talk", fresh, after)
            elif not talk:
                await asyncio.sleep(0 if first else QUEUE_EVERY)
            if everyone.news():
                due = time.monotonic()
            waited = time.monotonic() - looked
            if first or waited >= DUTY_EVERY or (due and waited >= QUEUE_EVERY):
                looked, first = time.monotonic(), False
                told = await BOARD.told(user, language)
                due = 0.0 if told.at >= due else due  # what was told is older than the news: look again
                if told.queue != board:
                    board = told.queue
                    yield board
                elif waited >= DUTY_EVERY:
                    yield ": here\n\n"
                if (own_talks := _event("mine", _mine(told.held.get(user.pk, ()), language, talk))) != talks:
                    talks = own_talks
                    yield talks


def _event(name: str, data: dict[str, Any], ident: int | None = None) -> str:
    told = f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n"
    return told + (f"id: {ident}\n\n" if ident is not None else "\n")


@dataclass(frozen=True, slots=True)
class Told:
    """What one look found: the queue as an event, the talks that advocates have, and when it began (monotonic)."""

    at: float
    queue: str
    held: dict[int, tuple[Held, ...]]


class Board:
    """The queue as it is told to all, by language: fifty who look cost one look a second."""

    def __init__(self) -> None:
        self._shown: dict[str, Told] = {}
        self._looks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._seen: dict[int, float] = {}

    async def told(self, user: User, language: str) -> Told:
        """As it was at most a second ago, and `user` noted as here."""
        if time.monotonic() - self._seen.get(user.pk, -DUTY_EVERY) >= DUTY_EVERY:
            self._seen[user.pk] = time.monotonic()
            await aside(duty.seen, user)
        async with self._looks[language]:
            told = self._shown.get(language)
            if told is None or time.monotonic() - told.at >= QUEUE_EVERY:
                began = time.monotonic()
                told = Told(began, _event("queue", await aside(_queue, language)), await aside(held))
                self._shown[language] = told
            return told


BOARD = Board()


def _queue(language: str) -> dict[str, Any]:
    now = queue()
    with override(language):
        html = render_to_string("line/parts/queue.html", {"queue": now})
    return {"html": html, "total": now.total, "danger": now.danger}


def _mine(talks: tuple[Held, ...], language: str, talk: str) -> dict[str, Any]:
    """The advocate's own talks; `wait`: how many of those that are not open have words that nobody answered."""
    with override(language):
        html = render_to_string("line/parts/mine.html", {"mine": talks, "open": talk})
    return {"html": html, "wait": sum(one.since is not None and one.id != talk for one in talks)}


def _talk(user: User, language: str, talk: str, after: int) -> dict[str, Any]:
    """Turns after `after`, and the head of the talk; `gone` when it is not this person's to read any more."""
    now = Conversation.objects.filter(pk=talk).first()
    at = Here.at(user, now) if now else Here(user)
    if now is None or not at.may("read_talk"):
        return {"head": "", "turns": "", "last": after, "gone": True}
    try:
        with override(language):
            fresh = with_renderings(now, turns(now, after))
    except Erased:
        return {"head": "", "turns": "", "last": after, "gone": True}
    with override(language):
        head = render_to_string("line/parts/head.html", {"talk": now, "at": at, **over_telephone(now)})
        html = render_to_string("line/parts/turns.html", {"turns": fresh}) if fresh else ""
    return {"head": head, "turns": html, "last": fresh[-1]["number"] if fresh else after}
