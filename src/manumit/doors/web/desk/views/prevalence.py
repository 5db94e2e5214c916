"""How many were never seen: hand lists in, and look at the fan."""

from __future__ import annotations

import csv
import hashlib
import io
import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import ManumitError
from manumit.doors.web.desk.acts import jobs
from manumit.doors.web.desk.acts import prevalences as acts
from manumit.doors.web.desk.acts.intake import Intake, taking_in
from manumit.doors.web.desk.acts.tracing import note, note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Job, Prevalence
from manumit.doors.web.desk.sights.prevalence import CRITICISMS, Fan
from manumit.doors.web.desk.sights.progress import progress
from manumit.doors.web.desk.views.refusing import refusing
from manumit.services.report import safe_cell

LISTED, OPEN = 25, 20
"""Estimates in the list; models in the table before its fold."""


def prevalence_of(here: Here, pk: int) -> Prevalence:
    """Of this workspace; 404 for another's."""
    return get_object_or_404(Prevalence.objects.select_related("job", "asked_by"), workspace=here.ws, pk=pk)


@require_safe
@needs("see_places")
def prevalences(request: HttpRequest, ws: str) -> HttpResponse:
    """The form, and the estimates of this workspace."""
    return render(request, "desk/prevalences.html", _listed(request.here))  # type: ignore[attr-defined]


def _listed(here: Here) -> dict[str, Any]:
    rows = list(Prevalence.objects.filter(workspace=here.ws).select_related("job", "asked_by")[:LISTED])
    tables = {one.job.inputs[0]["lists"]: one for one in reversed(rows) if one.job.inputs}
    return {
        "rows": rows,
        "earlier": [(one.pk, f"{one.table} ({one.about})") for one in tables.values()],
        "criticisms": CRITICISMS,
        "may_study": here.may("study_places"),
        "once": secrets.token_urlsafe(12),
    }


@csrf_exempt  # read only once the gate is passed; `_take_in` checks the token
@require_POST
@needs("study_places")
def prevalence_new(request: HttpRequest, ws: str) -> HttpResponseBase:
    """Take in a table of lists, or take an earlier one again."""
    here: Here = request.here  # type: ignore[attr-defined]
    with taking_in(request, jobs.uploads(here.ws)) as intake:
        return _take_in(request, here, intake)


@csrf_protect
def _take_in(request: HttpRequest, here: Here, intake: Intake) -> HttpResponse:
    told = request.POST.dict()  # files arrive while the form is read
    try:
        made = acts.ask(here, told, intake)
    except ManumitError as error:
        return refusing(request, error, "desk/prevalences.html", lambda: _listed(here), intake)
    if made is None:
        messages.info(request, _("This was asked for already. It is in the list."))
        return redirect("desk:prevalences", here.ws.slug)
    return redirect("desk:prevalence", here.ws.slug, made.pk)


@require_safe
@needs("see_places")
def prevalence_page(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """How it goes, or the fan."""
    here: Here = request.here  # type: ignore[attr-defined]
    found = prevalence_of(here, pk)
    shown: dict[str, Any] = {
        "prevalence": found,
        "job": found.job,
        "now": progress(found.job),
        "going": found.job.state in jobs.WAITING,
        "criticisms": CRITICISMS,
        "may_export": here.may("export"),
    }
    if found.job.state == Job.State.DONE:
        note_access(here.user, "prevalence", pk, here.ws)
        fan = Fan(found.job.result["fan"])
        rows = fan.rows()
        shown |= {"fan": fan, "first": rows[:OPEN], "others": rows[OPEN:]}
    return render(request, "desk/prevalence.html", shown)


@require_safe
@needs("export")
def prevalence_csv(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """The models as a table, with the range and what speaks against it as its last lines."""
    here: Here = request.here  # type: ignore[attr-defined]
    found = prevalence_of(here, pk)
    if found.job.state != Job.State.DONE:
        raise Http404
    fan, out = Fan(found.job.result["fan"]), io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("total", "low", "high", "belief", "pairs"))
    for one in sorted(fan.models, key=lambda one: -one["weight"]):
        people = (round(one[name]) for name in ("total", "low", "high"))
        pairs = safe_cell("; ".join(" + ".join(pair) for pair in one["pairs"]))
        writer.writerow((*people, f"{one['weight']:.4f}", pairs))
    for line in (found.about, fan.lede(), *fan.says(), *CRITICISMS):
        writer.writerow([safe_cell(f"# {line}")])
    data = out.getvalue().encode()
    sha256 = hashlib.sha256(data).hexdigest()
    note("export_made", here.user, "prevalence", found.pk, here.ws, form="csv", sha256=sha256)
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="prevalence-{found.pk}.csv"'
    return answer
