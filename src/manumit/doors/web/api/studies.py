"""Routes of studies of places: have one worked out, add to it, and read what joined it. The same acts, traces and small
counts held back as the pages."""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import Field

from manumit.doors.web.api.gate import NO, here_of, needs
from manumit.doors.web.api.study_shapes import LineOut, MonthsOut, MoreIn, StudyIn, StudyOut
from manumit.doors.web.api.texts import written
from manumit.doors.web.desk.acts import studying
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here
from manumit.doors.web.desk.models import Study
from manumit.doors.web.desk.sights import joined, publishing, studies
from manumit.doors.web.desk.sights.months import Months, Series, refusal
from manumit.doors.web.desk.sights.sheet import Sheet

router = Router(tags=["places"])
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Most = Annotated[int, Field(ge=1, le=200)]
After = Annotated[int, Field(ge=0, le=10_000_000)]
"""Of a list: rows at most, and those before them."""
_AT: Final = "/workspaces/{ws}/studies"


@router.post(_AT, response={202: StudyOut, **NO})
@needs("study_places")
def study_make(request: HttpRequest, ws: str, told: StudyIn) -> Any:
    """Have a study of places worked out. What came of it is there when a worker is done."""
    here = here_of(request)
    form = _form(told) | {
        name: str(getattr(told, name))
        for name in (
            "purpose",
            "kind",
            "resolution",
            "period",
            "horizon",
            "origin",
            "around",
            "km",
            "discovered",
        )
    }
    form["source"] = Study.Source.TABLE if told.events else Study.Source.RECORDS
    texts = ("events", "area", "groups", "covariates", "regions", "line")
    with written(here, {name: getattr(told, name) for name in texts}) as handed:
        made = studying.ask(here, form, handed)
    assert made is not None  # no form, so none was sent twice
    return Status(202, _told(here, made, None))


def _form(told: MoreIn) -> dict[str, str]:
    """As a form says it."""
    return {
        "by": ",".join(told.by),
        "months": str(told.months),
        "counts": ",".join(told.counts) if isinstance(told, StudyIn) else "",
    }


@router.get(f"{_AT}/{{pk}}", response={200: StudyOut, **NO})
@needs("see_places")
def study_read(request: HttpRequest, ws: str, pk: Number) -> Any:
    """How a study stands: channels and exposure, what places are like and what that changed, and why it may not be
    handed on."""
    here = here_of(request)
    study = study_of(here, pk)
    note_access(here.user, "study", pk, here.ws, study.purpose)
    return _told(here, study, studies.result_of(study))


@router.post(f"{_AT}/{{pk}}/months", response={202: StudyOut, **NO})
@needs("study_places")
def study_more(request: HttpRequest, ws: str, pk: Number, told: MoreIn) -> Any:
    """Have months by region looked ahead, or hand in what a help line told, with its small counts held back."""
    here = here_of(request)
    study = study_of(here, pk)
    with written(here, {"regions": told.regions, "line": told.line}) as handed:
        studying.add(here, study, _form(told), handed)
    return Status(202, _told(here, study, None))


@router.get(f"{_AT}/{{pk}}/months", response={200: MonthsOut, **NO})
@needs("see_places")
def study_series(request: HttpRequest, ws: str, pk: Number) -> Any:
    """Months by region that add up; outside the investigator's role small counts are held back."""
    here, result = ready(request, pk)
    found = Months.of(result, here.may("see_fine_places"))
    if found is None:
        return {"by": [], "series": [], "method": [], "refused": refusal(result.get("months"))}
    return {
        "by": found.told["by"],
        "series": [_series(found.series(at)) for at in range(len(found))],
        "method": found.method(),
        "refused": None,
    }


@router.get(f"{_AT}/{{pk}}/line", response={200: list[LineOut], **NO})
@needs("see_places")
def study_line(request: HttpRequest, ws: str, pk: Number) -> Any:
    """What a help line told, apart from the events: counts that it held back stay so, with the bounds that follow."""
    from manumit.doors.web.desk.sights.line_months import line_tables

    _here, result = ready(request, pk)
    tables = zip(result.get("line") or (), line_tables(result), strict=True)
    return [
        {"by": told["by"], "series": list(map(_series, shown.every)), "refused": shown.refused}
        for told, shown in tables
    ]


def study_of(here: Here, pk: int) -> Study:
    """A study of this workspace; 404 for another."""
    return get_object_or_404(Study.objects.select_related("workspace", "job"), workspace=here.ws, pk=pk)


def ready(request: HttpRequest, pk: int) -> tuple[Here, dict[str, Any]]:
    here = here_of(request)
    study = study_of(here, pk)
    result = studies.result_of(study)
    if result is None:
        raise Http404
    note_access(here.user, "study", pk, here.ws, study.purpose)
    return here, result


def _told(here: Here, study: Study, result: dict[str, Any] | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "study": study.pk,
        "title": studies.title_of(study),
        "purpose": study.purpose,
        "source": study.source,
        "state": study.job.state,
        "error": study.job.error or None,
        "discovered": (study.job.inputs or [{}])[0].get("discovered", ""),
    }
    if result is None:
        return told
    whole = here.may("see_fine_places")
    sheet = Sheet.of(result, whole)
    return told | {
        "events": studies.count_of(result, sheet),
        "resolution": sheet.level["resolution"],
        "cells": len(sheet),
        "expected": _rounded(sheet.level.get("in_all"), whole),
        "channels": [
            {name: str(value) for name, value in row.items()} for row in joined.channels(result, whole)
        ],
        "about": joined.about(sheet.level),
        "blocked": publishing.blocked(study, result),
        "caveats": studies.caveats(),
    }


def _rounded(value: float | None, whole: bool) -> float | None:
    return value if whole or value is None else float(round(value))


def _series(one: Series) -> dict[str, Any]:
    return {
        "path": list(one.path),
        "months": [
            {
                "month": f"{point.at:%Y-%m}",
                "seen": point.seen,
                "expected": point.expected,
                "low": point.bounds[0] if point.bounds else point.low,
                "high": point.bounds[1] if point.bounds else point.high,
                "hidden": point.hidden or (point.ahead and point.expected is None),
                "rose": point.rose,
            }
            for point in one.points
        ],
    }
