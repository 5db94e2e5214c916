"""Months of a study by region, what a help line told beside them, and the table that can be taken away."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import ManumitError, UsageError
from manumit.doors.web.desk.acts import asking, jobs, studying
from manumit.doors.web.desk.acts.intake import Intake, taking_in
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import Study
from manumit.doors.web.desk.sights import line_months, publishing, studies
from manumit.doors.web.desk.sights.months import Months, Point, Series, refusal, rows_of
from manumit.doors.web.desk.sights.sheet import Sheet
from manumit.doors.web.desk.views.handing_out import hand_out, need_passed
from manumit.doors.web.desk.views.places import ready, study_of
from manumit.doors.web.desk.views.refusing import refusing
from manumit.services.report import safe_cell

COLUMNS: Final = ("month", "seen", "expected", "low", "high", "hidden", "rose")


@require_safe
@needs("see_places")
def months_page(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """One series and those below it, drawn and as a table; the help line's apart."""
    here: Here = request.here  # type: ignore[attr-defined]
    at = request.GET.get("in", "")
    return render(request, "desk/months.html", _shown(here, *ready(here, pk), at))


def _shown(here: Here, study: Study, result: dict[str, Any], at: str = "") -> dict[str, Any]:
    pk = study.pk
    note_access(here.user, "study", pk, here.ws, study.purpose)
    whole = here.may("see_fine_places")
    found = Months.of(result, whole)
    shown: dict[str, Any] = {
        "study": study,
        "title": studies.title_of(study),
        "whole": whole,
        "months": found,
        "refused": refusal(result.get("months")),
        "chosen": (result.get("months") or {}).get("by") or [],
        "told": {"months": (result.get("months") or {}).get("ahead") or 6},
        "line": line_months.line_tables(result),
        "columns": result.get("columns") or [],
        "most_months": asking.MOST_MONTHS,
        "going": study.job.state in jobs.WAITING,
        "may_study": here.may("study_places"),
        "may_export": here.may("export"),
        "blocked": publishing.blocked(study, result),
        "caveats": studies.caveats(),
    }
    if found:
        shown |= _one(found, _number(at, len(found)))
    return shown


def _number(told: str, size: int) -> int:
    """The series that is asked for; that of all where none, or no such."""
    known = told.isascii() and told.isdecimal() and len(told) < 9
    return int(told) if known and int(told) < size else 0


def _one(found: Months, at: int) -> dict[str, Any]:
    below, more = found.below(at)
    here = found.series(at)
    return {
        "here_series": here,
        "above": found.above(at),
        "below": below,
        "more": more,
        "level": found.level(at),
        "heads": [here, *below],
        "rows": rows_of([here, *below]),
        "rises": found.rises(),
    }


@csrf_exempt  # read only once the gate is passed; `_take_in` checks the token
@require_POST
@needs("study_places")
def months_new(request: HttpRequest, ws: str, pk: int) -> HttpResponseBase:
    """Have months by region looked ahead, or take in what a help line told."""
    here: Here = request.here  # type: ignore[attr-defined]
    study = study_of(here, pk)
    with taking_in(request, jobs.uploads(here.ws)) as intake:
        return _take_in(request, here, study, intake)


@csrf_protect
def _take_in(request: HttpRequest, here: Here, study: Study, intake: Intake) -> HttpResponse:
    told = request.POST.dict() | {"by": ",".join(request.POST.getlist("by"))}
    try:
        studying.add(here, study, told, intake)
    except ManumitError as error:
        if (result := studies.result_of(study)) is None:
            raise
        shown = {"chosen": request.POST.getlist("by")}
        return refusing(
            request, error, "desk/months.html", lambda: _shown(here, study, result) | shown, intake
        )
    return redirect("desk:study", here.ws.slug, study.pk)


@require_safe
@needs("export")
def months_csv(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """One row a series and month. A hidden number is an empty field. An investigator gets all of it, or with `?partner`
    what a partner may have."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result = ready(here, pk)
    found = Months.of(result, here.may("see_fine_places") and "partner" not in request.GET)
    if found is None:
        raise UsageError(_("This study has no months by region."), _("Choose their columns first."))
    if not found.whole:
        need_passed(study, result)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    levels = [str(one) for one in found.told["by"]]
    writer.writerow(["level", *(safe_cell(one) for one in levels), *COLUMNS])
    for at in range(len(found)):
        writer.writerows(_rows(found.series(at), levels))
    handling = studies.handling(Sheet.of(result, found.whole))
    for line in (handling, *found.method(), *studies.caveats(), *publishing.checks(study, result)):
        writer.writerow([safe_cell(f"# {line}")])
    return hand_out(here, study, out.getvalue().encode(), f"months-{study.pk}.csv")


def _rows(series: Series, levels: list[str]) -> list[list[Any]]:
    path = series.path
    names = [*map(safe_cell, path), *[""] * (len(levels) - len(path))]
    level = safe_cell(levels[len(path) - 1]) if path else "all"
    return [[level, *names, *_cells(one)] for one in series.points]


def _cells(one: Point) -> list[Any]:
    numbers = (one.seen, one.expected, one.low, one.high)
    told = ["" if value is None else f"{value:g}" for value in numbers]
    gone = one.hidden or (one.ahead and one.expected is None)
    return [f"{one.at:%Y-%m}", *told, "yes" if gone else "no", "yes" if one.rose else "no"]
