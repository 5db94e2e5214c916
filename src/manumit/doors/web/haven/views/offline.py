"""What makes these pages work without a network, on a phone whose owner asked for it (/phone): a worker that keeps the
shell, the rights and the directory. It keeps the same for everybody, so that what lies on a phone says nothing of what
was read; that it lies there says enough, and so nobody's phone gets it unasked."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from manumit.doors.web.haven import guide
from manumit.doors.web.haven.assets import address, listed
from manumit.doors.web.haven.context import first_page
from manumit.doors.web.helpline.common import locale_of

HAVEN = Path(__file__).resolve().parents[1]
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#0f5f63"/>'
    '<g fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"><path d="M18 22h28M18 32h28M18 42h16"/>'
    "</g></svg>"
)
"""Three lines of text: a page, and no more than that."""


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker, told what to keep. Its name changes with any of that, and old stores go."""
    pages = ["/", "/start", "/rights", "/signs", "/plan", "/find", "/numbers", "/phone", "/away"]
    pages += [reverse("right", args=[one.slug]) for one in guide.pages(locale_of(get_language() or "en"))]
    kept = [
        *pages,
        "/pack.json",
        "/land.json",
        "/manifest.webmanifest",
        "/icon.svg",
        *(address(name) for name in ("haven.js", "haven-find.js", "haven.css")),
    ]
    code = (settings.ASSETS / listed()["haven-worker.js"]).read_text("utf-8")
    told = {"pages": kept, "language": get_language(), "first": first_page(request)}
    mark = sha256(json.dumps([told, code, edition()]).encode()).hexdigest()[:12]
    body = f"self.KEEP={json.dumps(told | {'name': mark})};\n{code}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@cache
def edition() -> str:
    """Changes when any text of ours does: a phone that keeps these pages then fetches them again."""
    total = sha256()
    for folder, kind in (("templates", "*.html"), ("content", "*.yaml"), ("locale", "*.po")):
        for file in sorted((HAVEN / folder).rglob(kind)):
            total.update(file.read_bytes())
    return total.hexdigest()


@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """What a phone that keeps these pages shows in place of one that needs a network."""
    return render(request, "haven/away.html")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """A neutral name and icon."""
    name = gettext("Info")
    told = {
        "name": name,
        "short_name": name,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#fbfaf7",
        "icons": [{"src": "/icon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Drawn by us."""
    return HttpResponse(ICON, content_type="image/svg+xml")
