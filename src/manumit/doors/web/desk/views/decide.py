"""Decisions about a lead."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from manumit.doors.web.desk.acts.verdicts import decide_lead, undo_decision
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.sights.leads import shelf


@require_POST
@needs("decide_lead")
def decide(request: HttpRequest, ws: str, lead_id: str) -> HttpResponse:
    """Keep watching, or set aside; opening a case has its own page."""
    here: Here = request.here  # type: ignore[attr-defined]
    shelf(here.ws).find(lead_id)
    decide_lead(here, lead_id, request.POST.get("verdict", ""), request.POST.get("reason", ""))
    messages.success(request, _("Decided. You can undo it for a minute; the log keeps both."))
    return redirect(
        "desk:leads" if request.POST.get("to") == "list" else "desk:lead", *_back(request, ws, lead_id)
    )


@require_POST
@needs("decide_lead")
def undo(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Undo one's own decision, within a minute."""
    here: Here = request.here  # type: ignore[attr-defined]
    made = undo_decision(here, pk)
    messages.success(request, _("Undone."))
    return redirect("desk:lead", ws, made.lead_id)


def _back(request: HttpRequest, ws: str, lead_id: str) -> list[str]:
    return [ws] if request.POST.get("to") == "list" else [ws, lead_id]
