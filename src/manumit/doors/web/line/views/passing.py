"""Passing on what people agreed to: to one recipient, for one purpose, as a file that a supervisor carries over."""

from __future__ import annotations

import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.line import papers
from manumit.doors.web.line.abstracts import blocked
from manumit.doors.web.line.exporting import agreed, write_reports
from manumit.doors.web.line.gate import needs
from manumit.doors.web.line.models import Paper


@require_safe
@needs("pass_on")
def passing(request: HttpRequest) -> HttpResponse:
    """What may be passed on now: recipient, purpose, until when; the words stand in the file alone."""
    now = timezone.now()
    told = [(one, papers.consent_of(one)) for one in agreed()]
    lines = [(one.paper, consent, blocked(one.paper) or consent.state(now)) for one, consent in told]
    ways = sorted({(consent.recipient, consent.purpose) for _, consent, state in lines if state == "valid"})
    return render(request, "line/passing.html", {"lines": lines, "ways": ways})


@require_POST
@needs("pass_on")
def pass_on(request: HttpRequest) -> HttpResponse:
    """The file, for a recipient and a purpose (`way`: 'recipient|purpose'). Refused without a consent for each item."""
    recipient, _, purpose = request.POST.get("way", "").rpartition("|")
    now, out = timezone.now(), io.StringIO()
    items = [
        one
        for one in agreed()
        if (consent := papers.consent_of(one)).recipient == recipient
        and consent.purpose == purpose
        and consent.state(now) == "valid"
        and not blocked(one.paper)
    ]
    write_reports(items, recipient, purpose, now, out)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="hotline-reports.csv"'
    return response


@require_POST
@needs("pass_on")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """They took it back: from now on it is passed on to nobody."""
    papers.withdraw(get_object_or_404(Paper, pk=pk, kind=Paper.Kind.CONSENT))
    return redirect("line:passing")
