"""Places: have a study worked out, look at its map and table, and have its forecast scored."""

from __future__ import annotations

import secrets
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from manumit.base.kernel import ManumitError
from manumit.doors.web.desk.acts import asking, forecasts, jobs, studying
from manumit.doors.web.desk.acts.intake import Intake, taking_in
from manumit.doors.web.desk.acts.tracing import note_access
from manumit.doors.web.desk.gate import Here, needs
from manumit.doors.web.desk.models import SealedForecast, Study, Trace
from manumit.doors.web.desk.sights import joined, place_words, publishing, studies
from manumit.doors.web.desk.sights.forecasts import seals
from manumit.doors.web.desk.sights.line_months import line_tables
from manumit.doors.web.desk.sights.months import Months, refusal
from manumit.doors.web.desk.sights.progress import progress
from manumit.doors.web.desk.sights.sheet import Sheet
from manumit.doors.web.desk.sights.study_words import FINDS_COUNT, PERIOD
from manumit.doors.web.desk.views.refusing import refusing

PAGE: Final = 25
UNASKED: Final[dict[str, str | int]] = {
    "source": Study.Source.TABLE,
    "km": asking.AROUND,
    "resolution": "8",
    "period": "month",
    "horizon": 30,
    "months": 6,
    "discovered": "",
}
"""What stands in a form that nobody has filled in."""


def study_of(here: Here, pk: int) -> Study:
    """A study of this workspace; 404 for another."""
    return get_object_or_404(
        Study.objects.select_related("workspace", "job", "asked_by"), workspace=here.ws, pk=pk
    )


def ready(here: Here, pk: int) -> tuple[Study, dict[str, Any]]:
    """A study with what came of it; 404 as long as nothing did."""
    study = study_of(here, pk)
    result = studies.result_of(study)
    if result is None:
        raise Http404
    return study, result


@require_safe
@needs("see_places")
def study_list(request: HttpRequest, ws: str) -> HttpResponse:
    """The form, and the studies of this workspace."""
    return render(request, "desk/places.html", _listed(request, request.here))  # type: ignore[attr-defined]


def _listed(request: HttpRequest, here: Here) -> dict[str, Any]:
    kept = Study.objects.filter(workspace=here.ws).select_related("workspace", "job", "asked_by")
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "rows": [(one, studies.title_of(one), studies.area_of(one)) for one in page.object_list],
        "purposes": Study.Purpose.choices,
        "sources": Study.Source.choices,
        "periods": PERIOD.items(),
        "finds": FINDS_COUNT.items(),
        "resolutions": [one for one in asking.RESOLUTIONS if one <= asking.finest(here)],
        "longest": asking.LONGEST,
        "told": UNASKED,
        "widest": asking.WIDEST,
        "most_months": asking.MOST_MONTHS,
        "caveats": studies.caveats(),
        "once": secrets.token_urlsafe(12),
        "may_study": here.may("study_places"),
    }


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
    told = request.POST.dict()
    try:
        study = studying.ask(here, told, intake)
    except ManumitError as error:
        return refusing(request, error, "desk/places.html", lambda: _listed(request, here), intake)
    if study is None:
        messages.info(request, _("This was handed in already. Its study is in the list."))
        return redirect("desk:places", here.ws.slug)
    return redirect("desk:study", here.ws.slug, study.pk)


@require_safe
@needs("see_places")
def study_page(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """How it goes, or its map and table."""
    here: Here = request.here  # type: ignore[attr-defined]
    return render(request, "desk/study.html", study_shown(here, study_of(here, pk)))


def study_shown(here: Here, study: Study) -> dict[str, Any]:
    """What stands on the page of a study, as this person may see it. A look at it is noted."""
    pk, result = study.pk, studies.result_of(study)
    shown: dict[str, Any] = {
        "study": study,
        "told": {"metres": 200, "days": 7},
        "job": study.job,
        "title": studies.title_of(study),
        "area": studies.area_of(study),
        "now": progress(study.job),
        "going": study.job.state in jobs.WAITING,
        "caveats": studies.caveats(),
        "may_study": here.may("study_places"),
        "may_export": here.may("export"),
        "erased": bool(study.job.inputs[0].get("after_erasure")),
        "left": copies(study),
        "seals": seals(study, here.may("see_fine_places")),
        "whole": here.may("see_fine_places"),
    }
    if result:
        note_access(here.user, "study", pk, here.ws, study.purpose)
        sheet = Sheet.of(result, here.may("see_fine_places"))
        shown |= {
            "result": result,
            "sheet": sheet,
            "count": studies.count_of(result, sheet),
            "hot": sheet.stands().count("hot"),
            "notes": [*(place_words.noted(one, sheet.whole) for one in result["notes"]), *sheet.notes],
            "left_out": joined.left_out(result, sheet.whole),
            "unchecked": publishing.unchecked(result),
            "failed": publishing.failed(result),
            "blocked": publishing.blocked(study, result),
            "checks": publishing.checks(study, result),
            "going_there": publishing.going(sheet),
            "stamp": studies.stamp(study, result, sheet),
            "groups": result["groups"],
            **_beside(result, sheet),
        }
    return shown


def _beside(result: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    """What stands beside the map: how events became known, what places are like, months, what a help line told."""
    found = Months.of(result, sheet.whole)
    return {
        "channels": joined.channels(result, sheet.whole),
        "about": joined.about(sheet.level),
        "months": found,
        "all_months": found.series(0) if found else None,
        "rises": found.rises() if found else [],
        "months_refused": refusal(result.get("months")),
        "line": line_tables(result),
    }


@require_POST
@needs("study_places")
def again(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Work it out anew."""
    here: Here = request.here  # type: ignore[attr-defined]
    studying.again(here, study_of(here, pk))
    return redirect("desk:study", ws, pk)


@require_POST
@needs("study_places")
def reason(request: HttpRequest, ws: str, pk: int) -> HttpResponse:
    """Put on record why it may be handed on unchecked."""
    here: Here = request.here  # type: ignore[attr-defined]
    study = study_of(here, pk)
    try:
        studying.give_reason(here, study, request.POST.get("reason", ""))
    except ManumitError as error:
        return refusing(request, error, "desk/study.html", lambda: study_shown(here, study))
    return redirect("desk:study", ws, pk)


@csrf_exempt  # read only once the gate is passed; `_take_outcome` checks the token
@require_POST
@needs("study_places")
def score(request: HttpRequest, ws: str, pk: int, forecast: int) -> HttpResponseBase:
    """Have a sealed forecast compared with what happened."""
    here: Here = request.here  # type: ignore[attr-defined]
    sealed = get_object_or_404(
        SealedForecast.objects.select_related("study__workspace"), study=study_of(here, pk), pk=forecast
    )
    with taking_in(request, jobs.uploads(here.ws)) as intake:
        return _take_outcome(request, here, sealed, intake)


@csrf_protect
def _take_outcome(request: HttpRequest, here: Here, sealed: SealedForecast, intake: Intake) -> HttpResponse:
    _ = request.POST  # files arrive while the form is read
    try:
        forecasts.ask_score(here, sealed, intake)
    except ManumitError as error:
        called = {"events": f"outcome-{sealed.pk}"}
        return refusing(
            request, error, "desk/study.html", lambda: study_shown(here, sealed.study), intake, called
        )
    return redirect("desk:study", here.ws.slug, sealed.study_id)


def copies(study: Study) -> int:
    """How often something of it left; those copies lie outside, and nobody here can change them."""
    return Trace.objects.filter(
        type="export_made", what="study", workspace=study.workspace, ident=str(study.pk)
    ).count()


@require_safe
@needs("see_places")
def cells_json(request: HttpRequest, ws: str, pk: int) -> JsonResponse:
    """What the map draws."""
    here: Here = request.here  # type: ignore[attr-defined]
    study, result = ready(here, pk)
    sheet = Sheet.of(result, here.may("see_fine_places"))
    told = studies.scene(study, result, sheet)
    told["stamp"] += publishing.checks(study, result)
    return JsonResponse(told)
