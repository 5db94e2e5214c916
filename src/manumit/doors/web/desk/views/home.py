"""Home: what is new, what is mine, what is running, how fresh everything is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from manumit.doors.web.desk.gate import HOUSE, needs
from manumit.doors.web.desk.models import Case, Job, LeadDecision, Task, Workspace
from manumit.doors.web.desk.sights.leads import shelf

SHOWN = 5
RECENT = timedelta(days=7)


@needs("see_policy", HOUSE)
def home(request: HttpRequest) -> HttpResponse:
    """The first page. It needs nothing but being signed in; each part shows what the role may see."""
    user = request.here.user  # type: ignore[attr-defined]
    workspaces = [_overview(one) for one in Workspace.objects.filter(members=user)]
    return render(
        request,
        "desk/home.html",
        {
            "overviews": workspaces,
            "cases": Case.objects.filter(team__user=user).exclude(status=Case.Status.CLOSED)[:SHOWN],
            "tasks": Task.objects.filter(assignee=user, done_at=None).select_related("case")[:SHOWN],
            "jobs": Job.objects.filter(workspace__members=user).filter(asked_at__gt=timezone.now() - RECENT)[
                :SHOWN
            ],
        },
    )


def _overview(workspace: Workspace) -> dict[str, Any]:
    leads = shelf(workspace).masked
    decided = set(
        LeadDecision.objects.filter(workspace=workspace, undone_at=None).values_list("lead_id", flat=True)
    )
    waiting = [lead for lead in leads if lead.lead_id not in decided]
    return {
        "workspace": workspace,
        "leads": waiting[:SHOWN],
        "waiting": len(waiting),
        "decided": len(leads) - len(waiting),
    }
