"""Help near a place: only entries that a named person has vouched for lately. Nothing of what is looked for is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from manumit.doors.web.haven import countries
from manumit.doors.web.helpline.common import SET, locale_of
from manumit.services.support import NEEDS, Directory, Match, Wish, emergency, near_town, search
from manumit.services.support import pack as packed

MOST = 30
"""Entries on a page: with a bad line a long list is no help."""


@cache
def directory() -> Directory:
    """The directory of this house."""
    return Directory(settings.HOUSE.path)


def need_names() -> dict[str, str]:
    """What people look for, in the reader's words."""
    return {
        "shelter": gettext("A safe place to stay"),
        "legal_aid": gettext("A lawyer"),
        "health": gettext("A doctor or counsellor"),
        "food": gettext("Food and clothes"),
        "interpreter": gettext("An interpreter"),
        "embassy": gettext("An embassy"),
        "hotline": gettext("A help line"),
        "money": gettext("Money in need"),
        "work_rights": gettext("Rights at work"),
        "family_tracing": gettext("Finding family"),
        "other": gettext("Other help"),
    }


@csrf_exempt  # it only looks things up; by POST, so that no address in a history says what was looked for
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Search, with the emergency number of the country above it."""
    asked = request.POST
    country = countries.known(asked.get("country", ""))
    town = asked.get("town", "").strip()[:100]
    near = near_town(town, country) if town else None
    need = asked.get("need", "")
    wish = Wish(
        needs=(need,) if need in NEEDS else (),
        gender=asked.get("gender", "") if asked.get("gender") in ("women", "men") else "",
        age=_age(asked.get("age", "")),
        language=locale_of(get_language() or "en"),
        near=near,
        country=country,
        only_open="open" in asked,
    )
    entries = directory().shown()
    found = search(entries, wish, datetime.now(UTC), MOST) if request.method == "POST" else []
    told: dict[str, Any] = {
        "here": "find",
        "asked": request.method == "POST",
        "any": bool(entries),
        "found": [_told(one) for one in found],
        "needs": need_names().items(),
        "need": need,
        "country": country,
        "town": town,
        "lost": bool(town) and near is None,
        "age": asked.get("age", "")[:3],
        "gender": wish.gender,
        "open": wish.only_open,
        "number": emergency(country) if country else None,
        "countries": countries.named(get_language() or "en"),
    }
    return render(request, "haven/find.html", told)


def _age(text: str) -> float | None:
    return float(text) if text.isdecimal() and len(text) <= 3 else None


def _told(match: Match) -> dict[str, Any]:
    """A match in words."""
    entry = match.entry
    words = {
        "open": gettext("open now"),
        "closed": gettext("closed now"),
        "walk": gettext("near: on foot"),
        "ride": gettext("by bus or train"),
        "far": gettext("farther away"),
        "yes": gettext("speaks your language"),
        "interpreter": gettext("has interpreters"),
        "free": gettext("free"),
        "paid": gettext("costs money"),
    }
    tags = [words.get(one, "") for one in (match.state, match.distance, match.speaks, entry.cost)]
    if match.fit == "perhaps":
        tags.append(gettext("ask whether it is for you"))
    return {"entry": entry, "tags": [one for one in tags if one]}


@require_safe
def pack(request: HttpRequest) -> HttpResponse:
    """What a phone keeps of the directory: that of the operator's area, the same for everybody."""
    body = packed(directory().shown(), SET.helpline_area, datetime.now(UTC).date())
    return HttpResponse(body, content_type="application/json")
