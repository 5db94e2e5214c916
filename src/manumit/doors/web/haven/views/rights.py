"""Know your rights; what may be happening to me; is this job real? Nothing of it is kept, and nothing is counted."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from manumit.doors.web.haven import guide, shelf
from manumit.doors.web.haven.recordings import of_page, of_sign
from manumit.doors.web.helpline.common import locale_of
from manumit.doors.web.helpline.joining import joined
from manumit.engine.offers import Found, Verdict, check_offer, languages

MOST_OFFER = 20_000
"""Characters of an offer that are read: more than a long advert; the rest is said to be too long."""
SHOWN = 6


def _locale() -> str:
    return locale_of(get_language() or "en")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The pages by their titles."""
    return render(
        request, "haven/rights.html", {"pages": guide.pages(_locale(), shelf.texts()), "here": "rights"}
    )


@require_safe
def page(request: HttpRequest, page: str) -> HttpResponse:
    """One of them, its original beside it while it is a draft."""
    found = guide.page(page, _locale(), shelf.texts())
    if found is None:
        raise Http404
    sound = shelf.recorded(of_page(found))
    return render(request, "haven/right.html", {"page": found, "sound": sound, "here": "rights"})


@require_safe
def signs(request: HttpRequest) -> HttpResponse:
    """The eleven signs, each opening into what it may mean. Nothing is ticked, sent or added up."""
    titles = {one.slug: one for one in guide.pages(_locale(), shelf.texts())}
    told = [
        (one, shelf.recorded(of_sign(one)), titles[guide.MORE[one.id]])
        for one in guide.signs(_locale(), shelf.texts())
    ]
    return render(request, "haven/signs.html", {"signs": told})


@csrf_exempt  # it reads a text and forgets it; nobody can be made to lose or do anything by it
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """What speaks against an offer and what for it. The text is read in memory, and kept nowhere."""
    text = request.POST.get("text", "").strip() if request.method == "POST" else ""
    told: dict[str, Any] = {"text": text[:MOST_OFFER], "most": MOST_OFFER, "asked": request.method == "POST"}
    if len(text) > MOST_OFFER:
        return render(request, "haven/offer.html", told | {"long": True}, status=413)
    if text:
        verdict = check_offer(text)
        told |= {
            "verdict": verdict,
            "unknown": verdict.lang not in languages(),
            "known": joined(guide.KNOWN.values(), get_language() or "en"),
            "against": _shown(verdict.indicators, text),
            "speaks_for": _shown(verdict.genuine_signs, text),
            "kind": _kind(verdict),
        }
    return render(request, "haven/offer.html", told)


def _kind(verdict: Verdict) -> str:
    return "cannot_tell" if verdict.cannot_tell else verdict.label


def _shown(found: tuple[Found, ...], text: str) -> list[tuple[guide.Reason, str]]:
    """(what a sign says, the words of the offer), the first of each sign."""
    said = guide.reasons(_locale(), shelf.texts())
    first = {one.id: text[one.span[0] : one.span[1]].strip() for one in reversed(found)}
    return [(said[one], first[one]) for one in dict.fromkeys(one.id for one in found)][:SHOWN]
