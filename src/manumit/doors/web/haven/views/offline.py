"""What makes these pages work without a network: a worker that keeps the shell, the rights and the directory. It keeps
the same for everybody, so that what lies on a phone says nothing of what was read."""

from __future__ import annotations

import json
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from manumit.doors.web.haven import guide
from manumit.doors.web.haven.assets import address, listed
from manumit.doors.web.helpline.common import locale_of

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#0f5f63"/>'
    '<g fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round"><path d="M18 22h28M18 32h28M18 42h16"/>'
    "</g></svg>"
)
"""Three lines of text: a page, and no more than that."""


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker, told what to keep. Its name changes with any of that, and old stores go."""
    pages = ["/", "/rights", "/signs", "/plan", "/find", "/phone"]
    pages += [reverse("right", args=[one.slug]) for one in guide.pages(locale_of(get_language() or "en"))]
    kept = [
        *pages,
        "/pack.json",
        "/manifest.webmanifest",
        "/icon.svg",
        address("haven.js"),
        address("haven.css"),
    ]
    code = (settings.ASSETS / listed()["haven-worker.js"]).read_text("utf-8")
    told = {"pages": kept, "language": get_language()}
    mark = sha256(json.dumps([told, code]).encode()).hexdigest()[:12]
    body = f"self.KEEP={json.dumps(told | {'name': mark})};\n{code}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


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
