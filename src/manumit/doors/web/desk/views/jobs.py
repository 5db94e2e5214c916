"""Files and jobs: hand in, watch it work, stop and resume, see what came of it."""

from __future__ import annotations

import csv
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts.intake import Intake, taking_in
from manumit.doors.web.desk.acts.tracing import note
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Job
from manumit.doors.web.desk.sights.making import ANEW, made_by
from manumit.doors.web.desk.sights.progress import KINDS, progress, set_aside, shown_path
from manumit.services.report import safe_cell

PAGE, PAGE_OF_ASIDE, MOST_NAMES = 25, 50, 20
STREAM_FOR = 50.0
"""Seconds of one connection; the browser then comes again. Proxies cut what takes a minute."""
LOOK_EVERY = 0.5
AT_ONCE = 8
"""Streams of one server process at a time: each holds a thread, and pages need some. Others ask every five seconds."""
_streams = BoundedSemaphore(AT_ONCE)
_encoder = DjangoJSONEncoder()


@require_safe
@needs("see_job")
def job_list(request: HttpRequest, ws: str) -> HttpResponse:
    """Forms to hand in, and the jobs of this workspace."""
    here: Here = request.here  # type: ignore[attr-defined]
    kept = Job.objects.filter(workspace=here.ws).select_related("workspace", "asked_by")
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/jobs.html",
        {
            "page": page,
            "jobs": [described(job) for job in page.object_list],
            "places": list(enumerate(jobs.places())),
            "limit": f"{settings.UPLOAD_LIMIT / 10**9:g}",
            "once": secrets.token_urlsafe(12),
            "may_run": here.may("run_job"),
        },
    )


def described(job: Job) -> dict[str, Any]:
    """A job with its words."""
    return {
        "job": job,
        "kind": KINDS.get(job.kind, job.kind),
        "now": progress(job),
        "going": job.state in jobs.WAITING,
    }


@csrf_exempt  # read only once the gate is passed; `_take_in` checks the token
@require_POST
@needs("run_job")
def upload(request: HttpRequest, ws: str) -> HttpResponseBase:
    """Take in files."""
    here: Here = request.here  # type: ignore[attr-defined]
    with taking_in(request, jobs.uploads(here.ws)) as intake:
        return _take_in(request, here, intake)


@csrf_protect
def _take_in(request: HttpRequest, here: Here, intake: Intake) -> HttpResponse:
    return _onwards(request, here, jobs.hand_in(here, intake, request.POST.get("once", "")))


@require_POST
@needs("run_job")
def folder(request: HttpRequest, ws: str) -> HttpResponse:
    """Read a folder of the server."""
    here: Here = request.here  # type: ignore[attr-defined]
    root = request.POST.get("root", "")
    job = jobs.point_at(
        here,
        int(root) if root.isascii() and root.isdecimal() else -1,
        request.POST.get("below", ""),
        request.POST.get("once", ""),
    )
    return _onwards(request, here, job)


def _onwards(request: HttpRequest, here: Here, job: Job | None) -> HttpResponse:
    if job is None:
        messages.info(request, _("This was handed in already. Its job is in the list."))
        return redirect("desk:jobs", here.ws.slug)
    return redirect("desk:job", here.ws.slug, job.pk)


@require_safe
@needs("see_job")
def job_page(request: HttpRequest, ws: str, job_id: int) -> HttpResponse:
    """One job: how it goes, or what came of it."""
    here: Here = request.here  # type: ignore[attr-defined]
    job = _find(here, job_id)
    aside = list(set_aside(job)) if job.kind == "run" and job.result else []
    page = Paginator(aside, PAGE_OF_ASIDE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/job.html",
        described(job)
        | {
            "files": [shown_path(job, one) for one in _files(job)],
            "kinds": sorted(job.result.get("records", {}).items(), key=lambda one: (-one[1], one[0])),
            "page": page,
            "rows": [(one, shown_path(job, one.file)) for one in page.object_list],
            "aside": len(aside),
            "may_run": here.may("run_job"),
            "anew": job.kind in ANEW,
            "made": made_by(job),
            "refresh": request.GET.get("refresh") == "5" and job.state in jobs.WAITING,
        },
    )


def _files(job: Job) -> list[str]:
    """Names of what was handed in, the first of them."""
    names = [str(path) for one in job.inputs if isinstance(one, str) for path in sorted(Path(one).glob("*"))]
    return names[:MOST_NAMES]


def _find(here: Here, job_id: int) -> Job:
    try:
        return Job.objects.select_related("workspace", "asked_by").get(pk=job_id, workspace=here.ws)
    except Job.DoesNotExist as error:
        raise Http404 from error


@require_POST
@needs("run_job")
def stop(request: HttpRequest, ws: str, job_id: int) -> HttpResponse:
    """Stop it; what was read stays."""
    here: Here = request.here  # type: ignore[attr-defined]
    job = _find(here, job_id)
    jobs.stop(job)
    return _back(request, job)


@require_POST
@needs("run_job")
def resume(request: HttpRequest, ws: str, job_id: int) -> HttpResponse:
    """Let it go on, or try again."""
    here: Here = request.here  # type: ignore[attr-defined]
    job = _find(here, job_id)
    jobs.resume(job)
    return _back(request, job)


def _back(request: HttpRequest, job: Job) -> HttpResponse:
    """To the job; or to what it makes, for those who came from there."""
    made = made_by(job) if request.POST.get("back") == "made" else None
    return redirect(made.url) if made else redirect("desk:job", job.workspace.slug, job.pk)


@require_safe
@needs("see_job")
def events(request: HttpRequest, ws: str, job_id: int) -> StreamingHttpResponse:
    """How it goes, as server-sent events: `progress` whenever something changed, `end` once."""
    here: Here = request.here  # type: ignore[attr-defined]
    job = _find(here, job_id)
    response = StreamingHttpResponse(
        _stream(job.pk, translation.get_language() or "en"), content_type="text/event-stream"
    )
    response["X-Accel-Buffering"] = "no"
    return response


def _stream(pk: int, language: str) -> Iterator[bytes]:
    if not _streams.acquire(blocking=False):
        yield b"retry: 5000\n\n" + _event(pk, language)[0]
        return
    try:
        yield b"retry: 1000\n\n"
        until, last, heard = time.monotonic() + STREAM_FOR, b"", time.monotonic()
        while time.monotonic() < until:
            told, ended = _event(pk, language)
            if told != last:
                yield told
                last, heard = told, time.monotonic()
            elif time.monotonic() - heard > 10:
                yield b": still here\n\n"
                heard = time.monotonic()
            if ended:
                yield b"event: end\ndata: {}\n\n"
                return
            time.sleep(LOOK_EVERY)
    finally:
        _streams.release()


def _event(pk: int, language: str) -> tuple[bytes, bool]:
    job = Job.objects.get(pk=pk)
    with translation.override(language):
        data = _encoder.encode(progress(job))
    return f"event: progress\ndata: {data}\n\n".encode(), job.state not in jobs.WAITING


@require_safe
@needs("see_job")
def quarantine(request: HttpRequest, ws: str, job_id: int) -> StreamingHttpResponse:
    """What was set aside, as CSV that no spreadsheet runs."""
    here: Here = request.here  # type: ignore[attr-defined]
    job = _find(here, job_id)
    note("export_made", here.user, "quarantine", job.pk, here.ws)
    response = StreamingHttpResponse(_rows(job), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="set-aside-{job.pk}.csv"'
    return response


class _Line:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def _rows(job: Job) -> Iterator[str]:
    write = csv.writer(_Line(), lineterminator="\r\n").writerow
    yield write(("file", "offset", "length", "reason", "hint", "kept"))
    for one in set_aside(job):
        cells = (shown_path(job, one.file), one.reason, one.hint)
        path, reason, hint = map(safe_cell, cells)
        yield write((path, one.offset, one.length, reason, hint, "yes" if one.kept else "no"))
