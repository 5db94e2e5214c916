"""Home: what is new, what is mine, what is running, how fresh everything is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from manumit.base.kernel import ManumitError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.acts.jobs import WAITING
from manumit.doors.web.desk.gate import HOUSE, Here, needs
from manumit.doors.web.desk.models import Case, Job, LeadDecision, Task, Workspace
from manumit.doors.web.desk.sights.alerts import Told, alerts_of, begun
from manumit.doors.web.desk.sights.freshness import freshness
from manumit.doors.web.desk.sights.leads import shelf
from manumit.doors.web.desk.sights.news import news_of
from manumit.doors.web.desk.views.jobs import described

SHOWN = 5
LIVE = 3
"""Jobs that tell how they go: each holds a connection, and browsers keep six."""
RECENT = timedelta(days=7)


@require_safe
@needs("see_policy", HOUSE)
def home(request: HttpRequest) -> HttpResponse:
    """The first page. It needs nothing but being signed in; each part shows what the role may see."""
    here: Here = request.here  # type: ignore[attr-defined]
    user, yesterday = here.user, _yesterday()
    workspaces = list(Workspace.objects.filter(members=user))
    can = Here(user, workspaces[0] if workspaces else None).may
    told = [alert for one in workspaces for alert in _alerts(user, one)] if can("watch") else []
    return render(
        request,
        "desk/home.html",
        {
            "yesterday": yesterday,
            "news": news_of(user, yesterday),
            "overviews": [_overview(one, can("see_leads"), can("see_job")) for one in workspaces],
            "alerts": sorted(told, key=lambda one: one.raised, reverse=True)[:SHOWN],
            "alerts_in_all": len(told),
            "cases": _cases(user),
            "tasks": _tasks(user),
            "jobs": [described(one) for one in _jobs(workspaces)] if can("see_job") else [],
        },
    )


def _yesterday() -> datetime:
    """The beginning of yesterday, UTC."""
    return timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)


def _alerts(user: User, workspace: Workspace) -> list[Told]:
    try:
        return alerts_of(user, workspace)
    except ManumitError:  # said where the workspace is shown
        return []


def _cases(user: User) -> Any:
    mine = Case.objects.filter(team__user=user).exclude(status=Case.Status.CLOSED)
    open_tasks = Count("task", filter=Q(task__done_at=None), distinct=True)
    held = Count("leads", filter=Q(leads__removed_at=None), distinct=True)
    return mine.annotate(open_tasks=open_tasks, held=held)[:SHOWN]


def _tasks(user: User) -> Any:
    mine = Task.objects.filter(assignee=user, done_at=None, case__team__user=user).select_related("case")
    return mine.order_by("due_on", "at")[:SHOWN]


def _jobs(workspaces: list[Workspace]) -> list[Job]:
    """Those that wait or run, then the latest of this week."""
    kept = (
        Job.objects.filter(workspace__in=workspaces)
        .exclude(kind="decide")
        .select_related("workspace", "asked_by")
    )
    going = list(kept.filter(state__in=WAITING).order_by("asked_at")[:LIVE])
    ended = kept.exclude(state__in=WAITING).filter(asked_at__gt=timezone.now() - RECENT)
    return [*going, *ended[: SHOWN - len(going)]]


def _overview(workspace: Workspace, leads: bool, fresh: bool) -> dict[str, Any]:
    """Leads that wait, and how fresh the evidence is; what is wrong where the workspace cannot be opened."""
    if not begun(workspace):
        return {"workspace": workspace, "waiting": 0}
    try:
        found = shelf(workspace).masked if leads else ()
        kinds = freshness(workspace) if fresh else ()
    except ManumitError as error:
        return {"workspace": workspace, "error": error.shape()}
    decided = set(
        LeadDecision.objects.filter(workspace=workspace, undone_at=None).values_list("lead_id", flat=True)
    )
    waiting = [lead for lead in found if lead.lead_id not in decided and not lead.settled]
    return {
        "workspace": workspace,
        "leads": waiting[:SHOWN],
        "waiting": len(waiting),
        "decided": len(found) - len(waiting),
        "fresh": kinds,
    }
