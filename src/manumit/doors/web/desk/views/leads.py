"""The list of leads, and the page of one."""

from __future__ import annotations

from collections import Counter as Tally
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.desk.acts.purposes import state_purpose, withdraw_purpose
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import LeadDecision
from manumit.doors.web.desk.sights.leads import decisions, lead_for, shelf
from manumit.engine.leads import Lead, LeadFinding
from manumit.services.report import ROLE_ORDER, questions_of

PAGE = 25


@require_safe
@needs("see_leads")
def lead_list(request: HttpRequest, ws: str) -> HttpResponse:
    """Every lead in rank order, with filters for kind and decision."""
    here: Here = request.here  # type: ignore[attr-defined]
    leads = list(shelf(here.ws).masked)
    decided = decisions(here)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    if kind:
        leads = [lead for lead in leads if lead.exploitation == kind]
    if state == "waiting":
        leads = [lead for lead in leads if lead.lead_id not in decided and not lead.settled]
    elif state == "before":
        leads = [lead for lead in leads if lead.earlier]
    elif state:
        leads = [lead for lead in leads if lead.lead_id in decided and decided[lead.lead_id].verdict == state]
    page = Paginator(leads, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/leads.html",
        {
            "page": page,
            "rows": [(lead, decided.get(lead.lead_id)) for lead in page.object_list],
            "kinds": ("sexual", "labour", "domestic", "forced_crime", "unknown"),
            "kind": kind,
            "state": state,
            "total": len(leads),
            "verdicts": LeadDecision.Verdict.choices,
        },
    )


@require_safe
@needs("see_leads")
def lead_page(request: HttpRequest, ws: str, lead_id: str) -> HttpResponse:
    """One lead: the sentence, why, against, what would change it, who, and the linked views."""
    here: Here = request.here  # type: ignore[attr-defined]
    lead, unmasked = lead_for(here, lead_id)
    grant = here.purpose_for("lead", lead_id)
    note_access(here.user, "lead", lead_id, here.ws, grant.purpose if grant and unmasked else "")
    return render(request, "desk/lead.html", lead_context(here, lead, unmasked) | {"grant": grant})


def lead_context(here: Here, lead: Lead, unmasked: bool) -> dict[str, Any]:
    """What a lead's page shows."""
    rank = {role: number for number, role in enumerate(ROLE_ORDER)}
    members = sorted(
        lead.members, key=lambda m: (rank.get(m.role, 9), m.kind != "person", -m.probability, m.entity_id)
    )
    return {
        "lead": lead,
        "unmasked": unmasked,
        "families": _families(lead),
        "counter": sorted(lead.counter, key=lambda c: (c.weight, c.explanation)),
        "questions": questions_of(lead),
        "members": members,
        "decision": decisions(here, lead.lead_id).get(lead.lead_id),
        "may_reveal": here.may("state_purpose"),
        "may_decide": here.may("decide_lead"),
    }


def _families(lead: Lead) -> list[tuple[str, list[LeadFinding]]]:
    weight: Tally[str] = Tally()
    for finding in lead.findings:
        weight[finding.family] += finding.weight  # type: ignore[assignment]
    ordered = sorted(lead.findings, key=lambda f: (-weight[f.family], f.family, -f.strength, f.indicator))
    return [(family, list(found)) for family, found in groupby(ordered, key=lambda f: f.family)]


@require_POST
@needs("state_purpose")
def purpose(request: HttpRequest, ws: str, lead_id: str) -> HttpResponse:
    """State a purpose to see a lead unmasked, or mask it again."""
    here: Here = request.here  # type: ignore[attr-defined]
    shelf(here.ws).find(lead_id)
    if "mask" in request.POST:
        withdraw_purpose(here, "lead", lead_id)
    else:
        state_purpose(here, "lead", lead_id, request.POST.get("purpose", ""), request.POST.get("basis", ""))
    return redirect("desk:lead", ws, lead_id)
