"""Help near a place: only entries that a named person has vouched for lately. Nothing of what is looked for is kept."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from manumit.doors.web.haven import countries, outline
from manumit.doors.web.haven.finding import Asked, card, dated, need_names, reasons, words
from manumit.doors.web.helpline.common import SET, locale_of
from manumit.services.support import Directory, Index, emergency_table, left_out, search

MOST = 30
"""Entries on a page: with a bad line a long list is no help."""


MOST_TOWNS = 200


@cache
def directory() -> Directory:
    """The directory of this house."""
    return Directory(settings.HOUSE.path)


def warm() -> None:
    """Read the directory before the first question."""
    with suppress(Exception):  # whoever asks first hears of it
        directory().index()
        outline.around(directory().packed(SET.helpline_area))


@lru_cache(maxsize=2)
def towns(index: Index) -> list[str]:
    """Towns of services, to choose from."""
    return sorted({spot.city for one in index.entries for spot in one.spots if spot.city})[:MOST_TOWNS]


@csrf_exempt  # it only looks things up; by POST, so that no address in a history says what was looked for
@gzip_page  # nothing secret stands in it
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Search, with the emergency number of the country above it."""
    asked, now = Asked.of(request.POST), datetime.now(UTC)
    wish, index = asked.wish(), directory().index()
    looked, table = request.method == "POST", emergency_table().countries
    found = search(index, wish, now, MOST) if looked else []
    told: dict[str, Any] = {
        "here": "find",
        "looked": looked,
        "any": bool(index.entries),
        "cards": [card(one, number, now) for number, one in enumerate(found, 1)],
        "out": [reasons(one) for one in left_out(index, wish, now, MOST)] if looked else [],
        "needs": need_names().items(),
        "asked": asked,
        "near": wish.near,
        "lost": bool(asked.town) and wish.near is None,
        "number": table.get(asked.country),
        "countries": [
            (code, name, table[code].number) for code, name in countries.named(get_language() or "en")
        ],
        "towns": towns(index),
        "tongues": [(locale_of(code), name) for code, name in settings.LANGUAGES],
        "words": json.dumps(words(), ensure_ascii=False),
    }
    return render(request, "haven/find.html", told)


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """The emergency numbers of all countries that the table knows: works without a network too."""
    table = emergency_table()
    listed = [(name, table.countries[code]) for code, name in countries.named(get_language() or "en")]
    return render(
        request,
        "haven/numbers.html",
        {"listed": listed, "checked": dated(table.checked.isoformat())},
    )


@require_safe
def pack(request: HttpRequest) -> HttpResponse:
    """What a phone keeps of the directory: that of the operator's area, the same for everybody."""
    return HttpResponse(directory().packed(SET.helpline_area), content_type="application/json")


@require_safe
def land(request: HttpRequest) -> HttpResponse:
    """Coasts and borders round the places of the pack, for the map that a phone draws."""
    body = outline.around(directory().packed(SET.helpline_area))
    return HttpResponse(body, content_type="application/json")
