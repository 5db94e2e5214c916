"""What happens, told to an open page (server-sent events): turns of the talk at once, the queue once a second."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from manumit.base.kernel import Erased
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.acts import turns
from manumit.doors.web.helpline.bus import ANY, BUS
from manumit.doors.web.helpline.models import Conversation, Tick
from manumit.doors.web.line import duty
from manumit.doors.web.line.gate import Here, here, here_at, needs
from manumit.doors.web.line.translating import with_renderings
from manumit.doors.web.line.views.room import over_telephone
from manumit.doors.web.line.waiting import queue

QUEUE_EVERY, DUTY_EVERY = 1.0, 15.0
"""Seconds: the queue is told at most, and being here is noted at least, so often."""


@require_safe
@needs("see_queue")
def stream(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """`?talk=ID&after=N`: events `queue`, `turns` and `talk`. A talk that one may not read is not told of."""
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
    told: dict[str, Any] = {"queue": _queue(user, language)}
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
    async with AsyncExitStack() as stack:
        everyone = await stack.enter_async_context(BUS.listening(ANY))
        own = await stack.enter_async_context(BUS.listening(talk)) if talk else everyone
        yield "retry: 1500\n\n"
        told = 0.0
        state: dict[str, Any] = {}
        first = True
        while True:
            if talk and (first or await own.changed(QUEUE_EVERY)):
                fresh = await _read(partial(_talk, user, language, talk, after))
                if fresh.get("turns") or fresh["head"] != state:
                    state, after = fresh["head"], fresh["last"]
                    yield _event("talk", fresh, after)
            elif not talk:
                await asyncio.sleep(0 if first else QUEUE_EVERY)
            now = time.monotonic()
            if (
                first
                or (now - told >= QUEUE_EVERY and await everyone.changed(0.001))
                or now - told >= DUTY_EVERY
            ):
                told, first = now, False
                yield _event("queue", await _read(partial(_queue, user, language)))


async def _read(look: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    def fresh() -> dict[str, Any]:
        close_old_connections()
        return look()

    return await sync_to_async(fresh)()


def _event(name: str, data: dict[str, Any], ident: int | None = None) -> str:
    told = f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n"
    return told + (f"id: {ident}\n\n" if ident is not None else "\n")


_SHOWN: dict[str, tuple[int, float, dict[str, Any]]] = {}
"""The queue as it was told a moment ago, by language, with the newest tick it knows: fifty who look cost one look."""


def _queue(user: User, language: str) -> dict[str, Any]:
    duty.seen(user)
    newest = Tick.objects.aggregate(newest=Max("id"))["newest"] or 0
    known, at, told = _SHOWN.get(language, (-1, 0.0, {}))
    if known != newest or time.monotonic() - at > DUTY_EVERY * 0.9:
        now = queue()
        with override(language):
            html = render_to_string("line/parts/queue.html", {"queue": now})
        told = {"html": html, "total": now.total, "danger": now.danger}
        _SHOWN[language] = (newest, time.monotonic(), told)
    return told


def _talk(user: User, language: str, talk: str, after: int) -> dict[str, Any]:
    """Turns after `after`, and the head of the talk; `gone` when it is not this person's to read any more."""
    now = Conversation.objects.filter(pk=talk).first()
    at = here_at(user, talk) if now else Here(user)
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
