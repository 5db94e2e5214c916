"""What the carrier asks: texts that came, and steps of a call. Each request is signed with the account's token; without
a carrier these addresses do not exist."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import Erased, UsageError
from manumit.doors.web.haven.talking import content
from manumit.doors.web.haven.texts import Came, hear
from manumit.doors.web.helpline import acts, carrier
from manumit.doors.web.helpline.common import HOUSE, SET
from manumit.services.support import (
    CALL_HOURS,
    NO_ANSWER,
    Reply,
    Telephone,
    answer_call,
    answerable,
    carrier_signed,
)

AUDIO = re.compile(r"[a-z]{2}\.[a-z_]{2,40}\.[0-9]{1,4}\.mp3")
"""es.voice_hello.2.mp3 in the folder `audio/`: a text of that version, read aloud."""
View = Callable[..., HttpResponseBase]


def of_the_carrier(view: View) -> View:
    """Only what the carrier has signed, and only where there is one."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        account = carrier.account()
        if account is None:
            raise Http404
        form = dict(request.POST.lists())
        address = SET.helpline_carrier_address.rstrip("/") + request.get_full_path()
        given = request.headers.get("X-Twilio-Signature", "")
        if (
            not carrier_signed(account.token, address, form, given)
            or request.POST.get("AccountSid") != account.name
        ):
            logging.getLogger("manumit").warning("A request in the carrier's name was not signed by it.")
            return HttpResponse(status=403)
        return view(request, *args, **kwargs)

    return inside


@of_the_carrier
def sms(request: HttpRequest) -> HttpResponse:
    """A text has come. It is on the disk before this answers; the answer says nothing."""
    told = request.POST
    number, ident = told.get("From", ""), told.get("MessageSid", "")
    if not number or not ident or len(number) > 40:
        return HttpResponse(status=400)
    pictures = told.get("NumMedia", "0")
    many = int(pictures) if pictures.isdecimal() and len(pictures) < 3 else 0
    came = Came(number, ident, told.get("Body", "").strip(), many)
    try:
        hear(came)
    except (Erased, UsageError):  # the talk ended in this moment: it begins a new one
        hear(came)
    return _answered(NO_ANSWER)


@of_the_carrier
def status(request: HttpRequest, which: int) -> HttpResponse:
    """What became of a text that the carrier took from us."""
    code = request.POST.get("ErrorCode", "")
    known = int(code) if code.isdecimal() and len(code) < 9 else 0
    carrier.received(which, request.POST.get("MessageStatus", ""), known)
    return HttpResponse(status=204)


@of_the_carrier
def voice(request: HttpRequest, step: str = "") -> HttpResponse:
    """A step of a call."""
    told = request.POST
    number, ident = told.get("From", ""), told.get("CallSid", "")

    def agreed(locale: str, when: str, code: str) -> bool:
        if not answerable(number) or not ident:
            return False
        _call_back(number, ident, locale, when, code)
        return True

    line = Telephone(
        "/carrier/voice",
        carrier.languages(),
        content(),
        SET.helpline_carrier_number,
        SET.helpline_carrier_person,
        _read_aloud,
    )
    form = {name: told.get(name, "") for name in ("Digits", "DialCallStatus")}
    return _answered(answer_call(line, step, form, agreed))


def _call_back(number: str, ident: str, locale: str, when: str, code: str) -> None:
    """A wish to be called, as the chat's form keeps it, but for the number: it lies sealed beside the talk."""
    talk = carrier.begin("voice", carrier.keyed("call", ident), number, locale)
    hours = CALL_HOURS[when]
    turn = {"text": f"{hours} · {code}", "call_back": json.dumps({"when": hours, "code": code})}
    acts.by_telephone(talk, acts.say(talk, "person", turn, carrier.keyed("call", ident)[:24]).number)


def _read_aloud(spoken: Reply) -> str:
    """Address of a text read aloud, where the operator had that done; one with a number in it is read by the voice."""
    name = f"{spoken.locale}.{spoken.content_id}.{spoken.version}.mp3"
    filled = spoken.text != content().text(spoken.content_id, spoken.locale).text
    return f"/carrier/audio/{name}" if not filled and (HOUSE.path / "audio" / name).is_file() else ""


@require_safe
def audio(request: HttpRequest, name: str) -> HttpResponseBase:
    """A text read aloud: it is the same for everybody, and says nothing of anyone."""
    path = HOUSE.path / "audio" / name
    if carrier.account() is None or not AUDIO.fullmatch(name) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="audio/mpeg")


def _answered(told: str) -> HttpResponse:
    return HttpResponse(told, content_type="text/xml; charset=utf-8")
