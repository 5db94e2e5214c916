"""The talk: read, say, press, wait, end. Everything works by forms alone; scripts make it quicker."""

from __future__ import annotations

import json
import secrets
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import Erased, UsageError
from manumit.doors.web.haven import countries, ring, talk_page, talking
from manumit.doors.web.haven.ring import talk_of as mine
from manumit.doors.web.haven.talking import Noted, Said
from manumit.doors.web.haven.views.talk_news import number_of
from manumit.doors.web.helpline import acts, agreed
from manumit.doors.web.helpline.asgi import later
from manumit.doors.web.helpline.models import Conversation
from manumit.services.support import SAID, choice, emergency

TOKEN = 22
"""Characters of a message's token, the longest that is taken."""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The talk as it stands; before its first word nothing is kept."""
    return _page(request)


def _page(
    request: HttpRequest,
    text: str = "",
    trouble: str = "",
    status: int = 200,
    talk: Conversation | None = None,
) -> HttpResponse:
    talk = talk or mine(request)
    waits = bool(talk) and "wait" in request.GET
    asked = countries.known(request.GET.get("c", ""))
    shown = talk_page.shown(talk) if talk else talk_page.before(asked)
    if asked and talk and talk.state == Conversation.State.ENDED:
        shown |= {"country": asked, "number": emergency(asked), "place": talk_page.place(asked)}
    more = {
        "here": "talk",
        "first": secrets.token_urlsafe(24),
        "token": secrets.token_hex(TOKEN // 2),
        "text": text,
        "problem": trouble,
        "waits": waits,
        "most": acts.MOST_TEXT,
        "countries": countries.named(get_language() or "en"),
    }
    return render(request, "haven/talk.html", shown | more, status=status)


@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Words, or a button; the first begins the talk."""
    text, chosen, stated = request.POST.get("text", "").strip(), request.POST.get("choice", ""), ""
    talk = mine(request)
    if chosen in SAID and chosen:
        label = choice(chosen, talk_page.locale(), talking.content()).label
        said = Said(label.text, _token(request), chosen)
    elif text:
        stated = _stated(talk, text)
        said = Said(text, _token(request), "country" if stated else "")
    else:
        return _refused(request, "", gettext("Write something first, or press a button."))
    if len(said.text) > acts.MOST_TEXT:
        told = gettext("This is too long to send at once. It is still here: send it in two or more parts.")
        return _refused(request, text, told, 413)
    return _heard(request, talk, said, text if chosen else "", stated)


def _stated(talk: Conversation | None, text: str) -> str:
    """The country that was typed where we had just asked which it is."""
    asked = talk is not None and talk.memory.get("asks") == "country"
    return countries.typed(text) if asked else ""


def _token(request: HttpRequest) -> str:
    given = request.POST.get("token", "")
    return (
        given if given.isalnum() and given.isascii() and 8 <= len(given) <= TOKEN else secrets.token_hex(11)
    )


def _heard(
    request: HttpRequest, talk: Conversation | None, said: Said, unsent: str = "", country: str = ""
) -> HttpResponse:
    key = ""
    if talk is None or (talk.state == Conversation.State.ENDED and "new" in request.POST):
        nonce = request.POST.get("first", "")
        given = country or countries.known(request.POST.get("country", ""))
        talk, key = talking.begun(
            nonce if len(nonce) >= 20 else secrets.token_urlsafe(24), talk_page.locale(), given
        )
    try:
        if country and country != talk.country:
            acts.in_country(talk, country)
        noted = talking.note(talk, said)
    except (Erased, UsageError):
        return _unheard(request, said.text if not said.choice else unsent)
    answered = partial(_answered, request, talk, said, noted, unsent)
    made = answered() if noted.choice else later(request, answered)
    if key:
        ring.hold(request, made, key)
    return made


def _answered(
    request: HttpRequest, talk: Conversation, said: Said, noted: Noted, unsent: str
) -> HttpResponse:
    try:
        talking.answer(talk, said, noted)
    except (Erased, UsageError, Conversation.DoesNotExist):
        return _unheard(request, said.text if not said.choice else unsent)
    talk.refresh_from_db()
    if _wants_pieces(request):
        return JsonResponse(talk_page.news(request, talk, number_of(request.POST.get("after", ""))))
    if unsent:  # a button was pressed while words stood in the field: they stay there
        return _page(request, unsent, talk=talk)
    return HttpResponseRedirect("/talk#end")


def _unheard(request: HttpRequest, text: str) -> HttpResponse:
    now = mine(request)
    if now and now.state != Conversation.State.ENDED:
        told = gettext("That was a lot at once. Wait a minute, then send this again: it is still here.")
        return _refused(request, text, told, 429)
    told = gettext(
        "This talk has ended, so this was not sent. Your words are still here: you can begin a new talk."
    )
    return _refused(request, text, told, 409)


def _wants_pieces(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _refused(request: HttpRequest, text: str, told: str, status: int = 400) -> HttpResponse:
    """Not sent, kindly: the words stay with the writer."""
    if _wants_pieces(request):
        return JsonResponse({"problem": told}, status=status)
    return _page(request, text, told, status)


@require_POST
def country(request: HttpRequest) -> HttpResponse:
    """The country, as stated: before the first word and after the end its number is only shown; a talk that goes on
    knows it."""
    stated = countries.known(request.POST.get("country", ""))
    talk, name = mine(request), talk_page.place(stated)
    ended = talk is not None and talk.state == Conversation.State.ENDED
    if stated and ended and _wants_pieces(request):  # it ended while the page stood open
        number = emergency(stated)
        told = f"{gettext('Emergency number')} · {name}: {number.number if number else ''}"
        return JsonResponse({"problem": told})
    if talk is None or ended or not stated:
        return HttpResponseRedirect(f"/talk?c={stated}{'#now' if ended else ''}" if stated else "/talk")
    return _heard(request, talk, Said(name, _token(request), "country"), country=stated)


@require_POST
def call_back(request: HttpRequest) -> HttpResponse:
    """When and how to be called, and the word that proves who calls."""
    told = {name: " ".join(request.POST.get(name, "").split())[:80] for name in ("phone", "when", "code")}
    code = talking.code_word(told["code"])
    if not all(told.values()) or not code or not any(char.isdigit() for char in told["phone"]):
        return _refused(
            request,
            "",
            gettext("For a call we need a number, a time that is safe, and a word of letters or figures."),
        )
    text = " · ".join((told["phone"], told["when"], code))
    said = Said(text, _token(request), "call_back_agreed", {"call_back": json.dumps(told)}, code)
    return _heard(request, mine(request), said)


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """End, keep or erase, as the person decides."""
    talk, deed = mine(request), request.POST.get("do", "")
    back = HttpResponseRedirect("/phone" if deed in ("keep", "forget") else "/talk")
    if talk is None or deed in ("erase", "new"):
        if talk and deed == "erase":
            agreed.erase(talk)
            back = HttpResponseRedirect("/phone?gone=1")
        ring.hold(request, back)
        return back
    if deed in ("keep", "forget"):
        acts.keep(talk, deed == "keep")
    elif deed == "end":
        acts.end(talk)
    return back
