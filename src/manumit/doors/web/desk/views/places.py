"""Places: have a study worked out, look at its map and table, take it away, and make a briefing for a partner."""

from __future__ import annotations

import csv
import hashlib
import io
import secrets
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from manumit.doors.web.desk.acts import jobs, studying
from manumit.doors.web.desk.acts.intake import Intake, taking_in
from manumit.doors.web.desk.acts.tracing import note, note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Study
from manumit.doors.web.desk.sights import studies
from manumit.doors.web.desk.sights.hexagon_sheet import drawn
from manumit.doors.web.desk.sights.progress import progress
from manumit.doors.web.desk.views.exports import picture_leaves
from manumit.services.report import safe_cell

PAGE: Final = 25
ROWS: Final = 20
"""Cells in a briefing's table."""
COLUMNS: Final = ("cell", "lon", "lat", "seen", "class", "q", "thin", "expected", "low", "high")


def _study(here: Here, pk: int) -> Study:
    return get_object_or_404(
        Study.objects.select_related("workspace", "job", "asked_by"), workspace=here.ws, pk=pk
    )


def _ready(here: Here, pk: int) -> tuple[Study, dict[str, Any]]:
    study = _study(here, pk)
    result = studies.result_of(study)
    if result is None:
        raise Http404
    return study, result


@require_safe
@needs("see_places")
def study_list(request: HttpRequest, ws: str) -> HttpResponse:
    """The form, and the studies of this workspace."""
    here: Here = request.here  # type: ignore[attr-defined]
    kept = Study.objects.filter(workspace=here.ws).select_related("workspace", "job", "asked_by")
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "rows": [(one, studies.title_of(one)) for one in page.object_list],
        "purposes": Study.Purpose.choices,
        "sources": Study.Source.choices,
        "periods": studies.PERIOD.items(),
        "resolutions": [one for one in studying.RESOLUTIONS if one <= studying.finest(here)],
        "longest": studying.LONGEST,
        "caveats": studies.caveats(),
        "once": secrets.token_urlsafe(12),
        "may_study": here.may("study_places"),
    }
    return render(request, "desk/places.html", shown)


@csrf_exempt  # read only once the gate is passed; `_take_in` checks the token
@require_POST
@needs("study_places")
def study_new(request: HttpRequest, ws: str) -> HttpResponseBase:
    """Take in a table and an area, and have them worked out."""
    here: Here = request.here  # type: ignore[attr-defined]
    with taking_in(request, jobs.uploads(here.ws)) as intake:
        return _take_in(request, here, intake)


@csrf_protect
def _take_in(request: HttpRequest, here: Here, intake: Intake) -> HttpResponse:
    study = studying.ask(here, request.POST, intake)
    if study is None:
        messages.info(request, _("This was handed in already. Its study is in the list."))
        return redirect("desk:places", here.ws.slug)
    return redirect("desk:study", here.ws.slug, study.pk)


@require_safe
@needs("see_places")
def study_page(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """How it goes, or its map and table."""
    here: Here = request.here  # type: ignore[attr-defined]
    study = _study(here, pk)
    result = studies.result_of(study)
    shown: dict[str, Any] = {
        "study": study,
        "job": study.job,
        "title": studies.title_of(study),
        "now": progress(study.job),
        "going": study.job.state in jobs.WAITING,
        "caveats": studies.caveats(),
        "may_study": here.may("study_places"),
        "may_export": here.may("export"),
        "period": studies.PERIOD.get(study.period, study.period),
    }
    if result:
        note_access(here.user, "study", pk, here.ws, study.purpose)
        sheet = studies.Sheet.of(result, here.may("see_fine_places"))
        shown |= {
            "result": result,
            "sheet": sheet,
            "count": studies.count_of(result, sheet),
            "hot": sheet.stands().count("hot"),
            "notes": [*result["notes"], *sheet.level["notes"]],
            "left_out": result["left_out"].items(),
            "blocked": studies.blocked(result),
            "checks": studies.checks(result),
            "stamp": studies.stamp(study, result, sheet),
            "groups": result["groups"],
        }
    return render(request, "desk/study.html", shown)


@require_POST
@needs("study_places")
def again(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Work it out anew."""
    here: Here = request.here  # type: ignore[attr-defined]
    studying.again(here, _study(here, pk))
    return redirect("desk:study", ws, pk)


@require_safe
@needs("see_places")
def cells_json(request: HttpRequest, ws: str, pk: int) -> JsonResponse:
    """What the map draws."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result = _ready(here, pk)
    sheet = studies.Sheet.of(result, here.may("see_fine_places"))
    return JsonResponse(studies.scene(study, result, sheet))


@require_safe
@needs("export")
def cells_csv(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """One row a cell, with what stands beneath it as its last lines. A hidden number is an empty field."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result = _ready(here, pk)
    sheet = studies.Sheet.of(result, here.may("see_fine_places"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, "hidden"])
    for row in sheet.rows():
        writer.writerow([_cell(row[name]) for name in (*COLUMNS, "hidden")])
    for line in (studies.handling(sheet), *studies.stamp(study, result, sheet)):
        writer.writerow([safe_cell(f"# {line}")])
    data = out.getvalue().encode()
    _leaves(here, study, "csv", data)
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="places-{study.pk}.csv"'
    return answer


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def _leaves(here: Here, study: Study, form: str, data: bytes) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    note(
        "export_made", here.user, "study", study.pk, here.ws, purpose=study.purpose, form=form, sha256=sha256
    )


@require_POST
@needs("export")
def picture(request: HttpRequest, ws: str, pk: int) -> JsonResponse:
    """A picture of the map leaves."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, _result = _ready(here, pk)
    return picture_leaves(request, here, "study", str(study.pk), masked=False)


@require_safe
@needs("export")
def briefing(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """A page for a partner. Not made while a check fails. Small counts and fine cells only for an investigator who asks
    for them (`?whole`), and then the page says that it is no partner's."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result = _ready(here, pk)
    shown: dict[str, Any] = {
        "study": study,
        "title": studies.title_of(study),
        "blocked": studies.blocked(result),
        "may_see_all": here.may("see_fine_places"),
    }
    if not shown["blocked"]:
        sheet = studies.Sheet.of(result, here.may("see_fine_places") and "whole" in request.GET)
        layer = "expected" if sheet.forecast else "seen"
        drawing, classes = drawn(sheet, layer)
        rows = [row for row in sheet.rows() if not row["hidden"]][:ROWS]
        shown |= {
            "sheet": sheet,
            "layer": layer,
            "drawing": drawing,
            "classes": classes,
            "rows": [(row, studies.CLASS[row["class"]]) for row in rows],
            "hidden": sum(sheet.hidden),
            "thin": sum(sheet.level["thin"]),
            "count": studies.count_of(result, sheet),
            "handling": studies.handling(sheet),
            "checks": studies.checks(result),
            "stamp": studies.stamp(study, result, sheet),
        }
    answer = render(request, "desk/briefing.html", shown)
    if not shown["blocked"]:
        _leaves(here, study, "briefing", answer.content)
    return answer
