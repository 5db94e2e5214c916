"""Jobs: handed in, pointed at, stopped, resumed by people; taken, kept alive and ended by workers.

A job belongs to the worker that wrote its last beat: every write of a worker asks for the beat that it knows, so of two
workers one loses, and a worker that slept through its time finds that the job is no longer its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from manumit.base.kernel import UsageError
from manumit.doors.web.desk.acts import folders
from manumit.doors.web.desk.acts.intake import Intake
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Job, Workspace

DEAD_AFTER = timedelta(seconds=15)
"""A job not heard of for so long has lost its worker."""
ONCE_FOR = 24 * 3600
"""Seconds in which one form makes one job, however often it is sent."""
_State = Job.State
GOING = (_State.RUNNING, _State.STOPPING)
WAITING = (_State.QUEUED, *GOING)


def uploads(workspace: Workspace) -> Path:
    """Where files lie that were handed in for a workspace: a folder for each job."""
    return settings.HOUSE.uploads / workspace.slug


def places() -> list[Path]:
    """Folders of the server that jobs may read."""
    return folders.allowed(settings.FOLDERS, settings.HOUSE.path)


def hand_in(here: Here, intake: Intake, once: str = "") -> Job | None:
    """A job for the files that arrived. None when this form was sent before. UsageError when no file came."""
    if intake.refused:
        raise intake.refused
    if not intake.names:
        raise UsageError(_("No file was chosen."), _("Choose one or more files, then hand them in."))
    if not first_time(here, once):
        intake.discard()
        return None
    with transaction.atomic():
        job = _new(here, [])
        final = uploads(here.ws) / str(job.pk)
        os.replace(intake.folder, final)
        job.inputs = [str(final)]
        job.save(update_fields=["inputs"])
    return job


def point_at(here: Here, root: int, below: str, once: str = "") -> Job | None:
    """A job for a folder of the server: number `root` of the allowed ones, and the path below it."""
    allowed = places()
    if not 0 <= root < len(allowed):
        raise UsageError(_("No such folder is allowed."), _("Choose one of the list."))
    place = folders.place_below(allowed[root], below)
    folders.check([place], allowed)
    if not first_time(here, once):
        return None
    with transaction.atomic():
        return _new(here, [str(place)])


def _new(here: Here, inputs: list[str]) -> Job:
    job = Job.objects.create(workspace=here.ws, inputs=inputs, asked_by=here.user)
    note("file_read", here.user, "job", job.pk, here.ws)
    return job


def first_time(here: Here, once: str) -> bool:
    """Whether this form was not sent before."""
    return not once or cache.add(f"once:{here.user.pk}:{once[:64]}", 1, ONCE_FOR)


def ask_to_watch(workspace: Workspace, user: Any) -> None:
    """Have watchlists compared as soon as can be; a job that waits already does for all."""
    if not Job.objects.filter(workspace=workspace, kind="watch", state=_State.QUEUED).exists():
        Job.objects.create(workspace=workspace, kind="watch", asked_by=user)


def stop(job: Job) -> None:
    """Ask for its end: at once when it waits, else its worker ends it. What was read stays."""
    if not Job.objects.filter(pk=job.pk, state=_State.QUEUED).update(
        state=_State.STOPPED, ended_at=timezone.now()
    ):
        Job.objects.filter(pk=job.pk, state=_State.RUNNING).update(state=_State.STOPPING)


def resume(job: Job) -> None:
    """Let it go on, or try again: what is done is not done again."""
    Job.objects.filter(pk=job.pk, state__in=(_State.STOPPED, _State.FAILED)).update(
        state=_State.QUEUED, beat_at=None, ended_at=None, error={}, progress={}
    )


# --- The workers' side


def take() -> Job | None:
    """The next job, now this worker's own: the oldest that waits or whose worker died, where its workspace is free."""
    now = timezone.now()
    dead = now - DEAD_AFTER
    busy = Job.objects.filter(state__in=GOING, beat_at__gt=dead).values("workspace_id")
    free = Q(state=_State.QUEUED) | Q(state__in=GOING, beat_at__lte=dead)
    for job in Job.objects.filter(free).exclude(workspace__in=busy).order_by("asked_at", "pk")[:8]:
        mine = Job.objects.filter(pk=job.pk, state=job.state, beat_at=job.beat_at)
        if job.state == _State.STOPPING:
            mine.update(state=_State.STOPPED, ended_at=now)
        elif mine.update(state=_State.RUNNING, beat_at=now, started_at=job.started_at or now, ended_at=None):
            return Job.objects.select_related("workspace").get(pk=job.pk)
    return None


def beat(job: Job, progress: Mapping[str, Any]) -> bool:
    """Say that the job goes on, and how far it is; `job.state` is read anew. False: it is another's now."""
    now = timezone.now()
    held = Job.objects.filter(pk=job.pk, beat_at=job.beat_at, state__in=GOING)
    if not held.update(beat_at=now, progress=dict(progress)):
        return False
    job.beat_at = now
    job.state = Job.objects.values_list("state", flat=True).get(pk=job.pk)
    return True


def end(job: Job, state: str, result: Mapping[str, Any], error: Mapping[str, Any]) -> bool:
    """Say how it ended; `queued` gives it back. False: it is another's now."""
    over = {} if state == _State.QUEUED else {"ended_at": timezone.now()}
    beat_at = None if state == _State.QUEUED else job.beat_at
    return bool(
        Job.objects.filter(pk=job.pk, beat_at=job.beat_at).update(
            state=state, result=dict(result), error=dict(error), beat_at=beat_at, **over
        )
    )


def inputs_of(job: Job) -> tuple[Sequence[str], Sequence[str]]:
    """What the job reads, and the folders that it must not leave."""
    return job.inputs, [str(uploads(job.workspace) / str(job.pk)), *map(str, places())]


def sweep(older: timedelta = timedelta(days=1)) -> None:
    """Take away what arrived and never became a job."""
    from manumit.doors.web.desk.acts.intake import STAGED

    limit = (timezone.now() - older).timestamp()
    for left in settings.HOUSE.uploads.glob(f"*/{STAGED}*"):
        if left.stat().st_mtime < limit:
            shutil.rmtree(left, ignore_errors=True)
