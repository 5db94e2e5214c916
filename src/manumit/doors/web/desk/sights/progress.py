"""How a job goes, in words; and what it set aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from manumit.doors.web.desk.models import Job
from manumit.doors.web.desk.sights.figures import figure
from manumit.doors.web.desk.words import Word
from manumit.engine.evidence import Quarantined, Workspace

STAGES: Final[dict[str, Word]] = {
    "reading": gettext_lazy("Reading files"),
    "signals": gettext_lazy("Finding numbers, names and places in texts"),
    "templates": gettext_lazy("Comparing texts"),
    "operators": gettext_lazy("Comparing who writes"),
    "links": gettext_lazy("Joining what belongs together"),
    "indicators": gettext_lazy("Looking for signs"),
    "leads": gettext_lazy("Weighing leads"),
    "lookup": gettext_lazy("Making the index for search"),
    "watch": gettext_lazy("Comparing with watchlists"),
    "words": gettext_lazy("Looking for new words"),
    "places": gettext_lazy("Counting events in cells"),
    "forecast": gettext_lazy("Working out what to expect"),
    "sites": gettext_lazy("Comparing places to choose"),
    "patterns": gettext_lazy("Looking for patterns"),
    "lists": gettext_lazy("Fitting models to lists"),
    "enrol": gettext_lazy("Reading pictures of people"),
    "compare": gettext_lazy("Comparing"),
    "rooms": gettext_lazy("Comparing rooms"),
    "score": gettext_lazy("Comparing a forecast with what happened"),
    "checks": gettext_lazy("Checking who is pointed at, and what looking does to it"),
}
KINDS: Final[dict[str, Word]] = {
    "run": gettext_lazy("Read files and look for leads"),
    "watch": gettext_lazy("Compare watchlists"),
    "decide": gettext_lazy("Write down decisions"),
    "places": gettext_lazy("Work out a map of places"),
    "placing": gettext_lazy("Place teams"),
    "patterns": gettext_lazy("Look for patterns"),
    "prevalence": gettext_lazy("Estimate how many were never seen"),
    "enrol": gettext_lazy("Take people into a gallery"),
    "identify": gettext_lazy("Look for somebody"),
    "room": gettext_lazy("Look for the hotel of a room"),
    "rooms": gettext_lazy("Make a collection of rooms"),
    "score": gettext_lazy("Score a forecast"),
}


def progress(job: Job) -> dict[str, Any]:
    """The fields that a page shows and a stream sends: state, stage, done, total, records, size, time. `total` is 0
    where nobody knows it."""
    now: dict[str, Any] = job.progress or {}
    stage = now.get("stage", "")
    done, total = (
        (now.get("done", 0), now.get("total", 0)) if job.state in ("running", "stopping") else (0, 0)
    )
    return {
        "state": str(job.get_state_display()),
        "stage": _stage(job, stage),
        "done": done,
        "total": total,
        "records": number_format(now.get("records", 0), use_l10n=True, force_grouping=True),
        "size": _("%(a)s of %(b)s MB")
        % {"a": _mega(now.get("bytes", 0)), "b": _mega(now.get("total_bytes", 0))},
        "time": _span((job.ended_at or timezone.now()) - job.started_at) if job.started_at else "",
    }


def _stage(job: Job, stage: str) -> str:
    if job.state == Job.State.QUEUED:
        return _("Waiting for its turn")
    if job.state == Job.State.STOPPING:
        return _("Stopping; what was read is kept")
    if stage == "waiting":
        return _("Waiting until the workspace is free")
    return str(STAGES.get(stage, _("Starting"))) if job.state == Job.State.RUNNING else ""


def _mega(size: int) -> str:
    return figure(size / 1e6, 1)


def _span(took: timedelta) -> str:
    seconds = max(0, int(took.total_seconds()))
    if seconds < 90:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = seconds // 60
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def set_aside(job: Job) -> Iterator[Quarantined]:
    """What of this job's files could not be read, or was read with a doubt."""
    inputs = [Path(one) for one in job.inputs if isinstance(one, str)]
    place = Workspace.open(Path(job.workspace.folder))
    here = {one.sha256 for one in place.sources() if any(_below(path, inputs) for path in one.paths)}
    for entry in place.quarantine():
        if (entry.sha256 and entry.sha256 in here) or _below(entry.file, inputs):
            yield entry


def _below(path: str, inputs: list[Path]) -> bool:
    return any(Path(path).is_relative_to(one) for one in inputs)


def shown_path(job: Job, path: str) -> str:
    """A path without the part that only the server knows."""
    for one in (Path(each) for each in job.inputs if isinstance(each, str)):
        if Path(path).is_relative_to(one):
            below = str(Path(path).relative_to(one))
            return one.name if below == "." else below
    return Path(path).name
