"""Sealed reports: the trays, and a page on which the browser opens one. No page, list or address holds a word of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from manumit.doors.web.accounts.models import User
from manumit.doors.web.helpline import agreed_words, receivers
from manumit.doors.web.helpline import reports as acts
from manumit.doors.web.helpline.models import Item, Report
from manumit.doors.web.line import opening, recipients, trays
from manumit.doors.web.line.gate import here, needs
from manumit.doors.web.line.models import Aside
from manumit.doors.web.line.sealing import new_token
from manumit.doors.web.line.words import CREDIBILITY, RELIABILITY, SEVERITY


@require_safe
@needs("see_reports")
def reports(request: HttpRequest) -> HttpResponse:
    """A tray (`?tray=`): which reports wait, how long, and what people made of them."""
    user, tray = here(request).user, request.GET.get("tray", "new")
    if tray not in trays.TRAYS:
        raise Http404
    rows = trays.rows(tray, user, timezone.now().date())
    tabs = [(name, label, trays.in_tray(name, user).count()) for name, label in trays.TRAYS.items()]
    told = {"rows": rows[: trays.SHOWN], "total": len(rows), "tabs": tabs, "tray": tray}
    return render(request, "line/reports.html", told | {"key": recipients.of(user)})


@require_safe
@needs("see_reports")
def report(request: HttpRequest, report: str) -> HttpResponse:
    """A report, shut: it is opened there, with the reader's passphrase."""
    user, now = here(request).user, of(report)
    told = {
        "told": opening.told(now, user),
        "key": recipients.of(user),
        "colleagues": [one for one in receivers.recipients() if one.advocate_id != user.pk],
        "purposes": agreed_words.PURPOSES,
        "recipients": agreed_words.RECIPIENTS,
        "token": new_token(),
    }
    return render(request, "line/report.html", told | side(now, user))


def of(ident: str) -> Report:
    """The report of that id that Line may see."""
    return get_object_or_404(acts.reports(), pk=ident)


def side(report: Report, user: User) -> dict[str, Any]:
    """What people made of it, for the part of the page that says so."""
    support = Aside.objects.filter(report=report.id, kind=Aside.Kind.CORROBORATION).select_related("by")
    return {
        "report": report,
        "name": trays.short(report),
        "charge": trays.charge_of(report),
        "support": support,
        "reader": user,
        "reliabilities": RELIABILITY,
        "credibilities": CREDIBILITY,
        "severities": SEVERITY,
    }


@require_safe
@needs("see_reports")
def news(request: HttpRequest, report: str) -> JsonResponse:
    """What was added after number `after` of the thread and id `aside` of the asides."""
    after, aside = (request.GET.get(name, "0") for name in ("after", "aside"))
    known = [int(one) if one.isdecimal() and len(one) < 10 else 0 for one in (after, aside)]
    return JsonResponse(opening.parts(of(report), *known))


@require_safe
@needs("see_reports")
def judged(request: HttpRequest, report: str) -> HttpResponse:
    """The part of the page that says what people made of it."""
    return render(request, "line/parts/judged.html", side(of(report), here(request).user))


@require_safe
@needs("see_reports")
def body(request: HttpRequest, report: str, token: str) -> HttpResponse:
    """The sealed bytes of a part."""
    now = of(report)
    item = get_object_or_404(Item, report=now, token=token, whole=True)
    acts.read_by_staff(now, here(request).user.role)
    return HttpResponse(b"".join(acts.body(item)), content_type="application/octet-stream")


@require_safe
@needs("see_reports")
def aside(request: HttpRequest, report: str, token: str) -> HttpResponse:
    """The sealed bytes of what advocates wrote to each other."""
    found = get_object_or_404(Aside, report=of(report).id, token=token)
    return HttpResponse(bytes(found.body), content_type="application/octet-stream")
