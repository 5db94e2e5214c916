"""What is new in a talk: asked for, or as it happens."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from manumit.base.kernel import Erased
from manumit.doors.web.haven import talk_page
from manumit.doors.web.haven.ring import talk_of as mine
from manumit.doors.web.helpline.asgi import aside
from manumit.doors.web.helpline.bus import BUS
from manumit.doors.web.helpline.models import Conversation

PATIENCE = 20.0
"""Seconds of silence after which a stream says that it is alive."""


def number_of(text: str) -> int:
    """Of a message, as a browser tells it; 0 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 9 else 0


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What is new, for those whose line does not hold a stream."""
    talk = mine(request)
    if talk is None:
        return JsonResponse({"gone": True}, status=410)
    return JsonResponse(talk_page.news(request, talk, number_of(request.GET.get("after", ""))))


def stream(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """What is new, as it happens (server-sent events)."""
    talk = mine(request)
    if talk is None:
        return HttpResponse(status=204)  # tells the browser not to ask again
    after = number_of(request.headers.get("Last-Event-ID") or request.GET.get("after", ""))
    made = StreamingHttpResponse(
        _events(request, get_language() or "en", talk.id, after), content_type="text/event-stream"
    )
    made.headers["X-Accel-Buffering"] = "no"
    return made


async def _events(request: HttpRequest, language: str, name: str, after: int) -> AsyncIterator[bytes]:
    yield b"retry: 3000\n\n"
    known = ""
    async with BUS.listening(name) as listening:
        while True:
            told = await aside(_since, request, language, name, after)
            if told is None:
                yield b"event: gone\ndata: {}\n\n"
                return
            body = json.dumps(told, ensure_ascii=False)
            if told["last"] > after or told["now"] + told["state"] != known:
                after, known = told["last"], told["now"] + told["state"]
                yield f"id: {after}\ndata: {body}\n\n".encode()
            while not await listening.changed(PATIENCE):
                yield b": here\n\n"


def _since(request: HttpRequest, language: str, name: str, after: int) -> dict[str, Any] | None:
    talk = Conversation.objects.filter(pk=name).first()
    try:
        with override(language):
            return talk_page.news(request, talk, after) if talk else None
    except Erased:
        return None
