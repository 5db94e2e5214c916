"""What is new for somebody since a moment: counts, over all the workspaces they work in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from manumit.base.govern import Asked, may
from manumit.base.kernel import ManumitError
from manumit.doors.web.accounts.models import User
from manumit.doors.web.desk.models import Job, Task, Workspace
from manumit.doors.web.desk.sights.alerts import Told, alerts_of


@dataclass(frozen=True, slots=True)
class News:
    """Counts: leads found for the first time, records and files read, pieces set aside, jobs that broke off, since
    then; alerts that wait (and how many of them are new) and open tasks."""

    leads: int = 0
    records: int = 0
    files: int = 0
    aside: int = 0
    failed: int = 0
    alerts: int = 0
    new_alerts: int = 0
    tasks: int = 0


def news_of(user: User, since: datetime) -> News:
    """The counts that this person's role may know."""
    workspaces = list(Workspace.objects.filter(members=user))

    def allowed(action: str) -> bool:
        return may(Asked(user.role, action, member=bool(workspaces)))

    jobs = Job.objects.filter(workspace__in=workspaces, kind="run", ended_at__gte=since)
    done = [job.result for job in jobs if job.state == Job.State.DONE] if allowed("see_job") else []
    told = [alert for one in workspaces for alert in _alerts(user, one)] if allowed("watch") else []
    return News(
        leads=sum(one.get("new_leads", 0) for one in done) if allowed("see_leads") else 0,
        records=sum(sum(one.get("records", {}).values()) for one in done),
        files=sum(one.get("files", 0) for one in done),
        aside=sum(one.get("quarantined", 0) for one in done),
        failed=sum(job.state == Job.State.FAILED for job in jobs) if allowed("see_job") else 0,
        alerts=len(told),
        new_alerts=sum(alert.raised >= since for alert in told),
        tasks=Task.objects.filter(assignee=user, done_at=None).count(),
    )


def _alerts(user: User, workspace: Workspace) -> list[Told]:
    try:
        return alerts_of(user, workspace)
    except ManumitError:  # a workspace that cannot be opened has its own page to say so
        return []
