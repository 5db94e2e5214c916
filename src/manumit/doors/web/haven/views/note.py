"""A report without a name: what stands before it, the page to write and the page to come back. What is written is
sealed in the browser; these pages hold only what it needs for that."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from manumit.doors.web.haven import countries
from manumit.doors.web.haven.assets import address
from manumit.doors.web.helpline import receivers, reports
from manumit.doors.web.helpline.common import locale_of
from manumit.services.support import word_locales, words

HEADERS = {"Permissions-Policy": "camera=(), microphone=(self), geolocation=(), browsing-topics=()"}
"""A voice can be recorded on these pages, and nowhere else here."""


def shown(
    request: HttpRequest, page: str, told: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """A page of a report. `able`: whether anybody can receive one."""
    lang = get_language() or "en"
    base = {
        "here": "note",
        "able": bool(receivers.recipients()),
        "salt": reports.salt().hex(),
        "worker": address("sealed-worker.js"),
        "countries": countries.named(lang),
        "list": word_list(lang),
    }
    response = render(request, f"haven/{page}.html", base | (told or {}), status=status)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def word_list(language: str) -> str:
    """The list that a code is said in: that of the language, or English."""
    locale = locale_of(language)
    return locale if locale in word_locales() else "en"


@require_safe
def before(request: HttpRequest) -> HttpResponse:
    """What it protects, and what not."""
    return shown(request, "note")


@require_safe
def write(request: HttpRequest) -> HttpResponse:
    """Write, sealed in the browser. Nothing on this page can be sent by a form."""
    return shown(request, "note_write")


@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Come back with the code."""
    return shown(request, "note_back")


@require_safe
def word_lists(request: HttpRequest, locale: str) -> HttpResponse:
    """The words of a language, or those of all: a code is opened in whatever language it was said."""
    known = word_locales()
    if locale != "all" and locale not in known:
        raise Http404
    return JsonResponse({"lists": [words(one) for one in (known if locale == "all" else (locale,))]})
