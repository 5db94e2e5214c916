"""What the browser asks for when it seals: a task, a report, room for an item, its pieces. The server sees names,
sizes and what it cannot open. Whoever shows the secret that the return code made may; there are no cookies here, so no
form of another site can."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import AsyncIterator, Callable
from functools import wraps
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from manumit.base.kernel import Erased, ManumitError, Refused, UsageError
from manumit.doors.web.haven import countries
from manumit.doors.web.helpline import receivers, reports
from manumit.doors.web.helpline.common import locale_of
from manumit.doors.web.helpline.models import Item, Report

View = Callable[..., HttpResponse | StreamingHttpResponse]
STATUS: dict[type[ManumitError], int] = {UsageError: 400, Refused: 429, Erased: 410}


def asked(view: View) -> View:
    """A call of the script: by POST, without cookies; what is refused is said in one shape, {problem}."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | StreamingHttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ManumitError as error:
            return JsonResponse({"problem": error.code}, status=STATUS.get(type(error), 400))

    return answered


def _told(request: HttpRequest) -> dict[str, Any]:
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise UsageError("This is not JSON.") from error
    if not isinstance(told, dict):
        raise UsageError("This is not an object.")
    return told


def _text(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _worked(told: dict[str, Any], size: int = 0) -> None:
    reports.challenges().take(_text(told, "challenge"), _text(told, "counter"), size)


def _mine(request: HttpRequest) -> Report:
    """The report whose name and secret the call carries ('Bearer name.secret'); UsageError when there is none."""
    held = request.headers.get("Authorization", "").removeprefix("Bearer ")
    name, _, secret = held.partition(".")
    found = reports.mine(name, secret)
    if found is None:
        raise UsageError("This opens nothing.")
    return found


def _item(request: HttpRequest, token: str) -> Item:
    found = Item.objects.filter(report=_mine(request), token=token).first()
    if found is None:
        raise UsageError("There is no such item.")
    return found


@asked
def task(request: HttpRequest) -> HttpResponse:
    """A challenge, for something of so many bytes."""
    size = _told(request).get("size")
    return JsonResponse({"challenge": reports.challenges().ask(size if isinstance(size, int) else 0)})


@asked
def begin(request: HttpRequest) -> HttpResponse:
    """A new report; to whom it is to be sealed. The same again for who holds its secret."""
    told = _told(request)
    _worked(told)
    try:
        public = b64decode(_text(told, "public_key"), validate=True)
    except (NotBase64, ValueError) as error:
        raise UsageError("This is not a public key.") from error
    locale = locale_of(get_language() or "en")
    country = countries.known(_text(told, "country"))
    made = reports.open_report(_text(told, "thread"), _text(told, "secret"), public, locale, country)
    return JsonResponse(_keys(made))


def _keys(report: Report) -> dict[str, Any]:
    held = [bytes(one.public_key) for one in receivers.recipients()]
    return {"recipients": [b64encode(one).decode() for one in held], "state": report.state}


@asked
def item(request: HttpRequest) -> HttpResponse:
    """Room for an item, or how far it has come."""
    told = _told(request)
    header = told.get("header")
    size = header.get("size") if isinstance(header, dict) else None
    report = _mine(request)
    _worked(told, size if isinstance(size, int) else 0)
    made = reports.begin_item(report, header if isinstance(header, dict) else {})
    return JsonResponse({"received": reports.append(made, 0, b"")})


@asked
def piece(request: HttpRequest, token: str, at: int) -> HttpResponse:
    """The next piece of the body; the answer is where to go on."""
    return JsonResponse({"received": reports.append(_item(request, token), at, request.body)})


@asked
def whole(request: HttpRequest, token: str) -> HttpResponse:
    """Everything has come."""
    return JsonResponse({"number": reports.finish(_item(request, token)).number})


@asked
def thread(request: HttpRequest) -> HttpResponse:
    """What is in a report. A wrong code costs its work again and is answered alike; nothing is locked by it."""
    _worked(_told(request))
    report = _mine(request)
    listed = [
        {"number": one.number, "who": one.who, "on": one.on.isoformat(), "header": one.header}
        for one in reports.items(report)
    ]
    return JsonResponse(_keys(report) | {"opened_on": report.opened_on.isoformat(), "items": listed})


@asked
def body(request: HttpRequest, token: str) -> StreamingHttpResponse:
    """The sealed bytes of an item."""
    found = _item(request, token)
    if not found.whole:
        raise UsageError("This is not whole.")
    return StreamingHttpResponse(_pieces(found), content_type="application/octet-stream")


async def _pieces(found: Item) -> AsyncIterator[bytes]:
    source = reports.body(found)
    while chunk := await sync_to_async(lambda: next(source, b""), thread_sensitive=False)():
        yield chunk


@asked
def withdraw(request: HttpRequest) -> HttpResponse:
    """Everything in it is erased; a date stays."""
    reports.withdraw(_mine(request))
    return JsonResponse({})
