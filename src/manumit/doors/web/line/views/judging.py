"""What one does with a sealed report: answer, write to colleagues, hand over, judge, close, offer an abstract. What is
written comes sealed; a script gets the part of the page that changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manumit.base.kernel import Refused, UsageError
from manumit.doors.web.helpline import receivers
from manumit.doors.web.helpline import reports as acts
from manumit.doors.web.helpline.models import Item, Report
from manumit.doors.web.line import abstracts, trays
from manumit.doors.web.line.gate import here, needs
from manumit.doors.web.line.models import Aside
from manumit.doors.web.line.papers import recipient_of
from manumit.doors.web.line.sealing import token_of
from manumit.doors.web.line.views.reports import of, side
from manumit.doors.web.line.words import SEVERITY
from manumit.services.support import ItemHeader, key_id, sealed_size

MOST_WRITTEN = 256 * 1024
"""Bytes of what an advocate writes, padded: text alone."""
CONFIRMED = "1"
"""The credibility that says 'confirmed by other sources', and so needs one."""


def _told(request: HttpRequest, name: str) -> Any:
    """JSON of a form's field; UsageError where there is none."""
    try:
        return json.loads(request.POST.get(name, ""))
    except ValueError as error:
        raise UsageError(_("This cannot be understood.")) from error


def _written(request: HttpRequest, report: Report) -> tuple[Mapping[str, Any], bytes]:
    """Header and body as the browser sealed them; UsageError for another report's, or a size that is not theirs,
    Refused when it is sealed to a key that is not in use. The person's is among an answer's: `_to_person` says so."""
    header, body = _told(request, "header"), request.FILES.get("body")
    told = ItemHeader.read(header)
    if (
        told.thread != report.id
        or body is None
        or told.size > MOST_WRITTEN
        or body.size != sealed_size(told.size)
    ):
        raise UsageError(_("This is not what this page sends."), _("Load the page again."))
    if told.keys() - {one.key_id for one in receivers.recipients()} - {key_id(bytes(report.public_key))}:
        raise Refused(
            _("Somebody's key was revoked just now."), _("Send it again: it is sealed to the others.")
        )
    return header, body.read()


def _to_person(report: Report, header: Mapping[str, Any]) -> bool:
    keys = ItemHeader.read(header).keys()
    return key_id(bytes(report.public_key)) in keys


def _back(request: HttpRequest, report: Report) -> HttpResponse:
    """The part of the page that says what people made of it, or for who has no script the page."""
    if request.headers.get("X-Wanted") == "part":
        report.refresh_from_db()
        return render(request, "line/parts/judged.html", side(report, here(request).user))
    return redirect("line:report", report=report.id)


def _alive(ident: str) -> Report:
    now = of(ident)
    if now.state == Report.State.WITHDRAWN:
        raise Refused(_("This report was withdrawn."), _("What was in it is erased."))
    return now


@require_POST
@needs("answer_report")
def answer(request: HttpRequest, report: str) -> HttpResponse:
    """An answer, sealed to the person and the recipients. Whoever answers has it in charge if nobody had."""
    now, user = _alive(report), here(request).user
    header, body = _written(request, now)
    if not _to_person(now, header):
        raise UsageError(_("This answer is not sealed to the person."), _("Load the page again."))
    made = acts.answer(now, user, header, body)
    _charge(now, user, only_free=True)
    return JsonResponse({"number": made.number})


@require_POST
@needs("answer_report")
def aside(request: HttpRequest, report: str) -> HttpResponse:
    """A note, or who corroborates it (`kind`), sealed to the recipients and not to the person; once if sent twice."""
    now, kind = _alive(report), request.POST.get("kind", "")
    header, body = _written(request, now)
    told = ItemHeader.read(header)
    if kind not in Aside.Kind.values or _to_person(now, header):
        raise UsageError(_("This is not what this page sends."), _("Load the page again."))
    fields = {"report": now.id, "kind": kind, "by": here(request).user, "header": told.shape(), "body": body}
    with transaction.atomic():
        Aside.objects.get_or_create(token=told.item, defaults=fields | {"on": timezone.now().date()})
        if kind == Aside.Kind.CORROBORATION:
            acts.grade(now, corroborated=True)
    return _back(request, now)


@require_POST
@needs("answer_report")
def judge(request: HttpRequest, report: str) -> HttpResponse:
    """Severity, Admiralty grades, whether it may be malicious, whether it is still corroborated: what the form says."""
    now, told = _alive(report), request.POST
    severity = told.get("severity", "")
    if severity and severity not in map(str, SEVERITY):
        raise UsageError(_("There is no such severity."))
    corroborated = False if "uncorroborated" in told else None
    if told.get("credibility") == CONFIRMED and not now.corroborated:
        raise Refused(
            _("Confirmed means that somebody else says so."),
            _("Write down first who or what corroborates it."),
        )
    credibility = told.get("credibility")
    if corroborated is False and (credibility or now.credibility) == CONFIRMED:
        credibility = ""
    acts.grade(
        now,
        told.get("reliability"),
        credibility,
        corroborated,
        int(severity) if severity else None,
    )
    if "judged" in told:
        charge = trays.charge_of(now)
        charge.malicious = told.get("malicious") == "1"
        charge.save(update_fields=("malicious",))
    return _back(request, now)


@require_POST
@needs("answer_report")
def hand_over(request: HttpRequest, report: str) -> HttpResponse:
    """To a colleague: every part that one opens is sealed to their key too (`sealed`: [{item, key, enc, ct}]), and they
    have it in charge. UsageError for a key that is no recipient's."""
    now, told = _alive(report), _told(request, "sealed")
    to = next((one for one in receivers.recipients() if str(one.advocate_id) == request.POST.get("to")), None)
    if to is None or not isinstance(told, list):
        raise UsageError(_("This colleague has no key in use."), _("Choose another."))
    with transaction.atomic():
        for one in told:
            if not isinstance(one, dict) or one.get("key") != to.key_id:
                raise UsageError(_("This is sealed to another key."), _("Load the page again."))
            _seal_to(now, str(one.pop("item", "")), one)
        _charge(now, to.advocate)
    return _back(request, now)


def _seal_to(report: Report, token: str, sealed: dict[str, Any]) -> None:
    """One more key opens that part; where it does already, nothing is put in its place."""
    item = Item.objects.filter(report=report, token=token, whole=True).first()
    part = item or get_object_or_404(Aside, report=report.id, token=token)
    there = ItemHeader.read(part.header).keys()
    if sealed["key"] in there:
        return
    if item:
        acts.seal_to(item, sealed)
    elif isinstance(part, Aside):
        part.header = ItemHeader.read(part.header | {"sealed": [*part.header["sealed"], sealed]}).shape()
        part.save(update_fields=("header",))


@require_POST
@needs("answer_report")
def take(request: HttpRequest, report: str) -> HttpResponse:
    """From now on it is in one's own charge."""
    now = _alive(report)
    _charge(now, here(request).user)
    return _back(request, now)


def _charge(report: Report, user: Any, only_free: bool = False) -> None:
    charge = trays.charge_of(report)
    if charge.by is None or not only_free:
        charge.by, charge.on = user, timezone.now().date()
        charge.save(update_fields=("by", "on"))


@require_POST
@needs("answer_report")
def close(request: HttpRequest, report: str) -> HttpResponse:
    """Nothing more is to be done; if the person writes again it is open again."""
    now = _alive(report)
    acts.close(now)
    return _back(request, now)


@require_POST
@needs("answer_report")
def offer(request: HttpRequest, report: str) -> HttpResponse:
    """An abstract that may be passed on, with the consent of who reported."""
    now, told = _alive(report), request.POST
    try:
        until = date.fromisoformat(told.get("until", ""))
    except ValueError as error:
        raise UsageError(_("Until when? A consent has an end.")) from error
    abstracts.offer(
        now,
        here(request).user,
        told.get("text", ""),
        told.get("purpose", ""),
        recipient_of(told),
        until,
        told.get("rests_on", ""),
        token_of(request),
    )
    if request.headers.get("X-Wanted") != "part":
        messages.success(request, _("Kept, sealed."))
    return _back(request, now)
