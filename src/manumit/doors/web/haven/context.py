"""What every page knows: its language, where Leave goes, and whether all of this is made up."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from manumit.doors.web.helpline.common import locale_of


def is_covered(request: HttpRequest) -> bool:
    """Whether this browser was asked to show another page first."""
    return request.COOKIES.get(settings.COVER_COOKIE) == "1"


def first_page(request: HttpRequest) -> str:
    """Where "Back" from everywhere leads."""
    return "/start" if is_covered(request) else "/"


def haven(request: HttpRequest) -> dict[str, Any]:
    """`lang` is the tag of the page, `locale` the two letters of content files."""
    lang = get_language() or "en"
    return {
        "lang": lang,
        "locale": locale_of(lang),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "languages": settings.LANGUAGES,
        "covered": is_covered(request),
        "first": first_page(request),
        "leave_to": settings.LEAVE,
        "made_up": settings.MADE_UP,
    }
