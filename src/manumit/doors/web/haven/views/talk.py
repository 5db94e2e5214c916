"""The talk: read, say, press, wait, end. Everything works by forms alone; scripts make it quicker."""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import Erased, UsageError
from manumit.doors.web.haven import countries, ring, shelf, talking
from manumit.doors.web.haven.recordings import HEARD, SAFETY, Spoken
from manumit.doors.web.haven.ring import talk_of as mine
from manumit.doors.web.haven.talking import Said
from manumit.doors.web.helpline import acts, agreed
from manumit.doors.web.helpline.asgi import aside
from manumit.doors.web.helpline.bus import BUS
from manumit.doors.web.helpline.common import locale_of
from manumit.doors.web.helpline.models import Conversation
from manumit.services.support import SAID, choice, emergency, reply

WAYS = {
    "go_find": "/find",
    "go_rights": "/rights",
    "go_offer": "/offer",
    "go_report": "/note",
    "go_return": "/note/back",
    "go_consents": "/mine",
    "leave": "/leave",
}
"""Where a choice leads that goes somewhere; one whose page is not there is not shown."""
PATIENCE = 20.0
"""Seconds of silence after which a stream says that it is alive."""
TOKEN = 22
"""Characters of a message's token, the longest that is taken."""


def _locale() -> str:
    return locale_of(get_language() or "en")


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
    shown = _shown(talk) if talk else _before(asked)
    if asked and talk and talk.state == Conversation.State.ENDED:
        shown |= {"country": asked, "number": emergency(asked), "place": _place(asked)}
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


def _before(country: str) -> dict[str, Any]:
    step = talking.opening(_locale(), country)
    turns = [one.shape() | {"who": "service", "number": 0} for one in step.replies]
    if (number := emergency(country)) and not any(one["content"] == "emergency_number" for one in turns):
        told = reply("emergency_number", _locale(), talking.content(), number=number.number)
        turns.append(told.shape() | {"who": "service", "number": 0})
    said = [one | {"country": country} for one in turns]
    return _now(said, [one.id for one in step.choices], step.asks, None) | {"country": country}


def _shown(talk: Conversation, after: int = 0) -> dict[str, Any]:
    memory = talk.memory
    return _now(acts.turns(talk, after), memory.get("choices", []), memory.get("asks", ""), talk)


def _now(
    turns: list[dict[str, Any]], names: list[str], asks: str, talk: Conversation | None
) -> dict[str, Any]:
    """What the templates of a talk take. A person has come: the program's buttons go."""
    taken = talk is not None and talk.state in ("taken", "ended")
    made = [] if taken else [choice(one, _locale(), talking.content()) for one in names]
    number = emergency(talk.country) if talk and talk.country and talk.severity == 2 else None
    return {
        "turns": [_aloud(one, at) for at, one in enumerate(turns)],
        "choices": [
            (one.id, one.label, WAYS.get(one.id, "")) for one in made if not one.goes or one.id in WAYS
        ],
        "asks": asks,
        "talk": talk,
        "country": talk.country if talk else "",
        "number": number,
        "place": _place(talk.country) if number and talk else "",
        "last": talk.last if talk else 0,
    }


def _place(country: str) -> str:
    """Whose number it is, in the reader's language: a wrong one is seen, not called."""
    return countries.name_of(country, get_language() or "en")


def _aloud(turn: dict[str, Any], at: int) -> dict[str, Any]:
    """A turn, with what the template needs to have a safety phrase or a question read aloud."""
    content = str(turn.get("content", ""))
    told = turn | {"panel": content.startswith("danger_")}
    original = talking.content().texts.get((content, "en"))
    if original and "{number}" in original.text:
        told["place"] = _place(turn.get("country", ""))
    if turn["who"] != "service" or original is None or original.kind not in HEARD:
        return told
    said = Spoken(SAFETY, content, str(turn["locale"]), str(turn["text"]))
    return told | {"heard": f"t{turn['number']}-{at}", "sound": shelf.recorded(said)}


def _news(request: HttpRequest, talk: Conversation, after: int) -> dict[str, Any]:
    """What is new after message `after`, as pieces of the page."""
    shown = _shown(talk, after)
    return {
        "last": talk.last,
        "state": talk.state,
        "turns": render_to_string("haven/_turns.html", shown, request),
        "now": render_to_string("haven/_now.html", shown, request),
        "asks": shown["asks"],
    }


@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Words, or a button; the first begins the talk."""
    text, chosen, stated = request.POST.get("text", "").strip(), request.POST.get("choice", ""), ""
    if chosen in SAID and chosen:
        label = choice(chosen, _locale(), talking.content()).label
        said = Said(label.text, _token(request), chosen)
    elif text:
        stated = _stated(request, text)
        said = Said(text, _token(request), "country" if stated else "")
    else:
        return _refused(request, "", gettext("Write something first, or press a button."))
    if len(said.text) > acts.MOST_TEXT:
        told = gettext("This is too long to send at once. It is still here: send it in two or more parts.")
        return _refused(request, text, told, 413)
    return _heard(request, said, text if chosen else "", stated)


def _stated(request: HttpRequest, text: str) -> str:
    """The country that was typed where we had just asked which it is."""
    talk = mine(request)
    asked = talk is not None and talk.memory.get("asks") == "country"
    return countries.typed(text) if asked else ""


def _token(request: HttpRequest) -> str:
    given = request.POST.get("token", "")
    return (
        given if given.isalnum() and given.isascii() and 8 <= len(given) <= TOKEN else secrets.token_hex(11)
    )


def _heard(request: HttpRequest, said: Said, unsent: str = "", country: str = "") -> HttpResponse:
    talk, key = mine(request), ""
    if talk is None or (talk.state == Conversation.State.ENDED and "new" in request.POST):
        nonce = request.POST.get("first", "")
        given = country or countries.known(request.POST.get("country", ""))
        talk, key = talking.begun(nonce if len(nonce) >= 20 else secrets.token_urlsafe(24), _locale(), given)
    try:
        if country and country != talk.country:
            acts.in_country(talk, country)
        talking.hear(talk, said)
    except (Erased, UsageError):
        return _unheard(request, said.text if not said.choice else unsent)
    talk.refresh_from_db()
    made: HttpResponse
    if _wants_pieces(request):
        made = JsonResponse(_news(request, talk, _number(request.POST.get("after", ""))))
    elif unsent:  # a button was pressed while words stood in the field: they stay there
        made = _page(request, unsent, talk=talk)
    else:
        made = HttpResponseRedirect("/talk#end")
    if key:
        ring.hold(request, made, key)
    return made


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


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0


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
    talk, name = mine(request), _place(stated)
    ended = talk is not None and talk.state == Conversation.State.ENDED
    if stated and ended and _wants_pieces(request):  # it ended while the page stood open
        number = emergency(stated)
        told = f"{gettext('Emergency number')} · {name}: {number.number if number else ''}"
        return JsonResponse({"problem": told})
    if talk is None or ended or not stated:
        return HttpResponseRedirect(f"/talk?c={stated}{'#now' if ended else ''}" if stated else "/talk")
    return _heard(request, Said(name, _token(request), "country"), country=stated)


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
    return _heard(
        request, Said(text, _token(request), "call_back_agreed", {"call_back": json.dumps(told)}, code)
    )


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


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What is new, for those whose line does not hold a stream."""
    talk = mine(request)
    if talk is None:
        return JsonResponse({"gone": True}, status=410)
    return JsonResponse(_news(request, talk, _number(request.GET.get("after", ""))))


def stream(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """What is new, as it happens (server-sent events)."""
    talk = mine(request)
    if talk is None:
        return HttpResponse(status=204)  # tells the browser not to ask again
    after = _number(request.headers.get("Last-Event-ID") or request.GET.get("after", ""))
    made = StreamingHttpResponse(
        _events(request, get_language() or "en", talk.id, after), content_type="text/event-stream"
    )
    made.headers["X-Accel-Buffering"] = "no"
    return made


async def _events(request: HttpRequest, language: str, name: str, after: int) -> AsyncIterator[bytes]:
    yield b"retry: 3000\n\n"
    known = ""
    async with BUS.listening(name) as listening:
        while True:
            told = await aside(_since, request, language, name, after)
            if told is None:
                yield b"event: gone\ndata: {}\n\n"
                return
            body = json.dumps(told, ensure_ascii=False)
            if told["last"] > after or told["now"] + told["state"] != known:
                after, known = told["last"], told["now"] + told["state"]
                yield f"id: {after}\ndata: {body}\n\n".encode()
            while not await listening.changed(PATIENCE):
                yield b": here\n\n"


def _since(request: HttpRequest, language: str, name: str, after: int) -> dict[str, Any] | None:
    talk = Conversation.objects.filter(pk=name).first()
    try:
        with override(language):
            return _news(request, talk, after) if talk else None
    except Erased:
        return None
