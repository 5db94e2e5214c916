"""The keys of talks that this browser holds, in one cookie: the talk of now, then those before it in which something
still stands (kept, or agreed to), so that it can be taken back and erased after a new talk has begun."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from manumit.doors.web.helpline import acts, agreed
from manumit.doors.web.helpline.models import Conversation

MOST = 40
"""Keys in the cookie: 2 KB, half of what browsers take. The oldest go first."""


def talk_of(request: HttpRequest) -> Conversation | None:
    """The talk of now."""
    return acts.by_token(_keys(request)[0])


def before(request: HttpRequest) -> list[Conversation]:
    """Talks before it that are still there."""
    return [talk for key in _keys(request)[1:] if (talk := acts.by_token(key))]


def talks_of(request: HttpRequest) -> list[Conversation]:
    """All of them, the talk of now first."""
    now = talk_of(request)
    return [*([now] if now else []), *before(request)]


def hold(request: HttpRequest, response: HttpResponseBase, key: str = "") -> None:
    """From now on `key` opens the talk of now (none without it); of those before, the ones in which something stands
    stay on the ring."""
    others = [one for one in _keys(request) if one != key and _stands(one)]
    if not key and not others:
        response.delete_cookie(settings.TALK_COOKIE, samesite="Strict")
        return
    response.set_cookie(
        settings.TALK_COOKIE,
        ".".join((key, *others[: MOST - 1])),
        httponly=True,
        samesite="Strict",
        secure=settings.CSRF_COOKIE_SECURE,
    )


def _stands(key: str) -> bool:
    talk, today = acts.by_token(key), timezone.now().date()
    return talk is not None and (talk.kept or any(one.stands(today) for one in agreed.of(talk)))


def _keys(request: HttpRequest) -> list[str]:
    """At least one, which may be empty: none opens the talk of now."""
    return request.COOKIES.get(settings.TALK_COOKIE, "").split(".")[:MOST]
