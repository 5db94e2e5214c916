"""The first page, the languages, the way out, and what goes wrong."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from manumit.doors.web.helpline import acts

GOOD_TEXT = 4000


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What do you need?"""
    return render(request, "haven/home.html", {"home": True})


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
    for name in (settings.TALK_COOKIE, settings.CARE_COOKIE, settings.CSRF_COOKIE_NAME):
        away.delete_cookie(name, samesite="Strict")
    away.headers["Clear-Site-Data"] = '"cache"'
    return away


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """What is kept, here and there, and how it goes away."""
    talk = acts.by_token(request.COOKIES.get(settings.TALK_COOKIE, ""))
    return render(request, "haven/phone.html", {"talk": talk, "here": "phone"})


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """A plan that stays on the phone: nothing of it comes here."""
    return render(request, "haven/plan.html", {"here": "plan"})


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose page was too old, or whose browser keeps no cookies: nothing was sent, and the words are kept."""
    text = request.POST.get("text", "")[:GOOD_TEXT]
    return render(request, "haven/too_old.html", {"text": text, "trouble": True}, status=403)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page."""
    return render(request, "haven/trouble.html", {"missing": True, "trouble": True}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """We failed."""
    return render(request, "haven/trouble.html", {"trouble": True}, status=500)
