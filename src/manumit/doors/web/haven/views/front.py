"""The first page, the languages, the way out, and what goes wrong."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manumit.doors.web.haven import ring
from manumit.doors.web.haven.context import is_covered
from manumit.doors.web.haven.middleware import for_the_store, gone
from manumit.doors.web.haven.plain import MOST_BODY

GOOD_TEXT = 4000
COVERED = 365 * 24 * 3600
"""Seconds for which a browser shows another page first."""
MEASURES = (
    ("1 in", "2.54 cm"),
    ("1 ft", "30.48 cm"),
    ("1 yd", "91.44 cm"),
    ("1 mi", "1.609 km"),
    ("1 oz", "28.35 g"),
    ("1 lb", "453.6 g"),
    ("1 pt (US)", "473 ml"),
    ("1 gal (US)", "3.785 l"),
    ("32 °F", "0 °C"),
    ("68 °F", "20 °C"),
    ("100 °F", "37.8 °C"),
    ("350 °F", "177 °C"),
)
"""The page that stands before the others: true, dull, and the same for everybody."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What do you need? Or the page that this browser was asked to show in its place."""
    return (
        render(request, "haven/cover.html", {"measures": MEASURES}) if is_covered(request) else start(request)
    )


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What do you need?"""
    return render(request, "haven/home.html", {"home": True})


@csrf_exempt  # it may come from the phone's store, where no token can be; all that it changes is which page comes first
@require_POST
def first(request: HttpRequest) -> HttpResponse:
    """Another page first, or the usual one, on this browser."""
    response = HttpResponseRedirect("/phone")
    if request.POST.get("first") == "other":
        response.set_cookie(
            settings.COVER_COOKIE,
            "1",
            max_age=COVERED,
            httponly=True,
            samesite="Strict",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(settings.COVER_COOKIE, samesite="Strict")
    return response


@csrf_exempt  # pages come out of the phone's store, where no token can be; all that it changes is the language
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    """The languages in their own names; chosen, back to where one was."""
    back = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(back, None) or not back.startswith("/"):
        back = "/"
    if request.method != "POST":
        return render(request, "haven/language.html", {"next": back})
    response = HttpResponseRedirect(back)
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            httponly=True,
            samesite="Strict",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return response


@csrf_exempt  # whoever leaves must not be held up; it takes nothing but this device's own key to the talk
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Away at once. A script posts here and goes by itself; without one this link leads on. A form would not: browsers
    hold a form's way on to our own pages."""
    away = HttpResponse(status=204) if request.method == "POST" else HttpResponseRedirect(settings.LEAVE)
    for name in gone("all" in request.POST):
        away.delete_cookie(name, samesite="Strict")
    away.headers["Clear-Site-Data"] = '"cache"'
    return away


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """What is kept, here and there, and how it goes away."""
    told: dict[str, Any] = {"talk": ring.talk_of(request), "before": ring.before(request)}
    told |= {"here": "phone", "kept": for_the_store(request)}
    return render(request, "haven/phone.html", told)


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """A plan that stays on the phone: nothing of it comes here."""
    return render(request, "haven/plan.html", {"here": "plan"})


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page was too old, or whose browser keeps no cookies: nothing was sent, and the words are kept."""
    text = request.POST.get("text", "")[:GOOD_TEXT]
    return render(request, "haven/too_old.html", {"text": text, "trouble": True}, status=403)


@require_safe
def too_large(request: HttpRequest) -> HttpResponse:
    """More than is taken at once: nothing was sent, and what can be done."""
    told = {"large": MOST_BODY >> 20, "trouble": True}
    return render(request, "haven/trouble.html", told, status=413)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page."""
    return render(request, "haven/trouble.html", {"missing": True, "trouble": True}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """We failed."""
    return render(request, "haven/trouble.html", {"trouble": True}, status=500)
