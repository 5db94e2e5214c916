"""What happens, told to an open page (server-sent events): turns of the talk at once, the queue once a second."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from math import inf
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from manumit.base.kernel import Erased
from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline.acts import turns
from manumit.doors.web.helpline.asgi import aside
from manumit.doors.web.helpline.bus import BUS, woken
from manumit.doors.web.helpline.models import Conversation
from manumit.doors.web.line import duty
from manumit.doors.web.line.board import DUTY_EVERY, Board, Talks
from manumit.doors.web.line.gate import Here, here, here_at, needs
from manumit.doors.web.line.translating import with_renderings
from manumit.doors.web.line.views.room import over_telephone
from manumit.doors.web.line.waiting import Held, held, queue


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
        wakes = asyncio.Event()
        own = await stack.enter_async_context(BUS.listening(talk, wakes)) if talk else None
        seat = stack.enter_context(BOARD.seat(user.pk, language, wakes))
        yield "retry: 1500\n\n"
        looked, first, head, board, talks = -inf, True, "", "", ""
        while True:
            wakes.clear()
            if own and (own.news() or first):
                first = False
                fresh = await aside(_talk, user, language, talk, after)
                if fresh["turns"] or fresh["head"] != head:
                    head, after = fresh["head"], fresh["last"]
                    yield _event("talk", fresh, after)
            due = time.monotonic() - looked >= DUTY_EVERY  # minutes of waiting pass without any news
            if seat.news() or due:
                looked = time.monotonic()
                told = await BOARD.told(seat, user)
                if told.queue != board:
                    board = told.queue
                    yield board
                elif due:
                    yield ": here\n\n"
                if (own_talks := _event("mine", _mine(told.held.get(user.pk, ()), language, talk))) != talks:
                    talks = own_talks
                    yield talks
            await woken(wakes, looked + DUTY_EVERY - time.monotonic())


def _event(name: str, data: dict[str, Any], ident: int | None = None) -> str:
    told = f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n"
    return told + (f"id: {ident}\n\n" if ident is not None else "\n")


def _board(language: str) -> tuple[str, Talks]:
    return _event("queue", _queue(language)), held()


BOARD = Board(_board)


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
